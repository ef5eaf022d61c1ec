"""The data folder: made, written, locked by one copy, with a secret key made once."""

import os
import stat
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
