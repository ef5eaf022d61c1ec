import asyncio

permits = asyncio.Semaphore(1)


async def fetch(price):
    await permits.acquire()
    euros = int(price) / 100
    permits.release()
    return euros


async def main():
    for price in ("450", "n/a", "900"):
        try:
            async with asyncio.timeout(0.1):
                print(await fetch(price))
        except ValueError:
            print("not a price:", price)


asyncio.run(main())
