"""JobPosting of schema.org, as pages carry it and as Teamtailor puts it into its feed."""

from jobfutures.jobs.boards.nodes import Node
from jobfutures.jobs.boards.places import country
from jobfutures.jobs.boards.shapes import Ask, Why
from jobfutures.jobs.boards.sketch import Sketch
from jobfutures.jobs.boards.texts import html_of
from jobfutures.jobs.boards.words import EMPLOYMENT, PERIOD, level_in
from jobfutures.jobs.posting import Where


def fill_posting(item: Node, sketch: Sketch) -> None:
    """Fill in what a JobPosting says; its number and addresses come from around it."""
    sketch.title = item["title"].text() or item["name"].text()
    sketch.html = html_of(item["description"].text())
    sketch.posted(item["datePosted"])
    sketch.closes(item["validThrough"])
    for one in item["jobLocation"].list():
        add_place(one["address"], sketch)
    for one in item["applicantLocationRequirements"].list():
        code = country(one["name"].text())
        sketch.suggest(code)
        if not code:
            one.leave(Why.UNREAD)
    fill_workplace(item, sketch)
    fill_pay(item["baseSalary"], sketch)
    kinds = item["employmentType"].list()
    if len(kinds) == 1:
        sketch.employment = sketch.choose(kinds[0], EMPLOYMENT)
    elif kinds:
        sketch.ask(Ask.EMPLOYMENT, ", ".join(one.text() for one in kinds))
        item["employmentType"].leave(Why.UNREAD)
    sketch.level = level_in(sketch.title)


def fill_workplace(item: Node, sketch: Sketch) -> None:
    """TELECOMMUTE is remote; together with a place it may be hybrid, so it is asked. Without it nothing is said."""
    kinds = [one.text().upper() for one in item["jobLocationType"].list()]
    if kinds == ["TELECOMMUTE"] and not sketch.places:
        sketch.workplace = "REMOTE"
    elif kinds:
        sketch.ask(Ask.WORKPLACE, ", ".join(kinds))
        item["jobLocationType"].leave(Why.UNREAD)


def add_place(address: Node, sketch: Sketch) -> None:
    if isinstance(address.value, str):
        sketch.add_place_text(address)
        return
    land = address["addressCountry"]
    name = land["name"] if isinstance(land.value, dict) else land
    code = country(name.text())
    if name.text() and not code:
        name.leave(Why.UNREAD)
    sketch.add_place(
        Where(
            city=address["addressLocality"].text(), region=address["addressRegion"].text(), country=code,
            street=address["streetAddress"].text(), postal=address["postalCode"].text(),
        )
    )  # fmt: skip


def fill_pay(box: Node, sketch: Sketch) -> None:
    """Take a range, or one value as both of its ends; the currency may stand at either level."""
    if len(box.list()) > 1:
        box.leave(Why.UNREAD)
        sketch.ask(Ask.PAY_SEVERAL)
        return
    inner = box["value"]
    low, high = inner["minValue"].number(), inner["maxValue"].number()
    single = inner["value"].number() if isinstance(inner.value, dict) else inner.number()
    if low is None and high is None:
        low = high = single
    currency = box["currency"].text() or inner["currency"].text()
    unit = inner["unitText"] if inner["unitText"].text() else box["unitText"]
    sketch.take_pay(box, low, high, currency, sketch.choose(unit, PERIOD))
