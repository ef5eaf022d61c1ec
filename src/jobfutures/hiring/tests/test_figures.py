"""How fast and how often a company answers."""

from datetime import timedelta

from jobfutures.hiring.rules.figures import Case, Figures, Month, figures
from tests.people import NOON

DAY = timedelta(days=1)


def case(ago: float, after: float | None = None, *, ended: float | None = None, never: bool = False) -> Case:
    sent = NOON - ago * DAY
    replied = None if after is None else sent + after * DAY
    return Case(sent, 7, replied, None if ended is None else sent + ended * DAY, never)


def test_nothing_is_counted_before_it_is_due_or_taken_back_in_time() -> None:
    owed = [case(8), case(8, ended=7.5), case(3, never=True), case(3, 1)]
    not_owed = [case(6), case(90, ended=2), case(181, 1)]

    assert figures([*owed, *not_owed], NOON) == Figures(4, 1, 1.0, [Month("2026-11", 1, None)])


def test_a_month_is_shown_once_five_were_answered_in_it() -> None:
    cases = [case(10, after) for after in (1, 2, 3, 4, 30)] + [case(60, 5)]
    found = figures(cases, NOON)

    assert found.months == [Month("2026-09", 1, None), Month("2026-11", 5, 3.0)]
    assert (found.median_days, found.share, found.is_enough) == (3.5, 1.0, True)


def test_without_applications_there_are_no_figures() -> None:
    assert figures([], NOON) == Figures(0, 0, None, [])
