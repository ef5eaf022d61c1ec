import asyncio


async def send(address, seconds):
    await asyncio.sleep(seconds)
    print("sent to", address)


async def main():
    tasks = [asyncio.create_task(send("ada", 0.02)), asyncio.create_task(send("ben", 0.15))]
    done, late = await asyncio.wait(tasks, timeout=0.08)
    print(len(done), "done,", len(late), "too late")
    await asyncio.sleep(0.2)
    print("end of the run")


asyncio.run(main())
