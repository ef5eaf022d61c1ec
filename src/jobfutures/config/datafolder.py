"""The one folder that holds everything an instance keeps: database, mailbox, index, static files, secret key."""

import fcntl
import os
import secrets
from pathlib import Path

KEY_FILE = "secret_key"
LOCK = "lock"


class FolderRefused(Exception):
    """The data folder cannot be used; the message says why and what to do."""


def prepare(folder: Path) -> None:
    """Make the folder if it is not there. Raises FolderRefused where this user may not write."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
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


def secret_key(folder: Path) -> str:
    """Return the folder's secret key, made once, readable by its owner only."""
    file = folder / KEY_FILE
    prepare(folder)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip()
    key = secrets.token_urlsafe(50)
    with os.fdopen(descriptor, "w", encoding="ascii") as opened:
        opened.write(key)
    return key
