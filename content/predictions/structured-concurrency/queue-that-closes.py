import asyncio


async def work(jobs):
    while True:
        try:
            job = await jobs.get()
        except asyncio.QueueShutDown:
            print("no more work")
            return
        print("did", job)


async def main():
    jobs = asyncio.Queue()
    for job in ("A", "B"):
        jobs.put_nowait(job)
    jobs.shutdown()
    await work(jobs)


asyncio.run(main())
