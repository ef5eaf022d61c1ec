"""The data folder: made, written, locked by one copy, with a secret key made once."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from jobfutures.config import datafolder


def test_the_folder_is_made_for_its_owner_only(tmp_path: Path) -> None:
    datafolder.prepare(tmp_path / "a/b")

    assert stat.S_IMODE((tmp_path / "a/b").stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(datafolder.FolderRefused, match=r"cannot be written: .* --data or JOBFUTURES_DATA"):
        datafolder.prepare(tmp_path / "file/data")


def test_a_second_copy_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    held = datafolder.lock(tmp_path)

    with pytest.raises(datafolder.FolderRefused, match="Another JobFutures already serves"):
        datafolder.lock(tmp_path)

    os.close(held)
    os.close(datafolder.lock(tmp_path))


def test_the_secret_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    key = datafolder.secret_key(tmp_path)

    assert len(key) > 50
    assert datafolder.secret_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_a_secret_key_that_two_make_at_once_is_one(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(datafolder.secret_key, [tmp_path] * 8))

    assert len(keys) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]


@pytest.mark.parametrize("name", ["with space", "c#", "100%41", "a?b"])
def test_the_database_stands_in_the_folder_whatever_its_name_and_is_its_owners(name: str, tmp_path: Path) -> None:
    code = """
import django; django.setup()
from django.db import connection
connection.cursor().execute("CREATE TABLE one (two INTEGER)")
"""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("JOBFUTURES_")}
    environment |= {"JOBFUTURES_DATA": str(tmp_path / name), "DJANGO_SETTINGS_MODULE": "jobfutures.config.settings"}

    subprocess.run([sys.executable, "-c", code], env=environment, check=True)

    assert [file.name for file in tmp_path.iterdir()] == [name]
    assert stat.S_IMODE((tmp_path / name / "jobfutures.sqlite3").stat().st_mode) == 0o600
    assert (tmp_path / name / "jobfutures.sqlite3").stat().st_size
