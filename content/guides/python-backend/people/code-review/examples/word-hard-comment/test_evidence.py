"""The facts behind a hard comment on `total`: what goes wrong, for which input, and what would settle it."""

from decimal import ROUND_HALF_UP, Decimal

import pytest


def to_cents(price: float) -> int:
    """The submitted code."""
    return int(price * 100)


def to_cents_proposed(price: str) -> int:
    return int((Decimal(price) * 100).quantize(Decimal(1), ROUND_HALF_UP))


def test_the_input_that_makes_the_point():
    print("19.99 becomes", to_cents(19.99), "cents, 4.35 becomes", to_cents(4.35))
    assert to_cents(19.99) == 1998
    assert to_cents(4.35) == 434


def test_how_often_it_happens_is_part_of_the_comment():
    prices = range(1, 10_001)  # every price from 0.01 to 100.00
    wrong = [cents for cents in prices if to_cents(float(f"{cents / 100:.2f}")) != cents]
    print(f"{len(wrong)} of {len(prices)} prices lose a cent; the cheapest is {wrong[0] / 100}")
    assert 0 < len(wrong) < len(prices)


@pytest.mark.parametrize("text", ["0.29", "4.35", "19.99", "100.00"])
def test_the_proposal_attached_to_the_comment(text):
    assert to_cents_proposed(text) == int(text.replace(".", ""))


def test_the_honest_limit_of_the_comment():
    """round() would do for two-digit prices as well; saying so keeps the argument about the bug, not about taste."""
    assert all(round(float(f"{cents / 100:.2f}") * 100) == cents for cents in range(1, 10_001))
