import asyncio
from contextlib import aclosing


async def rows():
    try:
        for number in range(1000):
            yield number
    finally:
        print("cursor closed")


async def main():
    async with aclosing(rows()) as numbers:
        async for number in numbers:
            if number == 2:
                break
    print("report ready")
    await asyncio.sleep(0.02)
    print("answer sent")


asyncio.run(main())
