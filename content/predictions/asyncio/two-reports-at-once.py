import asyncio
import time


async def report(name, seconds):
    print("start", name)
    time.sleep(seconds)
    print("end", name)


async def main():
    await asyncio.gather(report("sales", 0.12), report("stock", 0.02))


asyncio.run(main())
