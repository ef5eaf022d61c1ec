"""Data folders for copies that the tests start and kill."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.serving import COMMAND, PATIENCE_S, environment


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with everything in it, made once; the tests work on copies of it."""
    folder = tmp_path_factory.mktemp("migrated") / "data"
    subprocess.run([*COMMAND, "migrate", "--data", str(folder)], check=True, env=environment(), timeout=PATIENCE_S)
    return folder


@pytest.fixture
def folder(migrated: Path, tmp_path: Path) -> Path:
    return shutil.copytree(migrated, tmp_path / "data")
