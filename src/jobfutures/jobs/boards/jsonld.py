"""A page, or a file, with JobPosting in JSON-LD: alone, in a list or in a graph."""

from collections.abc import Iterator

from jobfutures.jobs.boards import wording
from jobfutures.jobs.boards.kinds import Board
from jobfutures.jobs.boards.nodes import Node
from jobfutures.jobs.boards.parsing import parse_page
from jobfutures.jobs.boards.posting import fill_posting
from jobfutures.jobs.boards.shapes import Fault, Refused
from jobfutures.jobs.boards.sketch import Sketch


def entries(root: Node) -> list[Node]:
    found = [one for script in root.list() for one in postings(script)]
    if not found:
        raise Refused(Fault("", wording.NO_POSTING))
    return found


def postings(node: Node) -> Iterator[Node]:
    """Yield every JobPosting in a value: those that stand in lists, in graphs, and as the item of a list."""
    if isinstance(node.value, list):
        for one in node.list():
            yield from postings(one)
    elif isinstance(node.value, dict):
        kinds = node.value.get("@type")
        if "JobPosting" in (kinds if isinstance(kinds, list) else [kinds]):
            yield node
            return
        for key in ("@graph", "itemListElement", "item", "mainEntity"):
            if key in node.value:
                yield from postings(node[key])


def fill(item: Node, sketch: Sketch) -> None:
    """Fill in one posting. Its number is its identifier, or the address of its page."""
    for one in item["@type"].list():
        one.text()
    number = item["identifier"]
    said = number["value"].text() if isinstance(number.value, dict) else number.text()
    address = item["url"].text() or sketch.address
    sketch.external_id = said or address[:200] or item["@id"].text()
    sketch.url = sketch.apply_url = sketch.link(item["url"]) or sketch.address
    fill_posting(item, sketch)


def is_never_whole(_root: Node) -> bool:
    return False


BOARD = Board("JobPosting in JSON-LD", parse_page, entries, fill, is_never_whole)
