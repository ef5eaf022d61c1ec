"""Greenhouse: `/v1/boards/{token}/jobs?content=true`, of one posting also `?pay_transparency=true`."""

from decimal import Decimal
from html import unescape

from jobfutures.jobs.boards.kinds import Board, listed, opened
from jobfutures.jobs.boards.nodes import Node
from jobfutures.jobs.boards.parsing import parse_json
from jobfutures.jobs.boards.shapes import Ask, LeftOut, Skip, Why
from jobfutures.jobs.boards.sketch import Sketch
from jobfutures.jobs.boards.words import EMPLOYMENT, level_in


def entries(root: Node) -> list[Node]:
    opened(root)
    if "jobs" not in root.value and "internal_job_id" in root.value:
        return [root]  # the page of one posting
    return listed(root["jobs"])


def fill(item: Node, sketch: Sketch) -> None:
    if not item["internal_job_id"].text():
        raise LeftOut(Skip.PROSPECT)
    sketch.external_id = item["id"].text()
    sketch.title = item["title"].text()
    sketch.html = unescape(item["content"].text())  # once: what is escaped in it stands so in the HTML
    sketch.url = sketch.apply_url = sketch.link(item["absolute_url"])
    sketch.posted(item["first_published"])
    sketch.closes(item["application_deadline"])
    place = item["location"]["name"]
    sketch.add_place_text(place)
    if sketch.places or not place.text():
        for office in item["offices"].list():
            sketch.add_place_text(office["location"])
    sketch.ask(Ask.WORKPLACE, place.text())  # it says so only in words
    fill_pay(item["pay_input_ranges"], sketch)
    fill_employment(item["metadata"], sketch)
    sketch.level = level_in(sketch.title)


def fill_pay(ranges: Node, sketch: Sketch) -> None:
    """Take the one range; its period stands nowhere. Several are of several places, and no one of them is the pay."""
    found = ranges.list()
    if len(found) > 1:
        ranges.leave(Why.UNREAD)
        sketch.ask(Ask.PAY_SEVERAL)
    elif found:
        low, high = found[0]["min_cents"].number(), found[0]["max_cents"].number()
        currency = found[0]["currency_type"].text()
        sketch.take_pay(found[0], hundredth(low), hundredth(high), currency, "")


def hundredth(cents: Decimal | None) -> Decimal | None:
    return None if cents is None else cents.scaleb(-2)


def fill_employment(metadata: Node, sketch: Sketch) -> None:
    for one in metadata.list():
        if one["name"].text().lower() == "employment type":
            sketch.employment = sketch.choose(one["value"], EMPLOYMENT)
        else:
            one.leave(Why.UNKNOWN)


BOARD = Board("Greenhouse", parse_json, entries, fill)
