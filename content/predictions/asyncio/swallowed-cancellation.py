import asyncio


async def fetch_price():
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        print("cleaning up")


async def main():
    async with asyncio.timeout(0.05):
        await fetch_price()
    print("price shown")


asyncio.run(main())
