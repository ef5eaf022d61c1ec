"""Tells whether the content folders changed, without reading what they say."""

import hashlib
from pathlib import Path

from jobfutures.config.version import version
from jobfutures.kit.content.renderer import RENDERER

READ = (".md", ".toml", ".json", ".py", ".sql", ".html", ".txt", ".csv", ".cfg", ".ini")


def files(folder: Path) -> list[Path]:
    """Return every file that content may be made of, in a fixed order."""
    return sorted(path for path in folder.rglob("*") if path.suffix in READ and "__pycache__" not in path.parts)


def folders_hash(folders: list[Path]) -> str:
    """Return the hash of all content files, of where they stand, and of the program that renders them."""
    found = hashlib.sha256(f"{version()} {RENDERER}".encode())
    for folder in folders:
        for file in files(folder):
            found.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return found.hexdigest()
