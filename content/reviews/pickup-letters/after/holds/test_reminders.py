from datetime import date

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from .models import Base, Branch, Copy, Hold, Member
from .reminders import remind

TODAY = date(2026, 5, 4)


@pytest.fixture
def session():
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        branch = Branch(name="Harbour", hours="9 to 18")
        for number, last_on in enumerate([date(2026, 5, 5), date(2026, 5, 6), date(2026, 5, 9)], start=1):
            member = Member(email=f"member-{number}@post.example")
            copy = Copy(title=f"Bees {number}", branch=branch)
            session.add(Hold(member=member, copy=copy, last_on=last_on))
        session.commit()
        yield session


def test_members_are_reminded_two_days_ahead(session):
    sent = []
    assert remind(session, TODAY, sent.append) == 2
    assert [letter.to for letter in sent] == ["member-1@post.example", "member-2@post.example"]
    assert sent[0].text == '"Bees 1" lies ready for you until 05 May. You find it here: Harbour (9 to 18).'


def test_nobody_is_reminded_twice(session):
    remind(session, TODAY, lambda _: None)
    assert remind(session, TODAY, lambda _: None) == 0


def test_a_crash_repeats_one_letter_at_most(session):
    sent = []

    def crash_after_the_second(letter):
        sent.append(letter.to)
        if len(sent) == 2:
            raise OSError("mail server gone")

    with pytest.raises(OSError, match="gone"):
        remind(session, TODAY, crash_after_the_second)
    session.rollback()
    remind(session, TODAY, lambda letter: sent.append(letter.to))
    assert sent == ["member-1@post.example", "member-2@post.example", "member-2@post.example"]
