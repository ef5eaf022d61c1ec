"""The test database, made by the migrations once on each database, for all processes of one run of the checks.

`./check` names a new folder in JOBFUTURES_TEST_TEMPLATES; without it, each process migrates for itself. On SQLite the
template is a file. On PostgreSQL whoever comes first makes the databases of all: a database can only be copied while
nobody is in it.
"""

import fcntl
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection


def use_template() -> None:
    """Let the test database be a copy of the template, or become it where there is none yet."""
    named = os.environ.get("JOBFUTURES_TEST_TEMPLATES")
    if named and connection.vendor == "sqlite":
        use_file(Path(named))
    elif named and "PYTEST_XDIST_WORKER" in os.environ:
        use_copies(Path(named))


def use_file(folder: Path) -> None:
    migrated = connection.creation.create_test_db

    def create(**options: Any) -> str:
        template = folder / "template.sqlite3"
        with (folder / "template.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not template.exists():
                name: str = migrated(**options)
                keep(template)
                return name
        return copied(template)

    connection.creation.create_test_db = create


def use_copies(folder: Path) -> None:
    migrated = connection.creation.create_test_db
    made = folder / f"made-{os.environ['PYTEST_XDIST_TESTRUNUID']}"

    def create(**options: Any) -> str:
        name: str = connection.creation._get_test_db_name()
        with made.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                migrated(**options)
                copy(name)
                made.touch()
        connection.close()
        settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
        return name

    connection.creation.create_test_db = create


def copy(name: str) -> None:
    """Make the databases of the other processes of this run from ours."""
    mine = os.environ["PYTEST_XDIST_WORKER"]
    connection.close()
    with connection.creation._nodb_cursor() as cursor:
        for number in range(int(os.environ["PYTEST_XDIST_WORKER_COUNT"])):
            other = f"{name.removesuffix(mine)}gw{number}"
            if other != name:
                cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(other)}")
                cursor.execute(
                    f"CREATE DATABASE {connection.ops.quote_name(other)} TEMPLATE {connection.ops.quote_name(name)}"
                )


def keep(template: Path) -> None:
    """Copy the test database into a file, which is there whole or not at all."""
    unfinished = template.with_suffix(".unfinished")
    with closing(sqlite3.connect(unfinished)) as file:
        connection.connection.backup(file)
    unfinished.rename(template)


def copied(template: Path) -> str:
    """Make the test database from the template; return its name."""
    name: str = connection.creation._get_test_db_name()
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    with closing(sqlite3.connect(template)) as file:
        file.backup(connection.connection)
    return name
