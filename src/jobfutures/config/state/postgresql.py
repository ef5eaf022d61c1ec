"""PostgreSQL's own tools, which dump and restore better than we could; what they are given shows no password."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from jobfutures.config.refused import Refused

OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
        AND application_name NOT LIKE 'jobfutures-keeping%'
"""
# Everything of ours in the schema: tables with their triggers and sequences, then functions.
EMPTY = """
    DO $$ DECLARE one record; BEGIN
        FOR one IN SELECT format('%I.%I', schemaname, tablename) AS named FROM pg_tables
            WHERE schemaname = current_schema() LOOP EXECUTE 'DROP TABLE IF EXISTS ' || one.named || ' CASCADE';
        END LOOP;
        FOR one IN SELECT p.oid::regprocedure AS named FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname = current_schema() AND NOT EXISTS (
                SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e'
            ) LOOP EXECUTE 'DROP FUNCTION IF EXISTS ' || one.named || ' CASCADE';
        END LOOP;
    END $$;
"""


def tool(name: str) -> str:
    """Return where a tool is. Raises Refused with the command that brings it."""
    found = shutil.which(name)
    if found is None:
        raise Refused(f"{name} is not on this machine. Nothing was changed; `apt install postgresql-client` brings it.")
    return found


def environment(settings: dict[str, Any]) -> dict[str, str]:
    """Return what libpq reads: in the environment, for whoever lists processes sees their words."""
    named = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}
    given = {variable: str(settings[name]) for name, variable in named.items() if settings.get(name)}
    options = settings.get("OPTIONS", {})
    tls = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY"}
    given |= {variable: str(options[name]) for name, variable in tls.items() if name in options}
    return os.environ | given | {"PGAPPNAME": "jobfutures-keeping"}


@contextmanager
def one_moment(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """See one state of the database in the block; yield its name, by which other connections see the same."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield str(cursor.fetchone()[0])


def dump(settings: dict[str, Any], moment: str, file: Path) -> "subprocess.Popen[bytes]":
    """Begin to dump one moment in PostgreSQL's custom format; `ended` waits for it."""
    words = [tool("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}"]
    return subprocess.Popen([*words, f"--file={file}"], env=environment(settings), stderr=subprocess.PIPE)


def ended(process: "subprocess.Popen[bytes]", what: str) -> None:
    """Raises Refused with the tool's own sentence."""
    _, said = process.communicate()
    if process.returncode:
        lines = said.decode(errors="replace").strip().splitlines()
        raise Refused(f"{what} ended with {process.returncode}: {' '.join(lines[-2:])}. Nothing was changed.")


def load(settings: dict[str, Any], file: Path) -> None:
    """Replace what the database holds by a dump, in one transaction: it is all there, or all is as before.

    The end of the transaction is sent only once the whole dump was: whoever is killed meanwhile has changed nothing.
    """
    words = [tool("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(file)]
    script = [tool("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-"]
    pipe, known = subprocess.PIPE, environment(settings)
    with (
        subprocess.Popen(script, stdin=pipe, stdout=subprocess.DEVNULL, stderr=pipe, env=known) as psql,
        subprocess.Popen(words, stdout=pipe, stderr=pipe) as reading,
    ):
        with suppress(BrokenPipeError):  # psql says below why it ended
            written(psql, f"BEGIN;\n{EMPTY}\n".encode())
            if reading.stdout and psql.stdin:
                shutil.copyfileobj(reading.stdout, psql.stdin, 1 << 20)
            if reading.wait() == 0:
                written(psql, b"\nCOMMIT;\n")
        ended(psql, "psql")
        ended(reading, "pg_restore")


def written(process: "subprocess.Popen[bytes]", text: bytes) -> None:
    if process.stdin:
        process.stdin.write(text)
        process.stdin.flush()


def others(connection: BaseDatabaseWrapper) -> int:
    """Return how many connections to this database others have."""
    with connection.cursor() as cursor:
        cursor.execute(OTHERS)
        return int(cursor.fetchone()[0])


def empty(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute(EMPTY)
