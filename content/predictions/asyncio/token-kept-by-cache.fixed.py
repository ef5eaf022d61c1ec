import asyncio
import functools


@functools.cache
def token_for(supplier):
    return asyncio.create_task(fetch_token(supplier))


async def fetch_token(supplier):
    await asyncio.sleep(0.01)
    return f"token of {supplier}"


async def main():
    print(await token_for("tea house"))
    print(await token_for("tea house"))


asyncio.run(main())
