import asyncio


async def reserve(sku):
    await asyncio.sleep(0.01)
    return sku


async def order(skus):
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(reserve(sku)) for sku in skus]
        if len(tasks) > 2:
            raise ValueError("at most two articles")


try:
    asyncio.run(order(["tea", "mug", "pot"]))
except ValueError as error:
    print("refused:", error)
