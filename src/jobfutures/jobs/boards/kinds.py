"""What a kind of board is: how to read it, and how to fill in one posting."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jobfutures.jobs.boards import wording
from jobfutures.jobs.boards.nodes import Node
from jobfutures.jobs.boards.shapes import Fault, Refused, pointer_of
from jobfutures.jobs.boards.sketch import Sketch


def is_always_whole(_root: Node) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Board:
    """parse: bytes to values.  entries: of the document.  fill: one posting; raises LeftOut or Wrong.

    is_whole: whether the document is all of the board, so that what is not in it is gone.
    """

    name: str
    parse: Callable[[bytes], Any]
    entries: Callable[[Node], list[Node]]
    fill: Callable[[Node, Sketch], None]
    is_whole: Callable[[Node], bool] = is_always_whole


def listed(node: Node) -> list[Node]:
    """Return the elements of a list. Raises Refused where it is none."""
    if not isinstance(node.value, list):
        raise Refused(Fault(pointer_of(node.path), wording.NO_LIST))
    return node.list()


def opened(root: Node) -> Node:
    """Return a document that is an object. Raises Refused."""
    if not isinstance(root.value, dict):
        raise Refused(Fault("", wording.NO_OBJECT))
    return root
