"""Recruitee: `https://{company}.recruitee.com/api/offers/`."""

from jobfutures.jobs.boards.kinds import Board, listed, opened
from jobfutures.jobs.boards.nodes import Node
from jobfutures.jobs.boards.parsing import parse_json
from jobfutures.jobs.boards.places import country
from jobfutures.jobs.boards.shapes import Ask, LeftOut, Skip, Why
from jobfutures.jobs.boards.sketch import Sketch
from jobfutures.jobs.boards.words import EMPLOYMENT, LEVEL, PERIOD, level_in
from jobfutures.jobs.posting import Where

WAYS = {"on_site": "ONSITE", "hybrid": "HYBRID", "remote": "REMOTE"}


def entries(root: Node) -> list[Node]:
    return listed(opened(root)["offers"])


def fill(item: Node, sketch: Sketch) -> None:
    if item["status"].text() not in ("", "published"):
        raise LeftOut(Skip.UNLISTED)
    sketch.external_id = item["id"].text()
    sketch.title = item["title"].text()
    sketch.html = item["description"].text() + "\n" + item["requirements"].text()
    sketch.url = sketch.link(item["careers_url"])
    sketch.apply_url = sketch.link(item["careers_apply_url"])
    if item["published_at"].text():
        sketch.posted(item["published_at"])
    sketch.closes(item["close_at"])
    fill_workplace(item, sketch)
    fill_places(item, sketch)
    pay = item["salary"]
    period = sketch.choose(pay["period"], PERIOD)
    sketch.take_pay(pay, pay["min"].number(), pay["max"].number(), pay["currency"].text(), period)
    sketch.employment = sketch.choose(item["employment_type_code"], EMPLOYMENT)
    sketch.level = sketch.choose(item["experience_code"], LEVEL) or level_in(sketch.title)


def fill_workplace(item: Node, sketch: Sketch) -> None:
    """Take the one way that is true; several may be, and then the person says which."""
    ways = [way for key, way in WAYS.items() if item[key].flag()]
    if len(ways) == 1:
        sketch.workplace = ways[0]
    elif ways:
        sketch.ask(Ask.WORKPLACE, ", ".join(ways))
        for key in WAYS:
            item[key].leave(Why.UNREAD)


def fill_places(item: Node, sketch: Sketch) -> None:
    for one in item["locations"].list():
        add(one, sketch)
    if sketch.places:
        for key in ("city", "state_name", "state_code", "country", "country_code", "postal_code", "location"):
            if item.value.get(key) is not None:
                item[key].leave(Why.SAME)
        return
    add(item, sketch)
    if sketch.places and item.value.get("location") is not None:
        item["location"].leave(Why.SAME)
    elif not sketch.places:
        sketch.add_place_text(item["location"])


def add(node: Node, sketch: Sketch) -> None:
    code = country(node["country_code"].text())
    if code and node.value.get("country") is not None:
        node["country"].leave(Why.SAME)
    code = code or country(node["country"].text())
    region = node["state"].text() or node["state_name"].text() or node["state_code"].text()
    city = node["city"].text()
    if city or code:
        sketch.add_place(Where(city, code, node["street"].text(), region, node["postal_code"].text()))


BOARD = Board("Recruitee", parse_json, entries, fill)
