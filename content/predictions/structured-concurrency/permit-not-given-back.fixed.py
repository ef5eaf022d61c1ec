import asyncio

permits = asyncio.Semaphore(1)


async def fetch(price):
    async with permits:
        return int(price) / 100


async def main():
    for price in ("450", "n/a", "900"):
        try:
            async with asyncio.timeout(0.1):
                print(await fetch(price))
        except ValueError:
            print("not a price:", price)


asyncio.run(main())
