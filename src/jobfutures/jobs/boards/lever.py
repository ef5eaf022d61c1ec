"""Lever: `/v0/postings/{site}?mode=json`."""

from jobfutures.jobs.boards.kinds import Board, listed
from jobfutures.jobs.boards.nodes import Node
from jobfutures.jobs.boards.parsing import parse_json
from jobfutures.jobs.boards.places import country
from jobfutures.jobs.boards.shapes import Why
from jobfutures.jobs.boards.sketch import Sketch
from jobfutures.jobs.boards.texts import section
from jobfutures.jobs.boards.words import EMPLOYMENT, PERIOD, WORKPLACE, level_in

PLAIN = ("openingPlain", "descriptionBodyPlain", "descriptionPlain", "additionalPlain")


def fill(item: Node, sketch: Sketch) -> None:
    sketch.external_id = item["id"].text()
    sketch.title = item["text"].text()
    sketch.html = description_of(item)
    sketch.url = sketch.link(item["hostedUrl"])
    sketch.apply_url = sketch.link(item["applyUrl"])
    sketch.posted(item["createdAt"])
    if item["workplaceType"].text() != "unspecified":
        sketch.workplace = sketch.choose(item["workplaceType"], WORKPLACE)
    fill_places(item, sketch)
    pay = item["salaryRange"]
    period = sketch.choose(pay["interval"], PERIOD)
    sketch.take_pay(pay, pay["min"].number(), pay["max"].number(), pay["currency"].text(), period)
    sketch.employment = sketch.choose(item["categories"]["commitment"], EMPLOYMENT)
    sketch.level = level_in(sketch.title)


def description_of(item: Node) -> str:
    """Return the parts as one. `description` is opening and body together, and is read where these are missing."""
    parts = [item["opening"].text(), item["descriptionBody"].text()]
    if any(parts):
        item["description"].leave(Why.SAME)
    else:
        parts = [item["description"].text()]
    parts += [section(one["text"].text(), one["content"].text()) for one in item["lists"].list()]
    for key in PLAIN:
        if item.value.get(key) is not None:
            item[key].leave(Why.SAME)
    return "\n".join([*parts, item["additional"].text()])


def fill_places(item: Node, sketch: Sketch) -> None:
    """Take the places; the country belongs to the posting, and to a place only where there is one alone."""
    categories = item["categories"]
    named = categories["allLocations"].list()
    if named:
        categories["location"].leave(Why.SAME)
    for one in named or [categories["location"]]:
        sketch.add_place_text(one)
    code = country(item["country"].text())
    if sketch.workplace == "REMOTE":
        sketch.suggest(code)
    elif item["country"].text():
        item["country"].leave(Why.SAME if code in {place.country for place in sketch.places} else Why.UNREAD)


BOARD = Board("Lever", parse_json, listed, fill)
