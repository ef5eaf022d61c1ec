"""Personio: `https://{company}.jobs.personio.de/xml`."""

from urllib.parse import urlsplit

from jobfutures.jobs.boards import wording
from jobfutures.jobs.boards.kinds import Board
from jobfutures.jobs.boards.nodes import Node
from jobfutures.jobs.boards.parsing import parse_xml
from jobfutures.jobs.boards.shapes import Fault, Refused, Why
from jobfutures.jobs.boards.sketch import Sketch
from jobfutures.jobs.boards.texts import section
from jobfutures.jobs.boards.words import LEVEL, level_in

ROOT = "workzag-jobs"
KINDS = {"intern": "INTERN", "trainee": "INTERN", "freelance": "CONTRACTOR", "temporary": "TEMPORARY"}
SCHEDULES = {"full-time": "FULL_TIME", "part-time": "PART_TIME"}


def entries(root: Node) -> list[Node]:
    if ROOT not in root.value:
        raise Refused(Fault("", wording.NO_LIST))
    return root[ROOT]["position"].list()


def first(item: Node, key: str) -> Node:
    """Return the only element of a name; of several the others are told as lost."""
    found = item[key].list()
    return found[0] if found else item[key]


def fill(item: Node, sketch: Sketch) -> None:
    sketch.external_id = first(item, "id").text()
    sketch.title = first(item, "name").text()
    parts = [part for box in item["jobDescriptions"].list() for part in box["jobDescription"].list()]
    sketch.html = "\n".join(section(first(part, "name").text(), first(part, "value").text()) for part in parts)
    host = urlsplit(sketch.address).hostname
    if host and sketch.external_id:
        sketch.url = sketch.apply_url = f"https://{host}/job/{sketch.external_id}"
    sketch.posted(first(item, "createdAt"))
    for box in (item, *item["additionalOffices"].list()):
        for office in box["office"].list():
            sketch.add_place_text(office)
    fill_employment(item, sketch)
    level = first(item, "seniority")
    sketch.level = sketch.choose(level, LEVEL) or level_in(sketch.title)


def fill_employment(item: Node, sketch: Sketch) -> None:
    """Take the kind, or for a permanent one its schedule; the feed tells neither pay nor workplace."""
    kind, schedule = first(item, "employmentType"), first(item, "schedule")
    sketch.employment = KINDS.get(kind.text(), "") or SCHEDULES.get(schedule.text(), "")
    if kind.text() and kind.text() not in KINDS:
        kind.leave(Why.UNREAD)
    if schedule.text() and sketch.employment != SCHEDULES.get(schedule.text()):
        schedule.leave(Why.UNREAD)


BOARD = Board("Personio", parse_xml, entries, fill)
