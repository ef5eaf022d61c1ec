"""Plays an outage on your own machine: `python demo.py`. The partner fails twice, then answers; nobody sleeps."""

import asyncio

import partner


async def main() -> None:
    outage = [ConnectionError("connection refused"), {"status": 503, "headers": {"Retry-After": "2"}, "body": None}]

    async def send(request):
        print("send ", request["method"], request["path"])
        step = outage.pop(0) if outage else {"status": 200, "headers": {}, "body": ["12", "14"]}
        if isinstance(step, Exception):
            raise step
        return step

    async def sleep(seconds):
        print(f"sleep {seconds:.3f} s")

    print(await partner.rooms("seaview", send, sleep))


asyncio.run(main())
