import asyncio


async def charge(order):
    await asyncio.sleep(0.01)
    raise ValueError(f"{order} refused")


async def main():
    try:
        charging = asyncio.create_task(charge("A-1"))
        print("charging has begun")
    except ValueError:
        print("guarded")
    try:
        await charging
    except ValueError as error:
        print("late:", error)


asyncio.run(main())
