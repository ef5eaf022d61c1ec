import asyncio


async def fetch(name, seconds):
    print("ask", name)
    await asyncio.sleep(seconds)
    print("got", name)


async def main():
    async with asyncio.TaskGroup() as group:
        await group.create_task(fetch("prices", 0.06))
        await group.create_task(fetch("stock", 0.02))


asyncio.run(main())
