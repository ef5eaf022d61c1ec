import asyncio

tickets = 1
ticket_lock = asyncio.Lock()


async def buy(name):
    global tickets
    async with ticket_lock:
        if tickets == 0:
            return f"{name}: sold out"
        await asyncio.sleep(0.01)
        tickets -= 1
        return f"{name}: ticket"


async def main():
    print(await asyncio.gather(buy("Ada"), buy("Ben")))
    print("left:", tickets)


asyncio.run(main())
