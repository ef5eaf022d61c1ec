import asyncio


async def charge(order, seconds, ok):
    await asyncio.sleep(seconds)
    if not ok:
        raise ValueError(f"{order} refused")
    print(f"{order} charged")


async def main():
    try:
        await asyncio.gather(charge("A", 0.01, True), charge("B", 0.2, False), charge("C", 0.6, True))
    except ValueError as error:
        print(error)
    await asyncio.sleep(0.6)
    print("report written")


asyncio.run(main())
