import asyncio


async def watch(name, seconds):
    await asyncio.sleep(seconds)
    print(name, "finished")


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(watch("orders", 0.02))
        mails = group.create_task(watch("mails", 0.04))
        group.create_task(watch("stock", 0.06))
        await asyncio.sleep(0)
        mails.cancel()
    print("group ended, mails cancelled:", mails.cancelled())


asyncio.run(main())
