import asyncio
import functools


@functools.cache
async def token_for(supplier):
    await asyncio.sleep(0.01)
    return f"token of {supplier}"


async def main():
    print(await token_for("tea house"))
    print(await token_for("tea house"))


asyncio.run(main())
