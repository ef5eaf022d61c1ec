import asyncio
from contextvars import ContextVar

user = ContextVar("user", default="nobody")


async def log_in(name):
    user.set(name)


async def count_visit():
    await asyncio.sleep(0)


async def main():
    await log_in("Ada")
    print("awaited:", user.get())
    user.set("nobody")
    await asyncio.gather(log_in("Ben"), count_visit())
    print("gathered:", user.get())


asyncio.run(main())
