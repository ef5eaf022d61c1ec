from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from .letters import Letter, reminder
from .models import Hold

DAYS_AHEAD = 2


def remind(session: Session, today: date, send: Callable[[Letter], None]) -> int:
    """Remind members of holds that end soon; return how many letters were sent.

    The job runs on two machines, so each leaves rows alone that the other has locked.
    """
    waiting = (
        select(Hold)
        .where(Hold.reminded_on.is_(None), Hold.last_on.between(today, today + timedelta(days=DAYS_AHEAD)))
        .options(joinedload(Hold.copy), joinedload(Hold.member))
        .order_by(Hold.id)
        .with_for_update(of=Hold, skip_locked=True)
    )
    holds = session.scalars(waiting).all()
    for hold in holds:
        send(reminder(hold))
        hold.reminded_on = today
    session.commit()
    return len(holds)
