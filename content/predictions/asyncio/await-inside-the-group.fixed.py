import asyncio


async def fetch(name, seconds):
    print("ask", name)
    await asyncio.sleep(seconds)
    print("got", name)


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(fetch("prices", 0.06))
        group.create_task(fetch("stock", 0.02))


asyncio.run(main())
