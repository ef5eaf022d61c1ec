import asyncio

import httpx
from fastapi import FastAPI

api = FastAPI()


@api.get("/orders/{order_id}")
def read_order(order_id: int):
    return {"id": order_id}


async def status(path):
    transport = httpx.ASGITransport(app=api)
    async with httpx.AsyncClient(transport=transport, base_url="http://api") as client:
        return (await client.get(path)).status_code


for path in ("/orders/7", "/orders/7?id=8", "/orders/tea?id=8"):
    print(path, asyncio.run(status(path)))
