"""What reports on groups may show: 26, nobody is found in them."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from jobfutures.hiring.rules.impact import FEWEST, Cell, added, bounds, half_of, last_half, shown, stages_of

cells = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda both: Cell(both[0] + both[1], both[0]))
tables = st.dictionaries(st.sampled_from(["WOMAN", "MAN", "OTHER"]), cells)


def is_small(cell: Cell) -> bool:
    return cell.entered > 0 and min(cell.passed, cell.entered - cell.passed) < FEWEST


@given(tables, cells)
def test_26_nothing_under_ten_is_shown_or_left_over(groups: dict[str, Cell], unsaid: Cell) -> None:
    everybody = added(groups.values()) + unsaid

    found = shown(groups, everybody)

    assert not any(is_small(cell) for cell in found.values())
    assert not found or not is_small(everybody - added(found.values())), "the complement"
    assert len(found) != 1


@given(st.lists(st.tuples(tables, cells), min_size=1, max_size=3))
def test_26_the_report_of_all_gives_no_company_away(companies: list[tuple[dict[str, Cell], Cell]]) -> None:
    parts = [shown(groups, added(groups.values()) + unsaid) for groups, unsaid in companies]
    names = {name for groups, _unsaid in companies for name in groups}
    summed = {name: added(groups[name] for groups, _ in companies if name in groups) for name in names}
    everybody = added(added(groups.values()) + unsaid for groups, unsaid in companies)

    found = shown(summed, everybody, parts)

    for name, cell in found.items():
        assert not is_small(cell - added(one[name] for one in parts if name in one))


def test_a_report_shows_groups_large_enough_to_hide_in() -> None:
    groups = {"WOMAN": Cell(40, 12), "MAN": Cell(60, 30), "OTHER": Cell(12, 1)}

    assert shown(groups, added(groups.values())) == {}, "what is left over is the small group itself"
    assert shown(groups, added(groups.values()) + Cell(30, 12)) == {"WOMAN": Cell(40, 12), "MAN": Cell(60, 30)}


def test_half_years_are_those_of_the_calendar() -> None:
    at = datetime(2027, 1, 3, tzinfo=UTC)

    assert (half_of(at), last_half(at)) == ("2027-H1", "2026-H2")
    assert bounds("2026-H2") == (datetime(2026, 7, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    assert last_half(datetime(2026, 7, 1, tzinfo=UTC)) == "2026-H1"


def test_who_left_by_themselves_was_not_turned_away() -> None:
    assert stages_of(["submit", "decline"]) == {"INTERVIEWED": False}
    assert stages_of(["submit", "withdraw"]) == {}
    assert stages_of(["advance", "withdraw"]) == {"INTERVIEWED": True}
    assert stages_of(["advance", "offer", "refuse"]) == {"INTERVIEWED": True, "OFFERED": True}
    assert stages_of(["advance", "conclude", "decline"]) == {"INTERVIEWED": True, "OFFERED": False}
