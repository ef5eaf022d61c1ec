from collections.abc import Iterator
from dataclasses import dataclass

from grading import Answer, Http, Run, check
from visible import add_show, asking


@dataclass
class Race:
    """Two buyers at one show. when: what was done, as the beginning of a sentence."""

    show: int
    when: str
    answers: list[tuple[int, Answer]]  # seats asked for, answer

    def sold(self) -> list[str]:
        """The labels that the buyers were told they have."""
        return [label for _, answer in self.answers if answer.status == 201 for label in answer.json()["seats"]]


def races(run: Run, seats: int, taken: int, first: int, second: int) -> Iterator[Race]:
    """Two buyers want so many seats, in every order of their statements."""
    shows: list[int] = []

    def arrange() -> None:
        shows.append(add_show(run, seats, taken=taken))

    def buy_first(http: Http) -> Http:
        return asking(shows[-1], first)(http)

    def buy_second(http: Http) -> Http:
        return asking(shows[-1], second)(http)

    for number, one, two in run.races(buy_first, buy_second, arrange=arrange):
        held = f"a buyer of {first} (answered {one.status}) held before statement {number + 1}"
        when = f"{seats - taken} free seats; {held} while another buys {second} (answered {two.status})"
        for answer in (one, two):
            run.expect(answer.status in (201, 409), f"{when}: expected 201 or 409.")
        yield Race(shows[-1], when, [(first, one), (second, two)])


def free(run: Run, show: int) -> int:
    return run.db.value("select count(*) from seat where show_id = ? and booking_id is null", show)


def expect_whole(run: Run, show: int, when: str, expected: list[int]) -> None:
    """Every booking of buyers has all of its seats. expected: how many each has, in any order."""
    seats = "select count(*) from seat where booking_id = booking.id"
    rows = run.db.rows(f"select ({seats}) from booking where show_id = ? and email <> 'early@example.org'", show)
    found = sorted(row[0] for row in rows)
    run.expect(
        found == sorted(expected), f"{when}: the bookings stored have {found} seats, expected {sorted(expected)}."
    )


@check(requirement="once", title="No seat is sold to two buyers when there are seats for both")
def seats_differ(run: Run) -> None:
    for race in races(run, 8, 3, 1, 1):
        labels = race.sold()
        run.expect(len(set(labels)) == len(labels), f"{race.when}: both were sold {labels[0] if labels else ''}.")
    for race in races(run, 8, 2, 2, 3):
        labels = race.sold()
        run.expect(len(set(labels)) == len(labels), f"{race.when}: they were sold {labels}.")


@check(requirement="once", title="Whoever was sold a seat still has it afterwards")
def seats_stay_sold(run: Run) -> None:
    for first, second in ((1, 1), (2, 1)):
        for race in races(run, 6, 4, first, second):
            for _, answer in race.answers:
                if answer.status == 201:
                    told = sorted(answer.json()["seats"])
                    rows = run.db.rows(
                        "select label from seat where booking_id = ? order by label", answer.json()["booking"]
                    )
                    run.expect(
                        [row[0] for row in rows] == told,
                        f"{race.when}: a buyer was told {told}; the booking has {[row[0] for row in rows]}.",
                    )


@check(requirement="once", title="Seats that were taken before are not sold again")
def taken_stays_taken(run: Run) -> None:
    for race in races(run, 6, 5, 1, 1):
        bookings = "select id from booking where email = 'early@example.org'"
        early = run.db.value(f"select count(*) from seat where show_id = ? and booking_id in ({bookings})", race.show)
        run.expect(early == 5, f"{race.when}: 5 seats were taken before, of these {early} are left.")
        run.expect(len(race.sold()) == 1, f"{race.when}: {len(race.sold())} seats were sold, expected 1.")


@check(requirement="party", title="Two parties want the last seats: one gets all of its seats, the other none")
def parties_are_not_split(run: Run) -> None:
    for seats, first, second in ((3, 2, 2), (4, 3, 3), (5, 4, 3)):
        for race in races(run, seats + 2, 2, first, second):
            done = [count for count, answer in race.answers if answer.status == 201]
            run.expect(len(done) == 1, f"{race.when}: expected one 201 and one 409.")
            expect_whole(run, race.show, race.when, done)
            run.expect(
                free(run, race.show) == seats - done[0],
                f"{race.when}: {free(run, race.show)} seats are free now, expected {seats - done[0]}.",
            )


@check(requirement="party", title="A party that is too large leaves nothing behind")
def too_large_a_party(run: Run) -> None:
    show = add_show(run, 6, taken=3)
    for turn in range(2):
        answer = asking(show, 4)(run.http(turn)).wait()
        run.same(answer.status, 409, "Status of booking 4 of 3 free seats")
    run.same(free(run, show), 3, "Free seats after two bookings of 4 of 3 free seats")
    expect_whole(run, show, "After two bookings of 4 of 3 free seats", [])


@check(requirement="party", title="A lost connection leaves no booking without its seats")
def lost_connection(run: Run) -> None:
    shows: list[int] = []
    for number, answer in run.faults(
        lambda: asking(shows[-1], 3)(run.http()).wait(), arrange=lambda: shows.append(add_show(run, 7, taken=2))
    ):
        when = f"A booking of 3 of 5 seats, connection lost at statement {number + 1}, answered {answer.status}"
        left = free(run, shows[-1])
        run.expect(left in (2, 5), f"{when}: {left} seats are free now, expected 5 or 2.")
        expect_whole(run, shows[-1], when, [] if left == 5 else [3])
        run.expect(answer.status != 201 or left == 2, f"{when}: nothing was stored.")


@check(requirement="served", title="Two buyers, two seats: both are served")
def both_are_served(run: Run) -> None:
    for race in races(run, 5, 3, 1, 1):
        run.expect(
            all(answer.status == 201 for _, answer in race.answers),
            f"{race.when}: expected 201 for both, there are seats enough.",
        )


@check(requirement="served", title="A large and a small party that fit together are both served")
def parties_that_fit(run: Run) -> None:
    for first, second in ((4, 2), (1, 5)):
        for race in races(run, 8, 2, first, second):
            run.expect(
                all(answer.status == 201 for _, answer in race.answers),
                f"{race.when}: expected 201 for both, there are seats enough.",
            )


@check(requirement="served", title="One after the other, buyers empty the house to the last seat")
def house_is_emptied(run: Run) -> None:
    show = add_show(run, 9, taken=1)
    labels = [row[0] for row in run.db.rows("select label from seat where show_id = ? order by id", show)][1:]
    for turn, count in enumerate((2, 1, 3, 1, 1)):
        answer = asking(show, count, f"b{turn}@example.org")(run.http(turn % 2)).wait()
        run.same(answer.status, 201, f"Status of booking {count} seats, {len(labels)} are free, nobody else there")
        run.same(answer.json()["seats"], labels[:count], f"Seats of a booking of {count}, the first free ones")
        labels = labels[count:]
    run.same(asking(show)(run.http()).wait().status, 409, "Status of booking one seat of a full house")


@check(requirement="rules", title="Other shows are not touched")
def other_shows(run: Run) -> None:
    other = add_show(run, 4)
    show = add_show(run, 4)
    run.same(asking(show, 3)(run.http()).wait().status, 201, "Status of booking 3 of 4 seats")
    run.same((free(run, other), free(run, show)), (4, 1), "Free seats of another show, and of the show that was booked")
    found = run.http(1).get(f"/shows/{show}")
    run.same(found.json(), {"id": show, "title": f"Show {show}", "free": 1}, f"GET /shows/{show}")


@check(requirement="rules", title="Wrong requests are refused as before, and store nothing")
def wrong_requests(run: Run) -> None:
    closed, show = add_show(run, 4, on_sale=False), add_show(run, 4)
    run.same(asking(closed)(run.http()).wait().status, 404, "Status of booking a show that is not on sale")
    run.same(asking(54_321)(run.http()).wait().status, 404, "Status of booking a show that does not exist")
    for seats in (0, 7, -1):
        run.same(asking(show, seats)(run.http()).wait().status, 422, f"Status of booking {seats} seats")
    run.same(run.db.value("select count(*) from booking"), 0, "Bookings stored by wrong requests")
