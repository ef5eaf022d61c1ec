import pytest
from points.ledger import Refused, give
from points.models import Base, Gift, Member
from sqlalchemy import create_engine, event, func, select, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session


@pytest.fixture
def session():
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all([Member(id=1, card="C-1", points=100), Member(id=2, card="C-2", points=10)])
        session.commit()
        yield session
    engine.dispose()


def points(session) -> tuple[int, int]:
    return tuple(session.scalars(select(Member.points).order_by(Member.id)))


def test_both_directions_lock_in_the_same_order(session) -> None:
    sent = []

    @event.listens_for(session, "do_orm_execute")
    def remember(state) -> None:
        sent.append(str(state.statement.compile(dialect=postgresql.dialect())))

    give(session, card="C-1", to_card="C-2", points=5, key="a")
    there = sent[0]
    sent.clear()
    give(session, card="C-2", to_card="C-1", points=5, key="b")
    back = sent[0]

    assert there == back
    assert there.endswith("ORDER BY members.id FOR UPDATE")


def test_the_check_sees_the_row_as_it_is_when_locked(session) -> None:
    known = session.get(Member, 1)
    assert known.points == 100
    session.execute(
        update(Member).where(Member.id == 1).values(points=3), execution_options={"synchronize_session": False}
    )
    assert known.points == 100  # what the session remembers

    with pytest.raises(Refused, match="You have 3 points"):
        give(session, card="C-1", to_card="C-2", points=5, key="a")


def test_a_key_counts_once_for_each_giver(session) -> None:
    for _ in range(2):
        give(session, card="C-1", to_card="C-2", points=5, key="a")
    give(session, card="C-2", to_card="C-1", points=1, key="a")

    assert points(session) == (96, 14)
    assert session.scalar(select(func.count()).select_from(Gift)) == 2


def test_a_member_cannot_double_points_by_a_gift_to_themselves(session) -> None:
    with pytest.raises(Refused, match="yourself"):
        give(session, card="C-1", to_card="C-1", points=5, key="a")
    assert points(session) == (100, 10)
