"""SQLite has no row locks, so the proof looks at what the statement asks for and at when its transaction ends."""

from datetime import date

import holds.models
import holds.reminders
import holds_before.models
import holds_before.reminders
from sqlalchemy import create_engine, event, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.pool import StaticPool

TODAY = date(2026, 5, 4)


def library(models, how_many: int):
    """A library with four branches and holds that end tomorrow."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    models.Base.metadata.create_all(engine)
    with Session(engine) as session, session.begin():
        for number in range(1, 5):
            branch = models.Branch(id=number, name=f"Branch {number}")
            branch.hours = "9 to 18"
            session.add(branch)
        for number in range(1, how_many + 1):
            session.add(models.Copy(id=number, title="Bees", branch_id=number % 4 + 1))
            session.add(models.Member(id=number, email=f"member-{number}@post.example"))
            session.add(models.Hold(copy_id=number, member_id=number, last_on=date(2026, 5, 5)))
    return engine


def statements_on(engine) -> list[str]:
    """Collect what is executed from now on."""
    seen: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: seen.append(call[2]))
    return seen


def selects_of(models, reminders, **how) -> int:
    engine = library(models, 100)
    seen = statements_on(engine)
    with Session(engine, **how) as session:
        assert reminders.remind(session, TODAY, lambda _: None) == 100
    return sum(statement.startswith("SELECT") for statement in seen)


def test_branch_for_every_letter() -> None:
    assert selects_of(holds.models, holds.reminders) == 200


def test_before_one_select_was_enough() -> None:
    assert selects_of(holds_before.models, holds_before.reminders) == 1


def test_without_expiry_a_select_for_each_branch_remains() -> None:
    assert selects_of(holds.models, holds.reminders, expire_on_commit=False) == 5


def remind_one_by_one(session: Session, send) -> None:
    """The mended job: lock one row, send, note, commit."""
    hold_of = joinedload(holds.models.Hold.copy).joinedload(holds.models.Copy.branch)
    member_of = joinedload(holds.models.Hold.member)
    for number in session.scalars(select(holds.models.Hold.id)).all():
        hold = session.scalar(
            select(holds.models.Hold)
            .where(holds.models.Hold.id == number, holds.models.Hold.reminded_on.is_(None))
            .options(hold_of, member_of)
            .with_for_update(of=holds.models.Hold, skip_locked=True)
        )
        if hold is not None:
            send(holds.reminders.reminder(hold))
            hold.reminded_on = TODAY
        session.commit()


def test_one_by_one_takes_one_select_a_letter() -> None:
    engine = library(holds.models, 100)
    seen = statements_on(engine)
    with Session(engine) as session:
        remind_one_by_one(session, lambda _: None)
    assert sum(statement.startswith("SELECT") for statement in seen) == 101


def commits_before_the_last_letter(models, reminders) -> int:
    engine = library(models, 3)
    commits, at_letter = [], []
    event.listen(engine, "commit", commits.append)
    with Session(engine) as session:
        reminders.remind(session, TODAY, lambda _: at_letter.append(len(commits)))
    return at_letter[-1]


def test_locks_end_with_the_first_commit() -> None:
    assert commits_before_the_last_letter(holds_before.models, holds_before.reminders) == 0
    assert commits_before_the_last_letter(holds.models, holds.reminders) == 2

    engine = library(holds.models, 3)
    sent: list[str] = []

    def send(letter) -> None:
        sent.append(letter.to)
        if len(sent) == 2:  # the other machine starts; no row is locked any more
            with Session(engine) as other:
                holds.reminders.remind(other, TODAY, lambda letter: sent.append(letter.to))

    with Session(engine) as session:
        holds.reminders.remind(session, TODAY, send)
    assert [sent.count(f"member-{number}@post.example") for number in (1, 2, 3)] == [1, 2, 2]
