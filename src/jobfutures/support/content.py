"""Reads the help page's questions from content folders: `faq/*.md`."""

from pathlib import Path
from typing import Literal

from jobfutures.kit.content.faults import ContentFaults, Fault
from jobfutures.kit.content.frontmatter import Loaded, Shape, read_all
from jobfutures.topics.content import Line, Slug


class FaqFields(Shape):
    id: Slug
    title: Line
    group: Line
    order: int
    status: Literal["draft", "published", "retired"]


def read_faq(folders: list[Path]) -> list[Loaded[FaqFields]]:
    """Read the FAQ of all folders. Raises ContentFaults."""
    faults: list[Fault] = []
    found = [
        entry for folder in folders for entry in read_all(sorted(folder.glob("faq/*.md")), folder, FaqFields, faults)
    ]
    seen: dict[str, str] = {}
    for entry in found:
        if seen.setdefault(entry.fields.id, entry.document.name) != entry.document.name:
            faults.append(entry.fault(("id",), f"stands already in {seen[entry.fields.id]}"))
        if entry.document.file.stem != entry.fields.id:
            faults.append(entry.fault(("id",), f"the file must be named {entry.fields.id}.md"))
        if not entry.document.body.strip():
            faults.append(Fault(entry.document.name, entry.document.body_line, "body", "is empty"))
    if faults:
        raise ContentFaults(faults)
    return found
