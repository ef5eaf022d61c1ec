from typing import Annotated

from fastapi import FastAPI, Header, HTTPException
from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import Account, sessions
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
