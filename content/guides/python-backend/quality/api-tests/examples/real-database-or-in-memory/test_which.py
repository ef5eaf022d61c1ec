"""The same statements on SQLite in memory, on PostgreSQL, and on a fake made of a dictionary."""

import time
from collections.abc import Callable

import pytest
import shop_sqlalchemy as sa
from sqlalchemy import Connection, Engine, create_engine, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

TABLES = [
    "CREATE TABLE shelf (id integer PRIMARY KEY, name varchar(5), stock integer, note text)",
    "INSERT INTO shelf VALUES (1, 'Tea', 10, 'x'), (2, 'rum', 20, NULL)",
]


def too_long(db: Connection) -> object:
    return db.execute(text("INSERT INTO shelf (id, name) VALUES (3, 'far too long')")).rowcount


def word_for_a_number(db: Connection) -> object:
    return db.execute(text("INSERT INTO shelf (id, stock) VALUES (3, 'many')")).rowcount


def too_large(db: Connection) -> object:
    return db.execute(text("UPDATE shelf SET stock = 3000000000 WHERE id = 1")).rowcount


def like(db: Connection) -> object:
    return db.scalars(text("SELECT name FROM shelf WHERE name LIKE 't%'")).all()


def nulls_first(db: Connection) -> object:
    return db.scalars(text("SELECT id FROM shelf ORDER BY note")).all()


def column_outside_the_group(db: Connection) -> object:
    return len(db.execute(text("SELECT name, sum(stock) FROM shelf")).all())


def go_on_after_an_error(db: Connection) -> object:
    with pytest.raises(IntegrityError):
        db.execute(text("INSERT INTO shelf (id) VALUES (1)"))
    return db.scalar(text("SELECT count(*) FROM shelf"))


def lock_a_row(db: Connection) -> object:
    return db.execute(text("SELECT id FROM shelf WHERE id = 1 FOR UPDATE")).all() and "locked"


def outcome(engine: Engine, ask: Callable[[Connection], object]) -> str:
    """What the statement gave, or the class of its error; nothing stays behind."""
    with engine.connect() as db:
        for statement in TABLES:
            db.execute(text(statement))
        try:
            return str(ask(db))
        except DBAPIError as error:
            return type(error.orig).__name__
        finally:
            db.rollback()


def memory() -> Engine:
    return create_engine("sqlite://", poolclass=StaticPool)


@pytest.mark.parametrize(
    ("ask", "on_sqlite"),
    [
        (too_long, "1"),
        (word_for_a_number, "1"),
        (too_large, "1"),
        (like, "['Tea']"),
        (nulls_first, "[2, 1]"),
        (column_outside_the_group, "1"),
        (go_on_after_an_error, "2"),
        (lock_a_row, "OperationalError"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_sqlite_alone(ask, on_sqlite):
    engine = memory()
    found = outcome(engine, ask)
    engine.dispose()
    assert found == on_sqlite


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("ask", "on_postgresql"),
    [
        (too_long, "StringDataRightTruncation"),
        (word_for_a_number, "InvalidTextRepresentation"),
        (too_large, "NumericValueOutOfRange"),
        (like, "[]"),
        (nulls_first, "[1, 2]"),
        (column_outside_the_group, "GroupingError"),
        (go_on_after_an_error, "InFailedSqlTransaction"),
        (lock_a_row, "locked"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_where_the_two_databases_disagree(engine, ask, on_postgresql):
    sqlite = memory()
    there, here = outcome(sqlite, ask), outcome(engine, ask)
    sqlite.dispose()
    print(f"{ask.__name__}: SQLite {there}, PostgreSQL {here}")
    assert here == on_postgresql != there


class FakeTags:
    """A repository in a dictionary: quick, and knowing only the rules somebody wrote into it."""

    def __init__(self) -> None:
        self.rows: dict[int, str] = {}

    def add(self, name: str) -> None:
        self.rows[len(self.rows) + 1] = name


class StoredTags:
    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, name: str) -> None:
        self.session.add(sa.Tag(name=name))
        self.session.flush()


def accepts_a_duplicate(tags: FakeTags | StoredTags) -> bool:
    tags.add("tea")
    try:
        tags.add("tea")
    except IntegrityError:
        return False
    return True


def test_a_fake_keeps_only_the_rules_it_was_taught(session):
    fake, real = accepts_a_duplicate(FakeTags()), accepts_a_duplicate(StoredTags(session))
    print(f"duplicate accepted: fake {fake}, database {real}")
    assert (fake, real) == (True, False)


def test_what_a_test_pays_for_a_database(engine):
    started = time.perf_counter()
    for number in range(50):
        with Session(engine) as session:  # ends with a rollback
            session.add(sa.Tag(name=f"tag {number}"))
            session.flush()
            assert session.scalar(select(sa.Tag.name)) == f"tag {number}"
    took = (time.perf_counter() - started) / 50
    print(f"measured: {took * 1000:.1f} ms for one insert, one select and a rollback on {engine.dialect.name}")
