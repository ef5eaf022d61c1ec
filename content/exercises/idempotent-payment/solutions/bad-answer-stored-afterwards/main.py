"""The payments of a gas supplier. It runs as several processes behind one database."""

import hashlib
import json
from typing import Annotated, Any

from fastapi import FastAPI, Header, HTTPException, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from database import Database, Viewer
from models import Invoice, SavedAnswer
from payments import NoSuchInvoice, TooMuch, pay

app = FastAPI()


@app.exception_handler(DBAPIError)
def database_failed(_request: Request, _error: DBAPIError) -> JSONResponse:
    return JSONResponse({"detail": "The database is not available."}, status_code=503)


class Asked(BaseModel):
    pence: Annotated[int, Field(ge=1)]
    reference: Annotated[str, Field(max_length=60)] = ""


Key = Annotated[str, Header(alias="Idempotency-Key", min_length=8, max_length=80)]


@app.post("/invoices/{invoice_id}/payments")
def add_payment(session: Database, viewer: Viewer, invoice_id: int, asked: Asked, key: Key) -> JSONResponse:
    """Pay an invoice, or a part of it. Sent again with its key, a request is answered as it was the first time."""
    customer_id, fingerprint = viewer.id, fingerprint_of(invoice_id, asked)
    saved = session.scalar(select(SavedAnswer).where(SavedAnswer.customer_id == customer_id, SavedAnswer.key == key))
    if saved is not None:
        if saved.fingerprint != fingerprint:
            raise HTTPException(422, "This key was used for another request.")
        return JSONResponse(json.loads(saved.body), saved.status)
    try:
        payment = pay(session, viewer, invoice_id, asked.pence)
    except NoSuchInvoice:
        raise HTTPException(404, "No such invoice.") from None
    except TooMuch:
        raise HTTPException(409, "That is more than is left to pay.") from None
    answer = {"payment": payment.id, "invoice": invoice_id, "pence": payment.pence, "reference": asked.reference}
    session.commit()
    session.add(
        SavedAnswer(customer_id=customer_id, key=key, fingerprint=fingerprint, status=201, body=json.dumps(answer))
    )
    session.commit()
    return JSONResponse(answer, 201)


def fingerprint_of(invoice_id: int, asked: Asked) -> str:
    return hashlib.sha256(f"{invoice_id} {asked.model_dump_json()}".encode()).hexdigest()


@app.get("/invoices/{invoice_id}")
def show_invoice(session: Database, viewer: Viewer, invoice_id: int) -> dict[str, Any]:
    invoice = session.get(Invoice, invoice_id)
    if invoice is None or invoice.customer_id != viewer.id:
        raise HTTPException(404, "No such invoice.")
    return {"id": invoice.id, "total_pence": invoice.total_pence, "paid_pence": invoice.paid_pence}
