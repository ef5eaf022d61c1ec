"""Data folders for copies that the tests start and kill."""

import shutil
from pathlib import Path

import pytest

from tests.serving import prepared


@pytest.fixture(scope="session")
def migrated() -> Path:
    """A data folder with everything in it; the tests work on copies of it."""
    return prepared()


@pytest.fixture
def folder(migrated: Path, tmp_path: Path) -> Path:
    return shutil.copytree(migrated, tmp_path / "data")
