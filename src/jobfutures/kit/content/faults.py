"""What `content check` says of a fault: where it stands and why it is refused."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Fault:
    file: str
    line: int
    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.reason}"


class ContentFaults(Exception):
    """The content was refused; `faults` says where and why."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__(f"{len(self.faults)} faults in the content; the first: {self.faults[0]}")


def shown(file: Path, folder: Path) -> str:
    """Return the file's name below the folder that holds its content folder, as a person would type it."""
    return file.relative_to(folder.parent).as_posix()
