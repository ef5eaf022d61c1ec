"""Ashby: `/posting-api/job-board/{board}?includeCompensation=true`."""

from jobfutures.jobs.boards.kinds import Board, listed, opened
from jobfutures.jobs.boards.nodes import Node
from jobfutures.jobs.boards.parsing import parse_json
from jobfutures.jobs.boards.places import country, remote_country
from jobfutures.jobs.boards.shapes import Ask, LeftOut, Skip, Why
from jobfutures.jobs.boards.sketch import Sketch
from jobfutures.jobs.boards.words import EMPLOYMENT, PERIOD, WORKPLACE, level_in
from jobfutures.jobs.posting import Where


def entries(root: Node) -> list[Node]:
    return listed(opened(root)["jobs"])


def fill(item: Node, sketch: Sketch) -> None:
    if item["isListed"].flag() is False:
        raise LeftOut(Skip.UNLISTED)
    sketch.external_id = item["id"].text()
    sketch.title = item["title"].text()
    sketch.html = item["descriptionHtml"].text()
    if sketch.html and item.value.get("descriptionPlain") is not None:
        item["descriptionPlain"].leave(Why.SAME)
    sketch.url = sketch.link(item["jobUrl"])
    sketch.apply_url = sketch.link(item["applyUrl"])
    sketch.posted(item["publishedAt"])
    fill_workplace(item, sketch)
    fill_place(item["location"], item["address"], sketch)
    for one in item["secondaryLocations"].list():
        fill_place(one["location"], one["address"], sketch)
    fill_pay(item, sketch)
    sketch.employment = sketch.choose(item["employmentType"], EMPLOYMENT)
    sketch.level = level_in(sketch.title)


def fill_workplace(item: Node, sketch: Sketch) -> None:
    """Take `workplaceType`; `isRemote` is true for hybrid work too, so alone it is only asked about."""
    sketch.workplace = sketch.choose(item["workplaceType"], WORKPLACE)
    is_remote = item["isRemote"].flag()
    if is_remote and not sketch.workplace:
        sketch.ask(Ask.WORKPLACE, "isRemote")
    if is_remote and sketch.workplace != "REMOTE":
        item["isRemote"].leave(Why.UNREAD)


def fill_place(name: Node, address: Node, sketch: Sketch) -> None:
    """Take an address, with or without `postalAddress` around it; `Remote (X)` is from where one may work."""
    code = remote_country(name.text())
    is_wrapped = isinstance(address.value, dict) and "postalAddress" in address.value
    inner = address["postalAddress"] if is_wrapped else address
    found = Where(
        city=inner["addressLocality"].text(), region=inner["addressRegion"].text(),
        country=country(inner["addressCountry"].text()), street=inner["streetAddress"].text(),
        postal=inner["postalCode"].text(),
    )  # fmt: skip
    if inner["addressCountry"].text() and not found.country:
        inner["addressCountry"].leave(Why.UNREAD)
    if code:
        sketch.suggest(code)
    elif found.city:
        sketch.add_place(found)
        name.leave(Why.SAME)
    elif sketch.workplace == "REMOTE" and (found.country or country(name.text())):
        sketch.suggest(found.country or country(name.text()))
    else:
        sketch.add_place_text(name)


def fill_pay(item: Node, sketch: Sketch) -> None:
    """Take the first salary, if the employer says that it is shown: equity and bonus are told as lost."""
    box = item["compensation"]
    if not item["shouldDisplayCompensationOnJobPostings"].flag():
        box.leave(Why.HIDDEN)
        return
    for one in box["summaryComponents"].list():
        if one["compensationType"].text() == "Salary" and not sketch.pay:
            period = sketch.choose(one["interval"], PERIOD)
            low, high = one["minValue"].number(), one["maxValue"].number()
            sketch.take_pay(one, low, high, one["currencyCode"].text(), period)
        else:
            one.leave(Why.UNKNOWN)


BOARD = Board("Ashby", parse_json, entries, fill)
