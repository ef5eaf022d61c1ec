"""The doctor's look at what keeps state: database, standby, queue, store, keys and disk."""

import os
import shutil
import stat
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from jobfutures.config.finding import Finding

CLOCK_S = 5.0  # a lease of the queue and a grant's end are judged by one clock here and by another there
OLDEST = timedelta(minutes=10)
LEAST_FREE, LOW_FREE = 200 * 2**20, 2 * 2**30  # bytes
POOL_MIN_SERVER = 150000


def server() -> list[Finding]:
    """Which server, how many connections it allows beside what this process may take, and how far its clock is off."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "sqlite":
        text = "SQLite on this machine: one host; for more, `jobfutures move --to postgres://...`"
        return [Finding("server", "works", text)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version_num')::int, current_setting('server_version'), "
            "current_setting('max_connections')::int, clock_timestamp()"
        )
        number, name, most, now = cursor.fetchone()
    pool = settings.DATABASES["default"]["OPTIONS"].get("pool")
    pooled = f"up to {pool['max_size']} for each process" if pool else "none of our own"
    text = f"PostgreSQL {name}, {most} connections allowed; pool: {pooled}"
    if number < POOL_MIN_SERVER:
        return [Finding("server", "broken", text, "install PostgreSQL 15 or newer")]
    off = abs((datetime.now(UTC) - now).total_seconds())
    if off > CLOCK_S:
        said = f"{text}; its clock and this machine's differ by {off:.1f} s"
        return [Finding("server", "broken", said, "timedatectl set-ntp true (on both)")]
    return [Finding("server", "works", f"{text}; clocks agree within {off:.1f} s")]


def replica() -> list[Finding]:
    from django.conf import settings

    if "replica" not in settings.DATABASES:
        return []
    from jobfutures.config.replica import Standby

    standby = Standby()
    standby.look(time.monotonic())
    if standby.edition == "away":
        text = "the standby does not answer; the primary answers public pages as well"
        return [Finding("replica", "differs", text, "check JOBFUTURES_REPLICA_URL and the standby's log")]
    if not standby.usable:
        text = "it answers, but is no standby of this database or is behind; the primary answers public pages as well"
        return [Finding("replica", "differs", text, "SELECT pg_is_in_recovery(), pg_last_wal_replay_lsn() on it")]
    return [Finding("replica", "works", "it follows the primary, and answers public pages")]


def queue() -> list[Finding]:
    """Whether anybody takes tasks, and what nobody will take any more."""
    from django.utils import timezone

    from jobfutures.tasks import queries

    at = timezone.now()
    found = queries.queues(at)
    oldest = min((one.oldest_at for one in found if one.oldest_at), default=None)
    waiting, running, dead = (sum(getattr(one, name) for one in found) for name in ("waiting", "running", "failed"))
    text = f"{waiting} wait, {running} run"
    state, mend = "works", ""
    if oldest and at - oldest > OLDEST:
        text += f"; the oldest waits since {oldest:%Y-%m-%d %H:%M} UTC: no worker takes it"
        state, mend = "broken", "jobfutures worker (or serve)"
    findings = [Finding("queue", state, text, mend)]
    if dead:
        mend = "look at /operate/tasks/, mend the cause, and run them again there"
        findings.append(Finding("failed tasks", "differs", f"{dead} are not tried any more", mend))
    late = [one.name for one in queries.plans(at) if one.is_late and one.last_at]
    never = all(one.last_at is None for one in queries.plans(at))
    if late or never:
        text = "no worker ever ran here" if never else f"late: {', '.join(late[:5])}"
        findings.append(Finding("schedules", "differs", text, "jobfutures worker (or serve)"))
    else:
        findings.append(Finding("schedules", "works", "on time"))
    return findings


def storage() -> list[Finding]:
    """Write, read back and delete one small object."""
    from django.conf import settings
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    from jobfutures.hiring.sealing import failures

    if not settings.SEALED_STORE:
        return [Finding("storage", "works", "files of applications stand in the database")]
    name, said = f"doctor/{os.urandom(8).hex()}", b"written by jobfutures doctor"
    try:
        default_storage.save(name, ContentFile(said))
        with default_storage.open(name) as opened:
            same = opened.read() == said
        default_storage.delete(name)
    except failures() as error:
        text = f"the object store refuses: {type(error).__name__}"
        return [Finding("storage", "broken", text, "check JOBFUTURES_STORAGE_URL and the rights of its key")]
    if not same:
        return [
            Finding("storage", "broken", "the object store gives back something else than it was given", "change it")
        ]
    return [Finding("storage", "works", "an object was written, read back and deleted")]


def keys() -> list[Finding]:
    """Whether anybody but their owner may read what opens things."""
    from django.conf import settings

    files = [settings.DATA / "secret_key", Path(settings.ISSUER_KEYS), settings.DATA / "jobfutures.sqlite3"]
    files += [Path(settings.ERASURES)]
    open_to_others = [file for file in files if file.exists() and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]
    if open_to_others:
        named = " ".join(str(file) for file in open_to_others)
        return [Finding("keys", "broken", "others on this machine may read them", f"chmod 600 {named}")]
    return [Finding("keys", "works", "only their owner reads them")]


def disk() -> list[Finding]:
    from jobfutures.config.environment import Environment

    folder = Environment().folder("DATA", "data")
    free = shutil.disk_usage(folder).free
    text = f"{free / 2**30:.1f} GiB free for {folder}"
    if free < LEAST_FREE:
        return [Finding("disk", "broken", text, f"make room, or move the folder: du -sh {folder}/*")]
    if free < LOW_FREE:
        return [
            Finding("disk", "differs", f"{text}: a backup needs as much as the database again", f"du -sh {folder}/*")
        ]
    return [Finding("disk", "works", text)]


def runner_key() -> list[Finding]:
    """Whether a runner of this host could listen for others."""
    from jobfutures.config.environment import Environment, WrongSetting
    from jobfutures.config.runner import parse_key

    given = Environment().secret("RUNNER_KEY")
    if not given:
        text = "no key: it takes jobs from this host only"
        return [Finding("runner key", "differs", text, "export JOBFUTURES_RUNNER_KEY=$(openssl rand -hex 32)")]
    try:
        parse_key("RUNNER_KEY", given)
    except WrongSetting as refusal:
        return [Finding("runner key", "broken", str(refusal), "export JOBFUTURES_RUNNER_KEY=$(openssl rand -hex 32)")]
    return [Finding("runner key", "works", "set, and long enough")]
