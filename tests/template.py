"""The test database on SQLite, made by the migrations once, for all processes of one run of the checks.

`./check` names a new folder in JOBFUTURES_TEST_TEMPLATES; without it, each process migrates for itself.
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
    if not named or connection.vendor != "sqlite":
        return
    folder = Path(named)
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
