import asyncio

left = {"concert": 1}


async def buy(name, show):
    async with asyncio.Lock():
        if left[show] == 0:
            return f"{name}: sold out"
        await asyncio.sleep(0.01)
        left[show] -= 1
        return f"{name}: ticket"


async def main():
    print(await asyncio.gather(buy("Ada", "concert"), buy("Ben", "concert")))
    print("left:", left["concert"])


asyncio.run(main())
