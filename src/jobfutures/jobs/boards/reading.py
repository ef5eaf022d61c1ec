"""Reads a board of any kind: all its postings, or a refusal of the whole; nothing is written here."""

from datetime import datetime

from jobfutures.jobs.boards import (
    ashby,
    greenhouse,
    jsonld,
    lever,
    personio,
    recruitee,
    smartrecruiters,
    teamtailor,
    wording,
    workable,
)
from jobfutures.jobs.boards.nodes import Losses, Node
from jobfutures.jobs.boards.shapes import (
    Fault,
    Found,
    LeftOut,
    Reading,
    Refused,
    Skip,
    Skipped,
    Wrong,
    pointer_of,
)
from jobfutures.jobs.boards.sketch import Sketch
from jobfutures.jobs.boards.texts import title_of

BOARDS = {
    "greenhouse": greenhouse.BOARD,
    "lever": lever.BOARD,
    "ashby": ashby.BOARD,
    "recruitee": recruitee.BOARD,
    "smartrecruiters": smartrecruiters.BOARD,
    "teamtailor": teamtailor.BOARD,
    "personio": personio.BOARD,
    "workable": workable.BOARD,
    "jsonld": jsonld.BOARD,
}
MOST_ENTRIES = 20_000


def read(system: str, content: bytes, *, at: datetime, address: str = "") -> Reading:
    """Return what a board says. address: where it was read from. Raises Refused where it has another shape."""
    board = BOARDS[system]
    root = Node(board.parse(content))
    entries = board.entries(root)
    if len(entries) > MOST_ENTRIES:
        values = (("most", MOST_ENTRIES), ("number", len(entries)))
        raise Refused(Fault(pointer_of(entries[0].path[:-1]), wording.TOO_MANY, values))
    is_whole = board.is_whole(root)
    taking = Taking(at, address)
    for entry in entries:
        own = Node(entry.value, entry.path, root.seen if not entry.path else None)
        taking.take(own, system)
        entry.hand_over()
    taking.losses.add(root)
    return Reading(
        tuple(taking.found.values()), taking.losses.all(), tuple(taking.skipped), tuple(taking.faults), is_whole
    )


class Taking:
    """Takes one entry after the other."""

    def __init__(self, at: datetime, address: str) -> None:
        self.at, self.address = at, address
        self.found: dict[str, Found] = {}
        self.losses = Losses()
        self.skipped: list[Skipped] = []
        self.faults: list[Fault] = []

    def take(self, entry: Node, system: str) -> None:
        pointer = pointer_of(entry.path)
        if not isinstance(entry.value, dict):
            self.faults.append(Fault(pointer, wording.NO_OBJECT))
            return
        sketch = Sketch(entry, self.at, self.address)
        try:
            BOARDS[system].fill(entry, sketch)
            found = sketch.finished()
        except LeftOut as left:
            self.skipped.append(Skipped(pointer, left.why, title_of(self.name_of(entry))))
            return
        except Wrong as wrong:
            self.faults.append(wrong.fault)
            return
        known = self.found.get(found.external_id)
        if known and known.hash != found.hash:
            self.faults.append(Fault(pointer, wording.DIFFERS, (("id", found.external_id),)))
        elif known:
            self.skipped.append(Skipped(pointer, Skip.TWICE, found.title))
        else:
            self.found[found.external_id] = found
            self.losses.add(entry)

    @staticmethod
    def name_of(entry: Node) -> str:
        return entry["title"].text() or entry["name"].text() or entry["text"].text()
