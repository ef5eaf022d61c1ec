import json
import logging

from sqlalchemy.orm import Session

from .models import Account, sessions

log = logging.getLogger(__name__)


def close_account(session: Session, account_id: int) -> None:
    """Close an account that was marked before; safe to repeat."""
    account = session.get_one(Account, account_id)
    if account.is_closing:
        session.delete(account)
        log.info("account %s closed", account_id)


JOBS = {"close_account": close_account}


def work(message: str) -> None:
    """Do one job in a transaction. When it raises, the broker delivers the message again, up to five times."""
    wanted = json.loads(message)
    with sessions.begin() as session:
        JOBS[wanted["job"]](session, **wanted["arguments"])
