import asyncio


async def charge():
    try:
        await asyncio.sleep(1)
        print("charged")
    finally:
        await asyncio.sleep(0.1)
        print("reservation given back")


async def main():
    try:
        async with asyncio.timeout(0.05):
            await charge()
    except TimeoutError:
        print("too slow")


asyncio.run(main())
