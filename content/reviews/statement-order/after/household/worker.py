import json
import logging
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import Account, Entry, Statement, sessions

log = logging.getLogger(__name__)


def close_account(session: Session, account_id: int) -> None:
    """Close an account that was marked before; safe to repeat."""
    account = session.get_one(Account, account_id)
    if account.is_closing:
        session.delete(account)
        log.info("account %s closed", account_id)


def write_statement(session: Session, statement_id: int) -> None:
    """Write the file of one statement; safe to repeat."""
    statement = session.get(Statement, statement_id)
    if statement is None:
        log.info("statement %s went with its account", statement_id)
        return
    next_month = (statement.month + timedelta(days=31)).replace(day=1)
    entries = (
        select(Entry)
        .where(
            Entry.account_id == statement.account_id,
            Entry.booked_on >= statement.month,
            Entry.booked_on < next_month,
        )
        .order_by(Entry.booked_on, Entry.id)
    )
    rows = [
        {"booked_on": entry.booked_on.isoformat(), "text": entry.text, "cents": entry.cents}
        for entry in session.scalars(entries)
    ]
    statement.content = json.dumps({"month": f"{statement.month:%Y-%m}", "entries": rows})


JOBS = {"close_account": close_account, "write_statement": write_statement}


def work(message: str) -> None:
    """Do one job in a transaction. When it raises, the broker delivers the message again, up to five times."""
    wanted = json.loads(message)
    with sessions.begin() as session:
        JOBS[wanted["job"]](session, **wanted["arguments"])
