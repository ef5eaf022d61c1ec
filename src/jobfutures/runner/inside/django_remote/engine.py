"""Django's SQLite engine over the line to the trusted database; rows can be locked, as on PostgreSQL."""

from collections.abc import Iterable, Sequence
from typing import Any, Self

from django.db.backends.sqlite3 import base, features, operations

from jobfutures.runner.inside import remote


class Cursor(remote.Cursor):
    """Turns Django's %s into SQLite's ?."""

    def execute(self, sql: str, values: Sequence[Any] | None = None) -> Self:
        if values is None:
            return super().execute(sql)
        return super().execute(question_marks(sql), values)

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> Self:
        return super().executemany(question_marks(sql), rows)


def question_marks(sql: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", sql).replace("%%", "%")


class DatabaseFeatures(features.DatabaseFeatures):
    has_select_for_update = True
    has_select_for_update_nowait = False
    has_select_for_update_of = False


class DatabaseOperations(operations.DatabaseOperations):
    def for_update_sql(self, *_arguments: Any, **_options: Any) -> str:
        return "FOR UPDATE"


class DatabaseWrapper(base.DatabaseWrapper):
    features_class = DatabaseFeatures
    ops_class = DatabaseOperations
    transaction_mode = None

    def get_connection_params(self) -> dict[str, Any]:
        return {}

    def get_new_connection(self, _parameters: dict[str, Any]) -> Any:
        return remote.connect()

    def create_cursor(self, name: str | None = None) -> Any:
        return Cursor(self.connection)

    def _set_autocommit(self, autocommit: bool) -> None:  # noqa: FBT001 - Django's name and order
        self.connection.isolation_level = None if autocommit else ""

    def is_in_memory_db(self) -> bool:
        return False

    def close(self) -> None:
        """Keep the line: the database outlives a request."""
        if self.connection is not None and self.in_atomic_block:
            super().close()
