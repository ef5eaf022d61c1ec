"""SQLite writes to a log first; somebody has to move it into the database file, and that takes long on a large one."""

from django.db import connection


def checkpoint() -> None:
    """Move what was committed into the file, beside everybody who reads or writes. Other databases do so by themselves.

    Without a worker whoever commits moves it all the same, from 80 MB on (`wal_autocheckpoint` in the settings).
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
