"""One constraint, three designs: change it and see which decision falls. What does not fall was not shaped by it."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Constraints:
    offline_hours: float = 8  # vans that deliver where there is no network
    people_on_call: int = 2
    photos_a_day: int = 8_000
    photo_mb: float = 3.0
    uplink_mbit: float = 20.0  # of the depot, shared by all vans in the evening
    evening_hours: float = 2.0


def decisions(c: Constraints) -> dict[str, str]:
    """What we would build, each line with the constraint that decides it."""
    upload_hours = c.photos_a_day * c.photo_mb * 8 / c.uplink_mbit / 3600
    return {
        "who gives out ids": "device (uuid)" if c.offline_hours > 0 else "server (sequence)",
        "conflicts": "both kept, person decides" if c.offline_hours > 1 else "last one refused",
        "photos": "made smaller on the device" if upload_hours > c.evening_hours else "sent as they are",
        "stores to operate": "PostgreSQL only" if c.people_on_call <= 3 else "PostgreSQL and a broker",
    }


def changed(**new: float) -> list[str]:
    before, after = decisions(Constraints()), decisions(replace(Constraints(), **new))
    return [name for name in before if before[name] != after[name]]


def test_the_design_as_built():
    for name, choice in decisions(Constraints()).items():
        print(f"{name}: {choice}")


def test_which_decisions_fall_with_which_constraint():
    for new in ({"offline_hours": 0}, {"uplink_mbit": 200.0}, {"people_on_call": 8}, {"photos_a_day": 800}):
        print(f"{new}: {changed(**new) or 'nothing changes'}")
    assert changed(offline_hours=0) == ["who gives out ids", "conflicts"]
    assert changed(uplink_mbit=200.0) == changed(photos_a_day=800) == ["photos"]
    assert changed(people_on_call=8) == ["stores to operate"]


def test_the_figure_behind_the_photos():
    hours = 8_000 * 3.0 * 8 / 20 / 3600
    print(f"8,000 photos of 3 MB over 20 Mbit a second: {hours:.1f} h, and the evening has 2")
    assert hours > 2


def test_the_constraint_that_was_believed_and_was_none():
    """'It must be under 100 ms' came from an old contract; nobody had asked since. It would have cost a second store."""
    stated_ms, needed_ms, database_ms = 100, 1_000, 180
    print(f"stated {stated_ms} ms: database alone {'fits' if database_ms <= stated_ms else 'does not fit'}; asked: {needed_ms} ms, fits")
    assert stated_ms < database_ms <= needed_ms
