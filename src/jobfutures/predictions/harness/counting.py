"""Counts the statements that a block of a program sends, for programs of predictions: `with queries():` for Django,
`with queries(engine):` for SQLAlchemy. At its end it prints the number.

No part of the site: it is handed over as text. What begins or ends a transaction or a savepoint is not counted: whether
a library sends a statement of its own for it differs from one database to the next.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

NOT_COUNTED = {"BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE"}


@contextmanager
def queries(engine: Any = None) -> Iterator[None]:
    """Print how many statements the block sent: to this engine, or in Django's connections of all threads."""
    sent: list[str] = []
    with through_django(sent.append) if engine is None else through_sqlalchemy(engine, sent.append):
        yield
    number = sum(sql.split(maxsplit=1)[0].upper() not in NOT_COUNTED for sql in sent if sql.strip())
    print(f"{number} {'query' if number == 1 else 'queries'}")


@contextmanager
def through_sqlalchemy(engine: Any, note: Callable[[str], None]) -> Iterator[None]:
    from sqlalchemy import event  # noqa: PLC0415 - a program about Django need not have it

    def remember(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        note(statement)

    engine = getattr(engine, "sync_engine", engine)
    event.listen(engine, "before_cursor_execute", remember)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", remember)


@contextmanager
def through_django(note: Callable[[str], None]) -> Iterator[None]:
    from django.db.backends.utils import CursorWrapper  # noqa: PLC0415 - nor the other way round

    names = ("execute", "executemany")
    before: dict[str, Any] = {name: getattr(CursorWrapper, name) for name in names}

    def noting(method: Callable[..., Any]) -> Callable[..., Any]:
        def call(cursor: Any, sql: Any, *rest: Any) -> Any:
            note(str(sql))
            return method(cursor, sql, *rest)

        return call

    for name in names:
        setattr(CursorWrapper, name, noting(before[name]))
    try:
        yield
    finally:
        for name in names:
            setattr(CursorWrapper, name, before[name])
