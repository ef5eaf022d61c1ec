"""SmartRecruiters: `/v1/companies/{company}/postings`, in which the details of each posting may stand as well."""

from jobfutures.jobs.boards.kinds import Board, listed, opened
from jobfutures.jobs.boards.nodes import Node
from jobfutures.jobs.boards.parsing import parse_json
from jobfutures.jobs.boards.places import country
from jobfutures.jobs.boards.shapes import LeftOut, Skip, Why
from jobfutures.jobs.boards.sketch import Sketch
from jobfutures.jobs.boards.texts import section
from jobfutures.jobs.boards.words import EMPLOYMENT, LEVEL, PERIOD, level_in
from jobfutures.jobs.posting import Where

SECTIONS = ("companyDescription", "jobDescription", "qualifications", "additionalInformation")


def entries(root: Node) -> list[Node]:
    opened(root)
    if "content" not in root.value and "jobAd" in root.value:
        return [root]  # the page of one posting
    return listed(root["content"])


def is_whole(root: Node) -> bool:
    """Tell whether this is the only page of the list."""
    total, offset = root["totalFound"].number(), root["offset"].number()
    return "content" in root.value and not offset and (total is None or total <= len(root["content"].list()))


def fill(item: Node, sketch: Sketch) -> None:
    if item["active"].flag() is False or item["visibility"].text() not in ("", "PUBLIC"):
        raise LeftOut(Skip.UNLISTED)
    sketch.external_id = item["id"].text()
    sketch.title = item["name"].text()
    parts = item["jobAd"]["sections"]
    sketch.html = "\n".join(section(parts[key]["title"].text(), parts[key]["text"].text()) for key in SECTIONS)
    sketch.url = sketch.link(item["postingUrl"])
    sketch.apply_url = sketch.link(item["applyUrl"])
    sketch.posted(item["releasedDate"])
    fill_place(item["location"], sketch)
    pay = item["compensation"]
    period = sketch.choose(pay["period"], PERIOD)
    sketch.take_pay(pay, pay["min"].number(), pay["max"].number(), pay["currency"].text(), period)
    sketch.employment = chosen(item["typeOfEmployment"], sketch, EMPLOYMENT)
    sketch.level = chosen(item["experienceLevel"], sketch, LEVEL) or level_in(sketch.title)


def chosen(box: Node, sketch: Sketch, known: dict[str, str]) -> str:
    """Return our word for a label; its id is another word for the same."""
    found = sketch.choose(box["label"], known)
    if box.value and box["id"].text():
        box["id"].leave(Why.SAME)
    return found


def fill_place(box: Node, sketch: Sketch) -> None:
    """Take the place; `remote` and `hybrid` are said, and neither of them is on site only where both are false."""
    is_remote, is_hybrid = box["remote"].flag(), box["hybrid"].flag()
    if is_hybrid:
        sketch.workplace = "HYBRID"
    elif is_remote:
        sketch.workplace = "REMOTE"
    elif is_remote is False and is_hybrid is False:
        sketch.workplace = "ONSITE"
    code = country(box["country"].text())
    found = Where(
        city=box["city"].text(), region=box["region"].text(), country=code, street=box["address"].text(),
        postal=box["postalCode"].text(),
    )  # fmt: skip
    if sketch.workplace == "REMOTE":
        sketch.suggest(code)
    sketch.add_place(found)
    if box.value and box["fullLocation"].text():
        box["fullLocation"].leave(Why.SAME)


BOARD = Board("SmartRecruiters", parse_json, entries, fill, is_whole)
