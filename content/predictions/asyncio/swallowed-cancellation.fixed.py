import asyncio


async def fetch_price():
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        print("cleaning up")
        raise


async def main():
    try:
        async with asyncio.timeout(0.05):
            await fetch_price()
        print("price shown")
    except TimeoutError:
        print("too slow")


asyncio.run(main())
