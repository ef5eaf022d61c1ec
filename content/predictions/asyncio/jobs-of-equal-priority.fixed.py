import asyncio
import itertools


async def main():
    arrival = itertools.count()
    jobs = asyncio.PriorityQueue()
    await jobs.put((2, next(arrival), {"mail": "Ada"}))
    await jobs.put((1, next(arrival), {"mail": "Ben"}))
    await jobs.put((1, next(arrival), {"mail": "Cem"}))
    while not jobs.empty():
        priority, _, job = await jobs.get()
        print(priority, job["mail"])


asyncio.run(main())
