"""The one way in which a state changes: the row is locked, the table asked, the act written down, all in one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from jobfutures.accounts.models import User
from jobfutures.ledger.commands import record
from jobfutures.ledger.stateful import Stateful


@dataclass(frozen=True, slots=True)
class Step:
    """Where an event leads. by: the roles that may cause it."""

    to: str
    by: frozenset[str]


type Table = Mapping[tuple[str, str], Step]
"""(state, event) -> step; what is not in it cannot happen."""


class IllegalTransition(Exception):
    """The event does not fit the state, or not this role. allowed: the events that this role could cause now."""

    def __init__(self, event: str, state: str, allowed: list[str]) -> None:
        super().__init__(f"{event} is not possible in the state {state}; possible: {', '.join(allowed) or 'nothing'}.")
        self.event, self.state, self.allowed = event, state, allowed


def allowed(table: Table, state: str, role: str) -> list[str]:
    """Return the events that a role can cause in a state, in the order of the table."""
    return [event for (of, event), step in table.items() if of == state and role in step.by]


@transaction.atomic
def transition[Row: Stateful](row: Row, event: str, *, table: Table, by: User | None, role: str, at: datetime) -> Row:
    """Change the state of a row, and return it as it is now. Raises IllegalTransition, which changes nothing."""
    rows = type(row)._default_manager
    found = rows.select_for_update().get(pk=row.pk)
    step = table.get((found.state, event))
    if step is None or role not in step.by:
        raise IllegalTransition(event, found.state, allowed(table, found.state, role))
    rows.filter(pk=found.pk).update(state=step.to, state_at=at)
    found.state, found.state_at = step.to, at
    subject = found.ledger_subject()
    record(by=by, kind=f"{subject.partition('.')[0]}.{event}", subject=subject, at=at)
    return found
