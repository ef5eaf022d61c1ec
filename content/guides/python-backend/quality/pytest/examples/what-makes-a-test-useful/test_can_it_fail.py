"""Three tests that stay green whatever the code does, the same three repaired, and what a failure says."""

from collections.abc import Callable

import pytest


class AlreadyShipped(Exception):
    pass


def cancel(order: dict[str, str], by: str) -> None:
    if order["status"] == "shipped":
        raise AlreadyShipped(order["number"])
    order |= {"status": "cancelled", "by": by}


def open_numbers(orders: list[dict[str, str]]) -> list[str]:
    return [order["number"] for order in orders if order["status"] == "open"]


def cancel_without_the_rule(order: dict[str, str], by: str) -> None:
    order |= {"status": "cancelled", "by": by}


def cancel_too_early(order: dict[str, str], by: str) -> None:
    before = order["status"]
    order |= {"status": "cancelled", "by": by}
    if before == "shipped":
        raise AlreadyShipped(order["number"])


ORDERS = [{"number": number, "status": status} for number, status in (("A", "open"), ("B", "shipped"), ("C", "open"))]


def refuses_somehow(cancel: Callable) -> None:
    with pytest.raises(Exception):
        cancel({"number": "B", "status": "shipped"})  # forgot `by`: the TypeError satisfies the test


def refuses_because_it_was_shipped(cancel: Callable) -> None:
    with pytest.raises(AlreadyShipped, match="B"):
        cancel({"number": "B", "status": "shipped"}, by="mira")


def asserts_inside_the_block(cancel: Callable) -> None:
    order = {"number": "B", "status": "shipped"}
    with pytest.raises(AlreadyShipped):
        cancel(order, by="mira")
        assert order["status"] == "shipped"  # never reached: the line above has raised


def asserts_after_the_block(cancel: Callable) -> None:
    order = {"number": "B", "status": "shipped"}
    with pytest.raises(AlreadyShipped):
        cancel(order, by="mira")
    assert order["status"] == "shipped"


def looks_at_each_result(open_numbers: Callable) -> None:
    for number in open_numbers(ORDERS):
        assert number in ("A", "C")  # no result, no assertion


def names_the_whole_result(open_numbers: Callable) -> None:
    assert open_numbers(ORDERS) == ["A", "C"]


CASES = [
    (refuses_somehow, refuses_because_it_was_shipped, cancel, cancel_without_the_rule),
    (asserts_inside_the_block, asserts_after_the_block, cancel, cancel_too_early),
    (looks_at_each_result, names_the_whole_result, open_numbers, lambda orders: []),
]
WHY = ["any-error-will-do", "assertion-never-reached", "nothing-to-loop-over"]


def is_red(test: Callable, code: Callable) -> bool:
    try:
        test(code)
    except (AssertionError, pytest.fail.Exception):
        return True
    return False


@pytest.mark.parametrize(("decorative", "repaired", "right", "broken"), CASES, ids=WHY)
def test_a_useful_test_is_green_on_right_code_and_red_on_broken_code(decorative, repaired, right, broken):
    assert [is_red(decorative, right), is_red(decorative, broken)] == [False, False]
    assert [is_red(repaired, right), is_red(repaired, broken)] == [False, True]
    print(f"{decorative.__name__}: green on broken code; {repaired.__name__}: red")


def test_a_comparison_explains_itself_and_a_flag_does_not():
    found, wanted = ["A", "B"], ["A", "C"]
    with pytest.raises(AssertionError) as flag:
        right = found == wanted
        assert right
    with pytest.raises(AssertionError) as comparison:
        assert found == wanted
    assert str(flag.value) == "assert False"
    lines = [line.strip() for line in str(comparison.value).splitlines()]
    assert "At index 1 diff: 'B' != 'C'" in lines
    print("flag:", flag.value)
    print("comparison:", lines[0], "|", lines[2])
