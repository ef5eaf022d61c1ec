"""`jobfutures migrate`: database, content and index, in this order, and the static files beside them; each only as far
as needed."""

import fcntl
import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from psycopg.errors import LockNotAvailable

from jobfutures.accounts.commands import new_setup_link, replay_erasures
from jobfutures.accounts.queries import has_operator
from jobfutures.config.folders import folders_hash
from jobfutures.config.processes import Forked
from jobfutures.config.refused import Refused
from jobfutures.config.version import version
from jobfutures.kit.content.faults import ContentFaults
from jobfutures.search.commands import update_index
from jobfutures.topics.queries import content_hash

MIGRATING = 0x6A6F6266  # the number of the lock that one migration at a time holds
UNUSED = ["django_htmx"]  # folders of static files: it brings several htmx, and we ship the one that our pages load
LOCK_WAIT_S, TRIES, AGAIN_AFTER_S = 3, 10, 1.0


def migrate_all() -> int:
    """Bring everything to this version. Raises Refused with a sentence."""
    collecting = Forked("static", collected)  # beside the rest, which does not need them
    migrate_database()
    if erased := replay_erasures(at=timezone.now()):
        say(f"accounts: {erased} that had been erased were in this database again; they are erased again.")
    if folders_hash(settings.CONTENT_FOLDERS) != content_hash():
        load_changed_content()
    update_index()
    if collecting.wait():
        raise Refused("The static files could not be collected; the lines above say why.")
    leave_setup_link()
    return 0


def erase_again() -> None:
    """Erase again whoever a restore by hand brought back, before this host serves. A database that is away has time."""
    with suppress(DatabaseError):
        if erased := replay_erasures(at=timezone.now()):
            say(f"accounts: {erased} that had been erased were in this database again; they are erased again.")


def prepare_checks() -> None:
    """Load what skill checks ask, and open the check of every role that has no bank yet."""
    from jobfutures.checks.commands.banks import prepare_first_banks
    from jobfutures.config.content import load_items

    try:
        load_items(folders=settings.CONTENT_FOLDERS, at=timezone.now())
    except ContentFaults as refused:
        lines = "\n".join(f"  {fault}" for fault in refused.faults[:20])
        say(f"skill checks ask what they asked before: {len(refused.faults)} faults in the content.\n{lines}")
        return
    for sentence in prepare_first_banks(at=timezone.now()):
        say(f"skill check of {sentence}")


def collected() -> int:
    collect_static_files()
    return 0


def load_changed_content() -> None:
    """Load the content; what reads and renders it is imported only here, for most starts need none of it."""
    from jobfutures.config.content import load_content

    try:
        counts = load_content(folders=settings.CONTENT_FOLDERS, at=timezone.now())
    except ContentFaults as refused:
        lines = "\n".join(f"  {fault}" for fault in refused.faults[:20])
        raise Refused(f"the content has {len(refused.faults)} faults; what was loaded before stays.\n{lines}") from None
    say(f"content: {counts}")


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def migrate_database() -> None:
    """Apply what is missing; refuse a database that a newer version has changed."""
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        raise Refused(f"the database cannot be opened: {str(error).strip()}. Check JOBFUTURES_DATABASE_URL.") from None
    unknown = sorted(set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations))
    if unknown:
        app, name = unknown[0]
        raise Refused(
            f"this database was written by a newer JobFutures (it has the migration {app}.{name}; this is version "
            f"{version()}). Nothing was changed: start the newer version again, or restore a backup made by this one."
        )
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("database: migrating")
        with one_at_a_time():
            patiently(partial(call_command, "migrate", verbosity=0, interactive=False))
            call_command("createcachetable", verbosity=0)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let another host that migrates the same database end first. SQLite's data folder is locked already."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{LOCK_WAIT_S}s"])
        try:
            yield
        finally:
            cursor.execute("SELECT set_config('lock_timeout', '0', false), pg_advisory_unlock(%s)", [MIGRATING])


def patiently(migrate: Callable[[], object]) -> None:
    """Migrate; wait for a lock for a moment only, for whoever comes after us waits behind us, and try again later.

    What was migrated before stays: each migration is a transaction of its own. Raises Refused.
    """
    for tried in range(TRIES):
        try:
            migrate()
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable):
                raise
            say(f"database: somebody holds a table that the migration needs; try {tried + 1} of {TRIES}")
            time.sleep(AGAIN_AFTER_S * (tried + 1))
        else:
            return
    raise Refused(
        "a table that the migration needs was held all the time, so the migration was not made; nothing else is lost. "
        "End long transactions (SELECT * FROM pg_stat_activity), then run `jobfutures migrate` again."
    )


def collect_static_files() -> None:
    """Gather, name and compress the static files when one of them changed since the last time. Safe in two processes at
    once: roles that start together on a new host both ask for it."""
    if is_collected(wanted := static_stamp()):
        return
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    with settings.STATIC_ROOT.with_name(f"{settings.STATIC_ROOT.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_collected(wanted):
            say("static files: collecting")
            call_command("collectstatic", verbosity=0, interactive=False, clear=True, ignore_patterns=UNUSED)
            stamp_file().write_text(wanted)


def static_stamp() -> str:
    """Return what tells this version's static files from those of any other."""
    found = hashlib.sha256(version().encode())
    for finder in get_finders():
        for path, storage in finder.list(None):
            file = Path(storage.path(path))
            found.update(f"{path} {file.stat().st_size} {file.stat().st_mtime_ns}".encode())
    return found.hexdigest()


def stamp_file() -> Path:
    return settings.STATIC_ROOT / ".collected"


def is_collected(wanted: str) -> bool:
    """Whoever copies an image changes the times of its files: one that was collected there is taken as it stands."""
    return stamp_file().exists() and (settings.STATIC_IN_IMAGE or stamp_file().read_text() == wanted)


def leave_setup_link() -> None:
    """While there is no operator, leave a fresh one-time link for whoever started `serve` to print."""
    file = settings.DATA / "setup-link"
    file.unlink(missing_ok=True)  # an earlier start may have ended before it was printed
    if os.environ.get("JOBFUTURES_SETUP_LINK") != "yes" or has_operator():
        return
    token = new_setup_link(at=timezone.now())
    file.touch(mode=0o600)
    file.write_text(f"{settings.SITE_ADDRESS}/operate/setup/{token}/\n")
