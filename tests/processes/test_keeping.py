"""A backup taken while the site is written to, and its restore: all of it or nothing, and nobody who was erased."""

import shutil
import signal
import sqlite3
import subprocess
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from tests.serving import COMMAND, PATIENCE_S, environment, refused, wait_until

pytestmark = pytest.mark.slow
ANA, BEN = uuid4(), uuid4()
PERSON = """
    INSERT INTO accounts_user (id, email, password, is_active, is_operator, is_superuser, date_joined)
    VALUES (?, ?, '!', 1, 0, 0, '2026-11-22 12:00:00')
"""
PAIR = "SELECT (SELECT count(*) FROM accounts_user), (SELECT count(*) FROM accounts_erasure)"
ERASED = "INSERT INTO accounts_erasure (account, at) VALUES (?, '2026-11-22 12:00:00')"


def database(folder: Path) -> Path:
    return folder / "jobfutures.sqlite3"


def begin(*words: str, folder: Path) -> "subprocess.Popen[bytes]":
    out = subprocess.DEVNULL
    return subprocess.Popen([*COMMAND, *words, "--data", str(folder)], stdout=out, stderr=out, env=environment())


def run(*words: str, folder: Path) -> str:
    done = subprocess.run(
        [*COMMAND, *words, "--data", str(folder)],
        check=True, capture_output=True, text=True, timeout=PATIENCE_S, env=environment(),
    )  # fmt: skip
    return done.stdout


def write(folder: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(database(folder), timeout=PATIENCE_S)) as opened, opened:
        opened.execute(statement, values)


def people(folder: Path) -> set[UUID]:
    with closing(sqlite3.connect(database(folder))) as opened:
        return {UUID(one) for (one,) in opened.execute("SELECT id FROM accounts_user")}


def mark_of(folder: Path) -> tuple[int, int]:
    """Return what of the database tells one state of it from another: how many are here, and how many are erased."""
    with closing(sqlite3.connect(database(folder))) as opened:
        there, gone = opened.execute(PAIR).fetchone()
    return there, gone


def spread(mark: tuple[int, int]) -> int:
    return mark[0] - mark[1]


@contextmanager
def written_to(folder: Path) -> Iterator[None]:
    """Write pairs of rows all the while, each pair in one transaction."""
    ended = threading.Event()

    def pairs() -> None:
        with closing(sqlite3.connect(database(folder), timeout=PATIENCE_S)) as opened:
            while not ended.wait(0.002):
                with opened:
                    opened.execute(PERSON, (uuid4().hex, f"{uuid4()}@example.org"))
                    opened.execute(ERASED, (uuid4().hex,))

    writer = threading.Thread(target=pairs)
    writer.start()
    try:
        yield
    finally:
        ended.set()
        writer.join()


def killed_when(condition: Callable[[], bool], *words: str, folder: Path) -> None:
    """Begin a command, and kill it as soon as it is in the midst of its work."""
    running = begin(*words, folder=folder)
    while not condition() and running.poll() is None:
        pass
    assert running.poll() is None, "it ended before it was killed"
    running.send_signal(signal.SIGKILL)
    running.wait()


def test_a_backup_is_one_moment_and_its_restore_brings_nobody_back_who_was_erased(folder: Path, tmp_path: Path) -> None:
    for person, email in ((ANA, "ana@example.org"), (BEN, "ben@example.org")):
        write(folder, PERSON, person.hex, email)
    letters = folder / "mailbox" / "new"
    letters.mkdir(parents=True, exist_ok=True)
    (letters / "one").write_text("a letter")
    apart = spread(mark_of(folder))
    file = tmp_path / "kept" / "monday.zip"
    file.parent.mkdir()

    with written_to(folder):
        killed_when(lambda: any(file.parent.iterdir()), "backup", str(file), folder=folder)
        assert not file.exists()
        run("backup", str(file), folder=folder)
    assert file.stat().st_mode & 0o777 == 0o600

    with zipfile.ZipFile(file) as archive, (tmp_path / "copy.sqlite3").open("wb") as copy:
        shutil.copyfileobj(archive.open("database/jobfutures.sqlite3"), copy)
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as opened:
        assert spread(opened.execute(PAIR).fetchone()) == apart, "a pair was cut in two"

    run("erase", "ana@example.org", "--yes", folder=folder)
    code, said = refused("restore", str(file), folder=folder)
    assert (code, "is an instance" in said[0]) == (1, True)
    mark = folder / "restoring"
    killed_when(mark.exists, "restore", str(file), "--replace", folder=folder)
    code, said = refused("migrate", folder=folder)
    assert code == 1
    assert "cut off" in said[0]

    told = run("restore", str(file), "--replace", folder=folder)

    assert "1 accounts in it had been erased since" in told
    assert people(folder) & {ANA, BEN} == {BEN}
    assert not mark.exists()
    assert (letters / "one").read_text() == "a letter"
    assert not list(folder.glob(".restoring*"))


def test_a_broken_or_newer_backup_and_a_running_site_are_refused_and_change_nothing(
    folder: Path, tmp_path: Path
) -> None:
    file, cut, changed, newer = (tmp_path / name for name in ("whole.zip", "cut.zip", "changed.zip", "newer.zip"))
    run("backup", str(file), folder=folder)
    whole = file.read_bytes()
    cut.write_bytes(whole[: len(whole) // 2])
    rewritten(file, changed, "keys/secret_key", lambda _content: b"another")
    rewritten(file, newer, "manifest.json", lambda content: content.replace(b'"hiring.0001_begin"', b'"hiring.9999_x"'))
    before = mark_of(folder)

    for bad, why in ((cut, "no whole backup"), (changed, "not what was backed up"), (newer, "newer JobFutures")):
        code, said = refused("restore", str(bad), "--replace", folder=folder)
        assert (code, len(said)) == (1, 1)
        assert why in said[0]
    worker = begin("worker", folder=folder)
    try:
        wait_until(lambda: is_held(folder / "used"), "the worker to say that it works there")
        code, said = refused("restore", str(file), "--replace", folder=folder)
    finally:
        worker.terminate()
        worker.wait(PATIENCE_S)
    assert (code, "stop it first" in said[0]) == (1, True)
    assert mark_of(folder) == before


def is_held(file: Path) -> bool:
    """Say whether a process has a lock on a file; to try for one would be in the way of who is about to take it."""
    return file.exists() and f":{file.stat().st_ino} " in Path("/proc/locks").read_text()


def rewritten(file: Path, into: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    with zipfile.ZipFile(file) as read, zipfile.ZipFile(into, "w") as written:
        for one in read.namelist():
            content = read.read(one)
            written.writestr(one, change(content) if one == name else content)
