"""How a plan is carried out: scripts against the database in use, releases one process after the other."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Engine


@dataclass(frozen=True)
class Run:
    """Run SQL while the release that is deployed goes on serving.

    Each statement commits by itself, unless the script has BEGIN and COMMIT.
    """

    sql: str


@dataclass(frozen=True)
class Deploy:
    """Put releases/<release>.py into all processes, one after the other: for a while old and new serve together."""

    release: str


Step = Run | Deploy


def run_script(engine: Engine, sql: str) -> None:
    """Run the statements of a script in their order. Raises SQLAlchemyError at the first that fails."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in statements(sql):
            connection.exec_driver_sql(statement)


def statements(sql: str) -> Iterator[str]:
    """Cut a script at the semicolons that end a statement; those inside a trigger do not."""
    text = ""
    for line in sql.splitlines():
        text += line + "\n"
        if sqlite3.complete_statement(text):
            yield text.strip()
            text = ""
    if text.strip():
        yield text.strip()
