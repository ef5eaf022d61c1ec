import asyncio


async def charge(order, cents):
    print("charging", order)
    await asyncio.sleep(0.01)
    return cents


async def main():
    print("begin")
    charging = charge("A-1")
    task = asyncio.create_task(charging)
    print("charged:", await task)


asyncio.run(main())
