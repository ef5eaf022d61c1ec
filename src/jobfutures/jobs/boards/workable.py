"""Workable: `https://www.workable.com/api/accounts/{account}?details=true`."""

from jobfutures.jobs.boards.kinds import Board, listed, opened
from jobfutures.jobs.boards.nodes import Node
from jobfutures.jobs.boards.parsing import parse_json
from jobfutures.jobs.boards.places import country
from jobfutures.jobs.boards.shapes import Ask, Why
from jobfutures.jobs.boards.sketch import Sketch
from jobfutures.jobs.boards.words import EMPLOYMENT, LEVEL, PERIOD, WORKPLACE, level_in
from jobfutures.jobs.posting import Where

ALSO = ("city", "state", "country", "country_code", "zip_code")


def entries(root: Node) -> list[Node]:
    return listed(opened(root)["jobs"])


def fill(item: Node, sketch: Sketch) -> None:
    sketch.external_id = item["shortcode"].text()
    sketch.title = item["title"].text()
    sketch.html = "\n".join(item[key].text() for key in ("description", "requirements", "benefits"))
    sketch.url = sketch.link(item["url"])
    sketch.apply_url = sketch.link(item["application_url"])
    sketch.posted(item["published_on"])
    fill_workplace(item, sketch)
    fill_places(item, sketch)
    pay = item["salary"]
    period = sketch.choose(pay["period"], PERIOD)
    low, high = pay["salary_from"].number(), pay["salary_to"].number()
    sketch.take_pay(pay, low, high, pay["salary_currency"].text(), period)
    sketch.employment = sketch.choose(item["employment_type"], EMPLOYMENT)
    sketch.level = sketch.choose(item["experience"], LEVEL) or level_in(sketch.title)


def fill_workplace(item: Node, sketch: Sketch) -> None:
    """Take `workplace_type`. `telecommuting` alone is true for hybrid work too, so it is only asked about."""
    sketch.workplace = sketch.choose(item["workplace_type"], WORKPLACE)
    is_away = item["telecommuting"].flag()
    if is_away and not sketch.workplace:
        sketch.ask(Ask.WORKPLACE, "telecommuting")
    if is_away and sketch.workplace != "REMOTE":
        item["telecommuting"].leave(Why.UNREAD)


def fill_places(item: Node, sketch: Sketch) -> None:
    for one in item["locations"].list():
        if one["hidden"].flag():
            one.leave(Why.HIDDEN)
        else:
            add(one, sketch, one["region"].text())
    if not sketch.places and not sketch.countries:
        add(item, sketch, item["state"].text())
        return
    for key in ALSO:
        if item.value.get(key) is not None:
            item[key].leave(Why.SAME)


def add(node: Node, sketch: Sketch, region: str) -> None:
    code = country(node["countryCode"].text()) or country(node["country_code"].text())
    if code and node.value.get("country") is not None:
        node["country"].leave(Why.SAME)
    code = code or country(node["country"].text())
    if sketch.workplace == "REMOTE":
        sketch.suggest(code)
    sketch.add_place(Where(node["city"].text(), code, region=region, postal=node["zip_code"].text()))


BOARD = Board("Workable", parse_json, entries, fill)
