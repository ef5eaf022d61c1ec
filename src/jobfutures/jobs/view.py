"""The index of postings at one commit."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self
from uuid import UUID

import numpy as np
from pyroaring import BitMap

from jobfutures.jobs.part import Part
from jobfutures.jobs.sections import Sections, SectionWriter


@dataclass(frozen=True)
class View:
    """The index at one commit. dead: of each part those that ended."""

    parts: list[Part]
    dead: list[BitMap]

    @property
    def count(self) -> int:
        return sum(part.size - len(dead) for part, dead in zip(self.parts, self.dead, strict=True))

    def has(self, job: UUID) -> bool:
        pairs = ((part.number(job), dead) for part, dead in zip(self.parts, self.dead, strict=True))
        return any(number is not None and number not in dead for number, dead in pairs)

    def write(self, path: Path) -> None:
        with SectionWriter(path) as file:
            for number, dead in enumerate(self.dead):
                file.add(str(number), np.frombuffer(dead.serialize(), np.uint8))
            file.end({"parts": [part.path.name for part in self.parts]})

    @classmethod
    def read(cls, path: Path, known: dict[str, Part]) -> Self:
        """Open a commit, with those of its parts that are open already."""
        sections = Sections(path)
        parts = [known.get(name) or Part(path.parent / name) for name in sections.said("parts")]
        return cls(parts, [BitMap.deserialize(sections.array(str(one)).tobytes()) for one in range(len(parts))])
