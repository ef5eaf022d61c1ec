"""The one folder that holds everything an instance keeps: database, mailbox, index, static files, secret key."""

import fcntl
import os
import secrets
from contextlib import suppress
from pathlib import Path

DATABASE = "jobfutures.sqlite3"
KEY_FILE = "secret_key"
LOCK = "lock"
USED = "used"  # held by every role that works in the folder, together
DRAINING = "draining"  # there while a web role that was asked to stop still answers; /readyz says no then
RESTORING = "restoring"  # there while a restore puts things in their places


class FolderRefused(Exception):
    """The data folder cannot be used; the message says why and what to do."""


def prepare(folder: Path) -> None:
    """Make the folder if it is not there. Raises FolderRefused where this user may not write."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FolderRefused(
            f"The data folder {folder} cannot be written: {reason}. Nothing was changed; give this user the right to "
            f"write there, or name another folder with --data or JOBFUTURES_DATA."
        ) from None


def lock(folder: Path) -> int:
    """Take the folder for this process until it ends; return the descriptor that holds the lock.

    Raises FolderRefused while another copy has it.
    """
    descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise FolderRefused(
            f"Another JobFutures already serves from {folder}. It goes on undisturbed; stop it first, or start this "
            f"one with another folder (--data) and another port (--port)."
        ) from None
    return descriptor


def use(folder: Path) -> int:
    """Say that this process works in the folder, beside others; return the descriptor that holds it until the end.

    Raises FolderRefused while a command has the folder for itself.
    """
    descriptor = os.open(folder / USED, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise FolderRefused(
            f"A restore or a move has {folder} for itself. Nothing was started; start again when it has ended."
        ) from None
    return descriptor


def take(folder: Path) -> tuple[int, int]:
    """Take the folder for this process alone. Raises FolderRefused while anything of the site runs in it."""
    held = lock(folder)
    descriptor = os.open(folder / USED, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        os.close(held)
        raise FolderRefused(
            f"A web or worker role runs in {folder}. It goes on undisturbed, and nothing was changed; stop it first."
        ) from None
    return held, descriptor


def refuse_half_restored(folder: Path) -> None:
    """Raises FolderRefused after a restore that was cut off: what is here may be half old and half new."""
    if (folder / RESTORING).exists():
        raise FolderRefused(
            f"A restore into {folder} was cut off before its end, so nothing starts here. Nothing was lost: repeat it "
            f"with `jobfutures restore FILE --replace`."
        )


def database_file(folder: Path) -> Path:
    """Return where the SQLite database stands; a new one is readable by its owner only, and so is what SQLite adds."""
    file = folder / DATABASE
    with suppress(OSError):  # it is there; or the folder is not, and whoever opens the database says so
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    return file


def secret_key(folder: Path) -> str:
    """Return the folder's secret key, made once, readable by its owner only. It is there whole, or not at all."""
    file = folder / KEY_FILE
    prepare(folder)
    with suppress(FileNotFoundError):
        return file.read_text(encoding="ascii").strip()
    waiting = folder / f".{KEY_FILE}-{secrets.token_hex(8)}"
    with os.fdopen(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as opened:
        opened.write(secrets.token_urlsafe(50))
    with suppress(FileExistsError):  # another process was faster: its key holds
        file.hardlink_to(waiting)
    waiting.unlink()
    return file.read_text(encoding="ascii").strip()
