"""Six kinds of test meet two real bugs and two harmless changes. Which of them earn their keep?"""

import json
from collections.abc import Callable
from unittest.mock import ANY, Mock

import pytest


class Shop:
    """Delivery costs 490 and is free from 5,000."""

    FEE = 490

    def __init__(self, store) -> None:
        self.store = store

    def _fee(self, goods: int) -> int:
        return 0 if goods >= 5_000 else self.FEE

    def order(self, goods: int) -> dict[str, int]:
        receipt = {"goods": goods, "total": goods + self._fee(goods)}
        self.store.save(receipt)
        return receipt


class FeeMistyped(Shop):
    FEE = 49


class LimitShifted(Shop):
    def _fee(self, goods: int) -> int:
        return 0 if goods > 5_000 else self.FEE


class Rearranged:
    """The same promises: no helper any more, and a batch where a single save was."""

    FEE = 490

    def __init__(self, store) -> None:
        self.store = store

    def order(self, goods: int) -> dict[str, int]:
        receipt = {"goods": goods, "total": goods + self.FEE * (goods < 5_000)}
        self.store.save_all([receipt])
        return receipt


class FieldAdded(Shop):
    def order(self, goods: int) -> dict[str, int]:
        return super().order(goods) | {"points": goods // 100}


AMOUNTS = (1_000, 4_999, 5_000)  # every kind of test gets the same three


def mirror(shop: type) -> None:
    """Takes the expected value from the code."""
    for goods in AMOUNTS:
        assert shop(Mock()).order(goods)["total"] == goods + shop(Mock())._fee(goods)


def echo(shop: type) -> None:
    """Repeats the call the code makes."""
    for goods in AMOUNTS:
        store = Mock()
        shop(store).order(goods)
        store.save.assert_called_once_with({"goods": goods, "total": ANY})


def library(shop: type) -> None:
    """Tests somebody else's code."""
    for goods in AMOUNTS:
        receipt = shop(Mock()).order(goods)
        assert json.loads(json.dumps(receipt)) == receipt


def helper(shop: type) -> None:
    """Calls what no caller can see."""
    assert [shop(Mock())._fee(goods) for goods in AMOUNTS] == [490, 490, 0]


def snapshot(shop: type) -> None:
    """Freezes the whole answer."""
    totals = zip(AMOUNTS, (1_490, 5_489, 5_000), strict=True)
    assert [shop(Mock()).order(goods) for goods in AMOUNTS] == [{"goods": g, "total": t} for g, t in totals]


def promise(shop: type) -> None:
    """What a customer was told."""
    assert [shop(Mock()).order(goods)["total"] for goods in AMOUNTS] == [1_490, 5_489, 5_000]


def is_red(test: Callable, shop: type) -> bool:
    try:
        test(shop)
    except (AssertionError, AttributeError):
        return True
    return False


@pytest.mark.parametrize(
    ("test", "bugs_noticed", "changes_survived"),
    [(mirror, 0, 1), (echo, 0, 1), (library, 0, 2), (helper, 2, 1), (snapshot, 2, 1), (promise, 2, 2)],
    ids=["mirror", "echo", "library", "helper", "snapshot", "promise"],
)
def test_what_each_kind_notices_and_survives(test, bugs_noticed, changes_survived):
    assert not is_red(test, Shop)
    noticed = [is_red(test, bug) for bug in (FeeMistyped, LimitShifted)]
    survived = [not is_red(test, change) for change in (Rearranged, FieldAdded)]
    assert (sum(noticed), sum(survived)) == (bugs_noticed, changes_survived)
    print(f"{test.__name__}: notices {sum(noticed)} of 2 bugs, survives {sum(survived)} of 2 harmless changes")
