"""Checks and loads the content folders, room by room."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from jobfutures.config.version import version
from jobfutures.guide.commands import LoadCounts, load_guides
from jobfutures.guide.content.check import GuideContent, read_guides
from jobfutures.guide.render import RENDERER
from jobfutures.kit.content.faults import ContentFaults, Fault
from jobfutures.kit.content.frontmatter import Loaded
from jobfutures.support.commands import load_faq
from jobfutures.support.content import FaqFields, read_faq
from jobfutures.topics.commands import begin_edition, load_vocabulary
from jobfutures.topics.content import Vocabulary, read_vocabulary
from jobfutures.topics.queries import content_hash

READ = (".md", ".toml", ".json", ".py")


@dataclass(frozen=True)
class Content:
    vocabulary: Vocabulary
    guides: GuideContent
    faq: list[Loaded[FaqFields]]


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


def check_content(folders: list[Path]) -> Content:
    """Read all rooms' content. Raises ContentFaults with the faults of all rooms together."""
    vocabulary = read_vocabulary(folders)
    faults: list[Fault] = []
    guides: GuideContent | None = None
    faq: list[Loaded[FaqFields]] = []
    try:
        guides = read_guides(folders, vocabulary)
    except ContentFaults as refused:
        faults += refused.faults
    try:
        faq = read_faq(folders)
    except ContentFaults as refused:
        faults += refused.faults
    if faults or guides is None:
        raise ContentFaults(faults)
    return Content(vocabulary, guides, faq)


def load_content(*, folders: list[Path], at: datetime) -> LoadCounts | None:
    """Load all content in one transaction; return None where it was loaded already. Raises ContentFaults."""
    loaded = folders_hash(folders)
    if loaded == content_hash():
        return None
    content = check_content(folders)
    with transaction.atomic():
        load_vocabulary(vocabulary=content.vocabulary)
        counts = load_guides(content=content.guides, at=at)
        load_faq(entries=content.faq, at=at)
        begin_edition(reason="content loaded", loaded=loaded, at=at)
    return counts
