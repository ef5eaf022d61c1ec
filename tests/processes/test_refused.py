"""What cannot be started says so in one sentence, and ends with 1."""

import ctypes
import os
import socket
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from tests.serving import COMMAND, PATIENCE_S, environment, free_port, refused, serving

pytestmark = pytest.mark.slow
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1


def one_sentence(code: int, said: list[str]) -> str:
    """Return the only line that was said; the command must have ended with 1."""
    assert (code, len(said)) == (1, 1), "\n".join(said)
    assert said[0].startswith("jobfutures: ")
    assert said[0].endswith(".")
    return said[0]


def test_a_second_copy_on_the_same_folder_or_port_is_refused_and_the_first_goes_on(folder: Path) -> None:
    with serving(folder) as copy:
        same_folder = one_sentence(*refused("serve", "--port", str(free_port()), folder=folder))
        same_port = one_sentence(*refused("serve", "--port", str(copy.port), folder=folder.with_name("other")))
        web_too = one_sentence(*refused("web", "--port", str(copy.port), folder=folder.with_name("third")))

        assert "already serves from" in same_folder
        assert f"127.0.0.1:{copy.port} cannot be used" in same_port
        assert f"127.0.0.1:{copy.port} cannot be used" in web_too
        assert copy.process.poll() is None


def test_a_port_that_something_else_holds_is_refused(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])

        assert "choose another port with --port" in one_sentence(
            *refused("serve", "--port", port, folder=tmp_path / "d")
        )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WEB_WORKERS", "many"),
        ("ADDRESS", "example.org"),
        ("LOG_LEVEL", "loud"),
        ("DATABASE_URL", "mysql://somewhere"),
        ("MAIL_URL", "pigeon://post"),
        ("SECRET_KEY_FILE", "/nowhere/at/all"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, name: str, value: str) -> None:
    said = one_sentence(*refused("serve", "--port", str(free_port()), folder=tmp_path / "data", **{name: value}))

    assert said.startswith(f"jobfutures: JOBFUTURES_{name} is ")
    assert "but it must be" in said


def lose_power_over_files() -> None:
    """Let permissions count for this process, though root started it."""
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE)


@pytest.mark.parametrize(
    "role", [["serve", "--port", "1024"], ["worker"], ["migrate"], ["content", "load"]], ids=" ".join
)
def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path, role: list[str]) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    words = [*COMMAND, *role, "--data", str(locked / "data")]
    ended = subprocess.run(
        words, check=False, capture_output=True, text=True, timeout=PATIENCE_S, env=environment(), cwd=tmp_path,
        preexec_fn=lose_power_over_files,
    )  # fmt: skip

    said = one_sentence(ended.returncode, ended.stderr.splitlines())
    assert "cannot be written: Permission denied. Nothing was changed" in said


def test_a_database_that_a_newer_version_wrote_is_left_alone(folder: Path) -> None:
    file = folder / "jobfutures.sqlite3"
    with closing(sqlite3.connect(file)) as database, database:
        row = ("guide", "0999_from_the_future", "2030-01-01")
        database.execute("INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, ?)", row)

    said = one_sentence(*refused("serve", "--port", str(free_port()), folder=folder))

    assert "was written by a newer JobFutures (it has the migration guide.0999_from_the_future" in said


def test_a_database_that_is_none_is_refused(folder: Path) -> None:
    for left in folder.glob("jobfutures.sqlite3*"):
        left.unlink()
    (folder / "jobfutures.sqlite3").write_text("this is no database, only some words that stand in a file\n" * 100)

    said = one_sentence(*refused("serve", "--port", str(free_port()), folder=folder))

    assert "the database cannot be opened" in said


@pytest.mark.parametrize("words", [["--port", "0"], ["--port", "lots"], ["--nonsense"]], ids=" ".join)
def test_wrong_usage_ends_with_two(tmp_path: Path, words: list[str]) -> None:
    code, said = refused("serve", *words, folder=tmp_path / "data")

    assert code == 2
    assert "Traceback" not in "\n".join(said)
