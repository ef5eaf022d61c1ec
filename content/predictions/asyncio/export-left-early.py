import asyncio


async def rows():
    try:
        for number in range(1000):
            yield number
    finally:
        print("cursor closed")


async def main():
    async for number in rows():
        if number == 2:
            break
    print("report ready")
    await asyncio.sleep(0.02)
    print("answer sent")


asyncio.run(main())
