"""The fixtures of examples that use SQLAlchemy."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from shop_sqlalchemy import Base
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool


@pytest.fixture
def engine() -> Iterator[Engine]:
    """An engine with the shop's tables, empty: SQLite in memory, or the PostgreSQL of EXAMPLES_DATABASE_URL."""
    url = os.environ.get("EXAMPLES_DATABASE_URL", "")
    if url.startswith("postgres"):
        engine = create_engine("postgresql+psycopg://" + url.split("://", 1)[1])
    else:
        engine = create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.drop_all(engine)
    Base.metadata.create_all(engine)
    yield engine
    Base.metadata.drop_all(engine)
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A SQLAlchemy session on that engine."""
    with Session(engine) as session:
        yield session


@pytest.fixture
def assert_statements(request: pytest.FixtureRequest, engine: Engine) -> Callable[[int], Any]:
    """`with assert_statements(2):` for SQLAlchemy: the block sends exactly so many statements to `engine`."""
    proof: Any = request.config.pluginmanager.get_plugin("proof")

    @contextmanager
    def statements(number: int) -> Iterator[list[str]]:
        sent: list[str] = []

        def remember(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            sent.append(statement)

        event.listen(engine, "before_cursor_execute", remember)
        try:
            yield sent
        finally:
            event.remove(engine, "before_cursor_execute", remember)
        assert len(sent) == number, f"{len(sent)} statements, expected {number}:\n" + "\n".join(sent)

    def assert_count(number: int) -> Any:
        return proof.counted(request.node.nodeid, number, statements(number))

    return assert_count
