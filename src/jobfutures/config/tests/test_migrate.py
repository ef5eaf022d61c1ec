"""What `jobfutures migrate` leaves for `serve` to print."""

import os
import stat
from pathlib import Path
from typing import Any

import pytest

from jobfutures.accounts.models import User
from jobfutures.config.migrate import collect_static_files, leave_setup_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.DATA = tmp_path
    monkeypatch.setitem(os.environ, "JOBFUTURES_SETUP_LINK", "yes")
    return tmp_path / "setup-link"


def test_without_an_operator_a_link_is_left_for_the_owner_of_the_folder(link: Path) -> None:
    leave_setup_link()

    assert "/operate/setup/" in link.read_text()
    assert stat.S_IMODE(link.stat().st_mode) == 0o600


def test_a_link_that_was_never_printed_goes_once_there_is_an_operator(link: Path, olga: User) -> None:
    link.write_text("left by a start that failed")

    leave_setup_link()

    assert not link.exists()


def test_static_files_that_no_page_loads_are_not_collected(tmp_path: Path, settings: Any) -> None:
    settings.STATIC_ROOT = tmp_path / "static"

    collect_static_files()

    assert (tmp_path / "static" / "kit").is_dir()
    assert not (tmp_path / "static" / "django_htmx").exists()
