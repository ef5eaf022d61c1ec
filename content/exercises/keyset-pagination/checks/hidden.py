import base64
import json
import re
from urllib.parse import quote

from grading import Run, check
from visible import add_event, newest_first, page, walk

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
DOORS = ["north", "south & east", "garage"]


def add_mixed(run: Run, count: int, *, moments: int, fractions: bool = False) -> None:
    """Events at few different moments, so that many have the same; ids are not in the order of time."""
    for turn, number in enumerate(run.random.sample(range(1, 100_000), count)):
        fraction = f".{run.random.choice([1, 250_000, 999_999]):06}" if fractions else ""
        at = f"2026-04-02 08:{run.random.randrange(moments):02}:30{fraction}"
        add_event(run, at, door=DOORS[turn % 3], number=number)


def add_minutes(run: Run, count: int) -> list[int]:
    """Events a minute apart; newest first."""
    shift = run.random.randrange(1, 1000)
    for turn in range(count):
        add_event(run, f"2026-04-02 {10 + turn // 60}:{turn % 60:02}:00", number=shift + turn * 3)
    return newest_first(run)


def ids(answer: dict) -> list[int]:
    return [item["id"] for item in answer["items"]]


@check(requirement="complete", title="Events of the same moment, across the edge of a page, are all shown once")
def ties_are_complete(run: Run) -> None:
    for at in ("2026-04-02 08:00:00", "2026-04-02 09:00:00"):
        for _ in range(11):
            add_event(run, at)
    for limit in (1, 4, 10, 11):
        run.same(walk(run, limit=limit), newest_first(run), f"Ids of twice 11 events of one moment in pages of {limit}")


@check(requirement="complete", title="A mixed log is complete, in pages of any size")
def mixed_log_is_complete(run: Run) -> None:
    add_mixed(run, 45, moments=6)
    for limit in (3, 7, 44, 100):
        run.same(walk(run, limit=limit), newest_first(run), f"Ids of 45 events in pages of {limit}")


@check(requirement="complete", title="Events a fraction of a second apart are all shown")
def fractions_are_complete(run: Run) -> None:
    add_mixed(run, 30, moments=2, fractions=True)
    run.same(walk(run, limit=4), newest_first(run), "Ids of 30 events a fraction of a second apart, in pages of 4")


@check(requirement="complete", title="The events of one door are complete, and only of that door")
def one_door_is_complete(run: Run) -> None:
    add_mixed(run, 40, moments=4)
    for door in DOORS:
        run.same(walk(run, limit=4, door=door), newest_first(run, door), f"Ids of the door {door} in pages of 4")


@check(requirement="complete", title="The last page says that it is the last")
def last_page_is_the_last(run: Run) -> None:
    run.same(page(run), {"items": [], "next": None}, "GET /events/ of an empty log")
    expected = add_minutes(run, 20)
    whole = page(run)
    run.same((ids(whole), whole["next"]), (expected, None), "Ids and next of GET /events/ with 20 events, 20 on a page")
    half = page(run, limit=10)
    rest = page(run, half["next"], limit=10)
    run.same((ids(rest), rest["next"]), (expected[10:], None), "Ids and next of the second page of 10 of 20 events")


@check(requirement="complete", title="Items and limits are what they were")
def items_are_the_same(run: Run) -> None:
    add_event(run, "2026-04-02 08:00:00.250000", door="south & east", number=77)
    expected = {"id": 77, "door": "south & east", "action": "opened", "happened_at": "2026-04-02T08:00:00.250000+00:00"}
    run.same(page(run)["items"], [expected], "items of GET /events/ with one event")
    for limit in ("0", "101", "-1", "many", "2.5"):
        run.same(run.http().get(f"/events/?limit={limit}").status, 400, f"Status of GET /events/?limit={limit}")


@check(requirement="steady", title="Newer events coming in during the whole walk neither repeat nor hide others")
def newer_events_come_in(run: Run) -> None:
    expected = add_minutes(run, 24)
    found, cursor = [], None
    for turn in range(8):
        answer = page(run, cursor, limit=5, worker=turn % 2)
        found += ids(answer)
        cursor = answer["next"]
        for number in range(turn % 3 + 1):
            add_event(run, f"2026-04-03 12:{turn:02}:{number:02}")
        if cursor is None:
            break
    run.same(found, expected, "Ids of 24 events in pages of 5, while newer ones come in")


@check(
    requirement="steady",
    title="Events that are removed during the walk do not hide others, not even the last one of a page",
)
def events_are_removed(run: Run) -> None:
    expected = add_minutes(run, 18)
    first = page(run, limit=6)
    for gone in (expected[5], expected[2], expected[0]):
        run.db.write("delete from activity_event where id = ?", gone)
    second = page(run, first["next"], limit=6, worker=1)
    run.same(
        ids(second),
        expected[6:12],
        "Ids on the second page of 6, after three events of the first page were removed, its last one too",
    )
    run.same(ids(page(run, second["next"], limit=6)), expected[12:], "Ids on the third page of 6")


@check(requirement="steady", title="An older event that is reported late is shown where it belongs")
def late_event(run: Run) -> None:
    expected = add_minutes(run, 12)
    first = page(run, limit=4)
    late = add_event(run, "2026-04-02 10:02:30")
    found = ids(page(run, first["next"], limit=20, worker=1))
    rest = [*expected[4:9], late, *expected[9:]]
    run.same(found, rest, "Ids after the first page of 4 of 12 events, with a late report added in between")


@check(requirement="cost", title="Each page takes one query and reads at most one row more than it shows")
def pages_cost_the_same(run: Run) -> None:
    add_minutes(run, 90)
    cursor = None
    for turn in range(6):
        with run.db.counting() as counted:
            answer = page(run, cursor, limit=15, worker=turn % 2)
        cursor = answer["next"]
        run.same(len(answer["items"]), 15, f"Items on page {turn + 1} of 90 events in pages of 15")
        run.budget("queries for a page", counted.queries, 1)
        run.budget("rows read for 15 events", counted.rows, 16)


@check(requirement="cost", title="No page makes the database count its way from the beginning")
def no_offset(run: Run) -> None:
    add_minutes(run, 30)
    cursor = None
    for turn in range(3):
        with run.db.counting() as counted:
            cursor = page(run, cursor, limit=10, worker=turn % 2)["next"]
        for one in counted.statements:
            run.expect(
                not re.search(r"\bOFFSET\s+(?!0\b)", one.sql, re.IGNORECASE),
                f"Page {turn + 1} was read with OFFSET: {one.sql[-60:]}",
            )
            run.expect("COUNT(" not in one.sql.upper(), f"Page {turn + 1} made the database count: {one.sql[:60]}")


def status_of(run: Run, cursor: str, more: str = "", worker: int = 0) -> int:
    return run.http(worker).get(f"/events/?limit=5&cursor={quote(cursor, safe='')}{more}").status


@check(requirement="tampered", title="Whatever is no cursor is answered with 400")
def no_cursor_at_all(run: Run) -> None:
    add_minutes(run, 9)
    as_text = [
        base64.urlsafe_b64encode(json.dumps(one).encode()).decode()
        for one in (None, 7, "x", [], {}, {"start": "x"}, [1, 2, 3], {"id": None, "at": 5})
    ]
    for cursor in (
        "0",
        "12",
        "a" * 2000,
        "é-ü",
        "=====",
        "%00",
        "null",
        "2026-04-02T10:00:00+00:00",
        "a:b:c",
        "....",
        *as_text,
    ):
        run.same(status_of(run, cursor), 400, f"Status of GET /events/ with the cursor {cursor[:40]!r}")


@check(requirement="tampered", title="A cursor in which one letter was changed is answered with 400")
def one_letter_changed(run: Run) -> None:
    add_minutes(run, 20)
    cursor = page(run, limit=5)["next"]
    run.expect(type(cursor) is str and cursor != "", "next of a page with others after it is no text.")
    for place, letter in enumerate(cursor[:-1]):  # the last letter may carry bits that mean nothing
        if letter in LETTERS:
            other = LETTERS[(LETTERS.index(letter) + 32) % 64]
            status = status_of(run, cursor[:place] + other + cursor[place + 1 :], worker=place % 2)
            run.expect(
                status == 400,
                f"A cursor was changed at letter {place + 1} of {len(cursor)} and answered {status}, expected 400.",
            )
    run.same(status_of(run, cursor[: len(cursor) // 2]), 400, "Status with the first half of a cursor")
    run.same(status_of(run, cursor), 200, "Status with the cursor unchanged")


@check(requirement="tampered", title="A cursor of one list is refused by another")
def cursor_of_another_list(run: Run) -> None:
    add_mixed(run, 40, moments=3)
    cursors = {door: page(run, limit=2, **({"door": door} if door else {}))["next"] for door in ("", "north", "garage")}
    for made, cursor in cursors.items():
        for used in cursors:
            more = f"&door={used}" if used else ""
            expected = 200 if made == used else 400
            what = f"Status of a page of {used or 'all doors'} with a cursor of {made or 'all doors'}"
            run.same(status_of(run, cursor, more, worker=1), expected, what)
