"""The in-memory database has one connection, so both sessions read and write what the other has flushed."""

from pathlib import Path

import pytest
from club import names
from club.models import Base, Member
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import StaticPool

REVIEW = Path(__file__).parents[1]


@pytest.fixture
def sessions() -> sessionmaker[Session]:
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    Base.metadata.create_all(engine)
    made = sessionmaker(engine)
    with made.begin() as session:
        session.add_all(Member(email=f"{number}@club.example", token_hash=str(number)) for number in (1, 2))
    return made


def make_unique(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        session.execute(text("CREATE UNIQUE INDEX members_name ON members (lower(name))"))


def choose_both(sessions: sessionmaker[Session]) -> list[str | None]:
    """Let two members choose the same name, the second before the first has committed."""
    with sessions() as first, sessions() as second:
        names.choose(first, first.get_one(Member, 1), "Rook")
        names.choose(second, second.get_one(Member, 2), "rook")
        first.commit()
        second.commit()
    with sessions() as session:
        return list(session.scalars(select(Member.name).order_by(Member.id)))


def test_two_ask_before_either_writes(sessions) -> None:
    assert choose_both(sessions) == ["Rook", "rook"]


def test_a_unique_index_refuses_the_second(sessions) -> None:
    make_unique(sessions)
    with pytest.raises(IntegrityError):
        choose_both(sessions)


def test_index_accepts_the_same_name() -> None:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    migration = (REVIEW / "after/migrations/0002_names.sql").read_text().split(";")
    rows = text("INSERT INTO members (id, name) VALUES (1, 'Rook'), (2, 'rook'), (3, NULL), (4, NULL)")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE members (id integer PRIMARY KEY)"))
        for statement in migration:
            connection.execute(text(statement))
        assert connection.execute(rows).rowcount == 4

        connection.execute(text("DROP INDEX members_name"))
        with pytest.raises(IntegrityError):
            connection.execute(text(migration[1].replace("CREATE INDEX", "CREATE UNIQUE INDEX")))
        connection.execute(text("UPDATE members SET name = 'Knight' WHERE id = 2"))
        connection.execute(text(migration[1].replace("CREATE INDEX", "CREATE UNIQUE INDEX")))
