"""Teamtailor: `https://{company}.teamtailor.com/jobs.json`, a JSON Feed with a JobPosting in each item."""

from jobfutures.jobs.boards.kinds import Board, listed, opened
from jobfutures.jobs.boards.nodes import Node
from jobfutures.jobs.boards.parsing import parse_json
from jobfutures.jobs.boards.posting import fill_posting
from jobfutures.jobs.boards.shapes import Why
from jobfutures.jobs.boards.sketch import Sketch

TWICE = {"title": "title", "description": "content_html", "datePosted": "date_published"}


def entries(root: Node) -> list[Node]:
    return listed(opened(root)["items"])


def is_whole(root: Node) -> bool:
    return not root["next_url"].text()


def fill(item: Node, sketch: Sketch) -> None:
    posting = item["_jobposting"]
    fill_posting(posting, sketch)
    sketch.external_id = item["id"].text()
    sketch.url = sketch.apply_url = sketch.link(item["url"])
    sketch.title = item["title"].text() or sketch.title
    sketch.html = item["content_html"].text() or sketch.html
    if not sketch.posted_at and not posting["datePosted"].text():
        sketch.posted(item["date_published"])
    for inner, outer in TWICE.items():
        if isinstance(posting.value, dict) and posting.value.get(inner) is not None and item[outer].text():
            (item[outer] if inner == "datePosted" else posting[inner]).leave(Why.SAME)


BOARD = Board("Teamtailor", parse_json, entries, fill, is_whole)
