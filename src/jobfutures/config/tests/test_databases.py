"""Which databases the settings name, and what is refused."""

from pathlib import Path

import pytest

from jobfutures.config.databases import databases
from jobfutures.config.environment import Environment, WrongSetting

PRIMARY, STANDBY = "postgres://me:secret@db.example/jobs", "postgres://me:secret@standby.example/jobs"


def named(folder: Path, **given: str) -> dict[str, dict[str, object]]:
    return databases(Environment({f"JOBFUTURES_{name}": value for name, value in given.items()}), folder)


def test_one_host_has_sqlite_in_its_folder(tmp_path: Path) -> None:
    found = named(tmp_path)

    assert list(found) == ["default"]
    assert found["default"]["NAME"] == str(tmp_path / "jobfutures.sqlite3")


def test_many_hosts_have_a_pool_each_or_none_behind_a_pooler_and_a_standby_that_cannot_be_written(
    tmp_path: Path,
) -> None:
    pooled = named(tmp_path, DATABASE_URL=PRIMARY, DATABASE_POOL="2-16", REPLICA_URL=STANDBY)
    bare = named(tmp_path, DATABASE_URL=PRIMARY, DATABASE_POOL="none")["default"]

    assert pooled["default"]["OPTIONS"]["pool"] == {"min_size": 2, "max_size": 16, "timeout": 5}
    assert "idle_in_transaction_session_timeout" in pooled["default"]["OPTIONS"]["options"]
    assert "default_transaction_read_only=on" in str(pooled["replica"]["OPTIONS"])
    assert bare["DISABLE_SERVER_SIDE_CURSORS"] is True
    assert "pool" not in bare["OPTIONS"]
    assert "options" not in bare["OPTIONS"]  # a pooler takes none for a session


@pytest.mark.parametrize(
    "given",
    [
        {"DATABASE_URL": "mysql://me:secret@db.example/jobs"},
        {"DATABASE_URL": PRIMARY, "DATABASE_POOL": "8"},
        {"DATABASE_URL": PRIMARY, "DATABASE_POOL": "9-8"},
        {"DATABASE_URL": PRIMARY, "DATABASE_POOL": "0-0"},
        {"REPLICA_URL": STANDBY},
        {"DATABASE_URL": PRIMARY, "REPLICA_URL": "sqlite:////tmp/x"},
    ],
)
def test_what_cannot_be_used_is_refused_without_showing_a_password(given: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(WrongSetting) as refused:
        named(tmp_path, **given)

    assert "secret" not in str(refused.value)
