"""Which databases the settings name: the one that holds all state, and a standby for what everybody may read."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import dj_database_url

from jobfutures.config import datafolder
from jobfutures.config.environment import PREFIX, Environment, WrongSetting
from jobfutures.config.lost_server import noticing_loss

SQLITE, POSTGRESQL = "django.db.backends.sqlite3", "django.db.backends.postgresql"
ACCEPTED = "an address such as postgres://user:password@host:5432/name or sqlite:////folder/file.sqlite3"
ACCEPTED_REPLICA = "the address of a standby of the same database, such as postgres://user:password@host:5432/name"
ACCEPTED_POOL = "two numbers such as 1-8, the fewest and the most connections of a process, or none, behind PgBouncer"
POOL = re.compile(r"([0-9]{1,3})-([0-9]{1,3})")
POOL_WAIT_S = 5
CONNECT_S = 1  # a standby that is away must not hold up a page that the primary can answer


def databases(env: Environment, folder: Path) -> dict[str, dict[str, Any]]:
    """Return Django's DATABASES. Raises WrongSetting."""
    found = {"default": database(env, folder)}
    if url := env.secret("REPLICA_URL"):
        if found["default"]["ENGINE"] != POSTGRESQL:
            raise WrongSetting(PREFIX + "REPLICA_URL", shown(url), f"unset, unless {PREFIX}DATABASE_URL is PostgreSQL")
        found["replica"] = replica(env, url)
    return found


def database(env: Environment, folder: Path) -> dict[str, Any]:
    """Return the database: SQLite in the data folder, or what JOBFUTURES_DATABASE_URL names. Raises WrongSetting."""
    url = env.secret("DATABASE_URL") or f"sqlite:///{quote(str(datafolder.database_file(folder)))}"
    found = parsed(PREFIX + "DATABASE_URL", url, ACCEPTED)
    if found["ENGINE"] == SQLITE:
        return found | {"OPTIONS": sqlite_options(), "CONN_MAX_AGE": None}
    if found["ENGINE"] == POSTGRESQL:
        return pooled(env, found)
    raise WrongSetting(PREFIX + "DATABASE_URL", shown(url), ACCEPTED)


def sqlite_options() -> dict[str, Any]:
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # Moving the log into the file holds a commit up for a quarter of a second: the worker does it beside.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=20000;",
    }


def replica(env: Environment, url: str) -> dict[str, Any]:
    found = parsed(PREFIX + "REPLICA_URL", url, ACCEPTED_REPLICA)
    if found["ENGINE"] != POSTGRESQL:
        raise WrongSetting(PREFIX + "REPLICA_URL", shown(url), ACCEPTED_REPLICA)
    found = pooled(env, found)
    server = f"{found['OPTIONS'].get('options', '')} -c default_transaction_read_only=on".strip()
    found["OPTIONS"] |= {"connect_timeout": CONNECT_S, "options": server}
    if "pool" in found["OPTIONS"]:
        found["OPTIONS"]["pool"]["timeout"] = CONNECT_S
    return found | {"TEST": {"MIRROR": "default"}}


def parsed(name: str, url: str, accepted: str) -> dict[str, Any]:
    try:
        return dict(dj_database_url.parse(url))
    except (dj_database_url.ParseError, dj_database_url.UnknownSchemeError, ValueError):
        raise WrongSetting(name, shown(url), accepted) from None


def shown(url: str) -> str:
    """Return what may be said of an address: nothing before the host, where user and password stand."""
    return url.rsplit("@", maxsplit=1)[-1]


def pooled(env: Environment, found: dict[str, Any]) -> dict[str, Any]:
    """Add the pool of connections that each process keeps. Raises WrongSetting."""
    named = dict(found.get("OPTIONS", {}))
    value = env.text("DATABASE_POOL", "1-8")
    if (
        value == "none"
    ):  # a pooler in front hands each transaction to another server process, and takes no options for it
        options = noticing_loss(named, with_server="options" in named) | {"prepare_threshold": None}
        return found | {"OPTIONS": options, "CONN_MAX_AGE": 0, "DISABLE_SERVER_SIDE_CURSORS": True}
    sizes = POOL.fullmatch(value)
    if sizes is None or not int(sizes[1]) <= int(sizes[2]) or int(sizes[2]) < 1:
        raise WrongSetting(PREFIX + "DATABASE_POOL", value, ACCEPTED_POOL)
    options = noticing_loss(named)
    options["pool"] = {"min_size": int(sizes[1]), "max_size": int(sizes[2]), "timeout": POOL_WAIT_S}
    # A server that was restarted has closed what the pool holds.
    return found | {"OPTIONS": options, "CONN_HEALTH_CHECKS": True}
