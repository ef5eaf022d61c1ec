import asyncio


async def charge(order, seconds, ok):
    await asyncio.sleep(seconds)
    if not ok:
        raise ValueError(f"{order} refused")
    print(f"{order} charged")


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            for order, seconds, ok in (("A", 0.01, True), ("B", 0.2, False), ("C", 0.6, True)):
                group.create_task(charge(order, seconds, ok))
    except* ValueError as group:
        print(group.exceptions[0])
    await asyncio.sleep(0.6)
    print("report written")


asyncio.run(main())
