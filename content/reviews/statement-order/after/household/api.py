from datetime import date
from typing import Annotated

from fastapi import FastAPI, Header, HTTPException
from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import Account, Statement, sessions
from .queue import queue

app = FastAPI()

# The gateway sets this header from the customer's token, and drops one that comes from outside.
Customer = Annotated[int, Header(alias="X-Customer")]


def own_account(session: Session, account_id: int, customer: int) -> Account:
    account = session.scalar(select(Account).where(Account.id == account_id, Account.customer_id == customer))
    if account is None:
        raise HTTPException(404, "There is no such account.")
    return account


@app.post("/accounts/{account_id}/closing", status_code=202)
def close(account_id: int, customer: Customer) -> dict[str, str]:
    with sessions.begin() as session:
        own_account(session, account_id, customer).is_closing = True
    queue.put("close_account", account_id=account_id)
    return {"state": "CLOSING"}


class Order(BaseModel):
    year: int = Field(ge=2000, le=2100)
    month: int = Field(ge=1, le=12)


@app.post("/accounts/{account_id}/statements", status_code=202)
def order_statement(account_id: int, order: Order, customer: Customer) -> dict[str, int]:
    with sessions.begin() as session:
        account = own_account(session, account_id, customer)
        statement = Statement(account_id=account.id, month=date(order.year, order.month, 1))
        session.add(statement)
        session.flush()
        queue.put("write_statement", statement_id=statement.id)
        return {"id": statement.id}


@app.get("/accounts/{account_id}/statements/{statement_id}")
def show_statement(account_id: int, statement_id: int, customer: Customer) -> dict[str, str | None]:
    with sessions() as session:
        account = own_account(session, account_id, customer)
        own = select(Statement).where(Statement.id == statement_id, Statement.account_id == account.id)
        statement = session.scalar(own)
        if statement is None:
            raise HTTPException(404, "There is no such statement.")
        return {"state": "WAITING" if statement.content is None else "READY", "content": statement.content}
