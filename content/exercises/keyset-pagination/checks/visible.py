from typing import Any
from urllib.parse import urlencode

from grading import Failed, Run, check

MOST_PAGES = 60


def add_event(run: Run, at: str, *, door: str = "north", number: int | None = None) -> int:
    run.db.write(
        "insert into activity_event (id, door, action, happened_at) values (?, ?, 'opened', ?)", number, door, at
    )
    return run.db.value("select max(id) from activity_event") if number is None else number


def page(run: Run, cursor: str | None = None, *, worker: int = 0, **asked: Any) -> dict[str, Any]:
    """One page; fails with a sentence where it is none."""
    path = "/events/?" + urlencode(asked | ({"cursor": cursor} if cursor else {}))
    answer = run.http(worker).get(path)
    run.same(answer.status, 200, f"Status of GET {path[:90]}")
    return answer.json()


def walk(run: Run, **asked: Any) -> list[int]:
    """Follow "next" to the end, each page from the other process; return the ids in the order in which they came."""
    found, cursor = [], None
    for turn in range(MOST_PAGES):
        answer = page(run, cursor, worker=turn % 2, **asked)
        found += [item["id"] for item in answer["items"]]
        cursor = answer["next"]
        if cursor is None:
            return found
    raise Failed(f"GET /events/ has no last page: {MOST_PAGES} pages of {asked} and still a next one.")


def newest_first(run: Run, door: str | None = None) -> list[int]:
    return [
        row[0]
        for row in run.db.rows(
            "select id from activity_event where ? is null or door = ? order by happened_at desc, id desc", door, door
        )
    ]


@check(requirement="complete", title="Following the pages to the end shows every event once, newest first")
def walk_is_complete(run: Run) -> None:
    for number in range(13):
        add_event(run, f"2026-03-01 10:{number:02}:00")
    run.same(walk(run, limit=5), newest_first(run), "Ids of 13 events in pages of 5")


@check(requirement="steady", title="An event that comes in between two pages does not make another appear twice")
def new_event_between_pages(run: Run) -> None:
    for number in range(8):
        add_event(run, f"2026-03-01 10:{number:02}:00")
    expected = newest_first(run)
    first = page(run, limit=4)
    add_event(run, "2026-03-01 11:00:00")
    second = page(run, first["next"], limit=4)
    found = [item["id"] for item in first["items"] + second["items"]]
    run.same(found, expected, "Ids on two pages of 4, with a newer event added in between")


@check(requirement="tampered", title="A cursor of nonsense is refused")
def nonsense_is_refused(run: Run) -> None:
    add_event(run, "2026-03-01 10:00:00")
    run.same(run.http().get("/events/?cursor=nonsense").status, 400, "Status of GET /events/?cursor=nonsense")
