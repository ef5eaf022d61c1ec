from typing import Annotated

import httpx
from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel, Field

from . import vat
from .ledger import Ledger, LedgerDown

app = FastAPI()


async def open_ledger():
    async with httpx.AsyncClient(base_url="https://ledger.example") as client:
        yield Ledger(client)


class Application(BaseModel):
    company: str = Field(min_length=2, max_length=200)
    vat_number: str = Field(pattern=r"^[A-Z]{2}[A-Z0-9]{2,12}$")


class Account(BaseModel):
    number: str


@app.get("/health")
async def health() -> dict[str, bool]:
    return {"ok": True}


@app.post("/accounts", status_code=201)
async def apply(application: Application, ledger: Annotated[Ledger, Depends(open_ledger)]) -> Account:
    try:
        if not vat.is_registered(application.vat_number):
            raise HTTPException(422, "The tax office does not know this VAT number.")
    except vat.RegisterDown:
        raise HTTPException(503, "The VAT number cannot be checked at the moment. Please try again.") from None

    try:
        number = await ledger.open_account(application.company, application.vat_number)
    except LedgerDown:
        raise HTTPException(503, "Accounts cannot be opened at the moment. Please try again.") from None
    return Account(number=number)
