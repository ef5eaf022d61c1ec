"""A SQLAlchemy dialect, `sqlite+remote://`, over the line to the trusted database; rows can be locked, as on
PostgreSQL."""

from typing import Any

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.pool import Pool, QueuePool

from jobfutures.runner.inside import remote


class Compiler(SQLiteCompiler):
    def for_update_clause(self, select: Any, **_options: Any) -> str:
        return " FOR UPDATE"


class Dialect(SQLiteDialect_pysqlite):
    driver = "remote"
    supports_statement_cache = True
    statement_compiler = Compiler

    @classmethod
    def import_dbapi(cls) -> Any:
        return remote

    @classmethod
    def get_pool_class(cls, _url: Any) -> type[Pool]:
        return QueuePool

    def create_connect_args(self, _url: Any) -> Any:
        return [], {}

    def connect(self, *_arguments: Any, **_options: Any) -> Any:
        connection = remote.connect()
        connection.isolation_level = ""
        return connection


def install() -> None:
    registry.register("sqlite.remote", __name__, "Dialect")
