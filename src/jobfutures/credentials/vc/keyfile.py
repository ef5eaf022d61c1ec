"""Where issuer keys lie: one file, made once, readable by its owner only."""

import os
import secrets
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from jobfutures.credentials.vc.keys import Keys, WrongKeys, made, parsed

NAME = "issuer_keys.json"


def read(file: Path) -> Keys:
    """Return the keys of a file that is there. Raises WrongKeys."""
    try:
        seen = file.stat()
        return known(file, seen.st_mtime_ns, seen.st_ino)
    except (OSError, UnicodeDecodeError):
        raise WrongKeys("it cannot be read") from None


@lru_cache(maxsize=4)
def known(file: Path, _changed_ns: int, _inode: int) -> Keys:
    """Read a file once in each state, so that every process sees a new key with its next signature."""
    return parsed(file.read_text(encoding="utf-8"))


def read_or_make(file: Path, at: datetime) -> Keys:
    """Return the keys of a file; where there is none, make one. It is there whole, or not at all."""
    if not file.exists():
        waiting = written(file, Keys((made(at),)))
        with suppress(FileExistsError):  # another process was faster: its key holds
            file.hardlink_to(waiting)
        waiting.unlink()
    return read(file)


def rotate(file: Path, at: datetime) -> Keys:
    """Let a new key sign from now on; return all keys. Raises WrongKeys where the file cannot be read or written."""
    before = read_or_make(file, at)
    try:
        written(file, before.rotated(made(at), at)).replace(file)
    except OSError:
        raise WrongKeys("it cannot be written") from None
    return read(file)


def written(file: Path, keys: Keys) -> Path:
    """Write keys beside a file, for its owner only; return where."""
    waiting = file.with_name(f".{file.name}-{secrets.token_hex(8)}")
    with os.fdopen(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as opened:
        opened.write(keys.text())
    return waiting
