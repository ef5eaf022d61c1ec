"""Stations as the checks make them up, and the answer as it must be."""

from datetime import datetime, timedelta
from typing import Any

from grading import Run

READING = "insert into stations_reading (station_id, taken_at, tenths) values (?, ?, ?)"
NEW_YEAR = datetime.fromisoformat("2026-01-01")


def place(run: Run, name: str, keeper: str = "Ada") -> int:
    number = run.db.value("insert into stations_keeper (name) values (?) returning id", keeper)
    return run.db.value("insert into stations_station (name, keeper_id) values (?, ?) returning id", name, number)


def measure(run: Run, station: int, taken_at: datetime, tenths: int) -> int:
    return run.db.value(f"{READING} returning id", station, f"{taken_at}", tenths)


def measure_often(run: Run, station: int, number: int, start: datetime = NEW_YEAR) -> None:
    """Add readings at whole hours, in an order of their own."""
    for hour in run.random.sample(range(number), number):
        run.db.write(READING, station, f"{start + timedelta(hours=hour)}", run.random.randrange(-250, 400))


def degrees(tenths: int) -> str:
    return f"{'\u2212' if tenths < 0 else ''}{abs(tenths) // 10}.{abs(tenths) % 10} °C"


def time_text(text: str) -> str:
    moment = datetime.fromisoformat(text)
    return f"{moment:%a} {moment.day} {moment:%B, %H:%M}"


def expected(run: Run) -> list[dict[str, Any]]:
    readings: dict[int, list[list[Any]]] = {}
    for station, *reading in run.db.rows(
        "select station_id, taken_at, tenths from stations_reading order by taken_at, id"
    ):
        readings.setdefault(station, []).append(reading)
    found = run.db.rows(
        "select s.id, s.name, k.name from stations_station s"
        " join stations_keeper k on k.id = s.keeper_id order by s.name"
    )
    return [
        {
            "id": number, "name": name, "keeper": keeper, "readings": len(mine := readings.get(number, [])),
            "warmest": degrees(max(tenths for _at, tenths in mine)) if mine else None,
            "points": [{"at": time_text(at), "degrees": degrees(tenths)} for at, tenths in mine[-24:]],
        }
        for number, name, keeper in found
    ]  # fmt: skip


def compare(run: Run, what: str) -> None:
    answer = run.http().get("/stations/")
    run.same(answer.status, 200, "Status of GET /stations/")
    found, right = answer.json(), expected(run)
    run.expect(
        isinstance(found, dict) and list(found) == ["stations"] and isinstance(found["stations"], list),
        f"The answer has another shape: {answer.text[:80]}.",
    )
    run.same(
        [one.get("name") for one in found["stations"]], [one["name"] for one in right], f"Names, in order, with {what}"
    )
    for one, other in zip(found["stations"], right, strict=True):
        run.same(sorted(one), sorted(other), f"Fields of a station, with {what}")
        for field, value in other.items():
            run.same(one[field], value, f"{field} of {other['name']}, with {what}")
