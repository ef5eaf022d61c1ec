"""Tells whether the content folders changed, without reading what they say."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from jobfutures.config.version import version
from jobfutures.kit.content.renderer import RENDERER

READ = (".md", ".toml", ".json", ".py")


def files(folders: list[Path]) -> Iterator[Path]:
    """Yield every file that content may be made of, in a fixed order."""
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*") if path.suffix in READ and "__pycache__" not in path.parts)


def folders_hash(folders: list[Path]) -> str:
    """Return the hash of all content files and of the program that renders them."""
    found = hashlib.sha256(f"{version()} {RENDERER}".encode())
    for file in files(folders):
        found.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return found.hexdigest()
