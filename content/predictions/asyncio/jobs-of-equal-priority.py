import asyncio


async def main():
    jobs = asyncio.PriorityQueue()
    await jobs.put((2, {"mail": "Ada"}))
    await jobs.put((1, {"mail": "Ben"}))
    await jobs.put((1, {"mail": "Cem"}))
    while not jobs.empty():
        priority, job = await jobs.get()
        print(priority, job["mail"])


asyncio.run(main())
