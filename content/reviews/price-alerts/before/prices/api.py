from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI, HTTPException, Request
from pydantic import BaseModel, Field

from . import alerts
from .book import PriceBook, UnknownItem


class Price(BaseModel):
    cents: int = Field(ge=0, le=10_000_000)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    async with httpx.AsyncClient() as client:
        app.state.client = client
        yield


def build(book: PriceBook) -> FastAPI:
    app = FastAPI(lifespan=lifespan)

    @app.put("/prices/{sku}")
    async def set_price(request: Request, sku: str, price: Price) -> Price:
        try:
            change = await book.change(sku, price.cents)
        except UnknownItem:
            raise HTTPException(404, "There is no such item.") from None
        if change.old_cents != change.new_cents:
            await alerts.announce(request.app.state.client, book, change)
        return price

    return app
