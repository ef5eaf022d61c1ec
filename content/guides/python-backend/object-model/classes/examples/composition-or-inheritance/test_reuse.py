"""The same reuse by inheriting and by holding: what comes along uninvited, and what can be exchanged."""

from collections import UserDict
from dataclasses import dataclass
from typing import Protocol

import pytest


class Prices(dict[str, int]):
    """Inherits to save typing; refuses a price of zero or less."""

    def __setitem__(self, sku: str, cents: int) -> None:
        if cents <= 0:
            raise ValueError(f"{sku}: {cents}")
        super().__setitem__(sku, cents)


class PriceList:
    """Holds a dict and shows three things."""

    def __init__(self) -> None:
        self._cents: dict[str, int] = {}

    def set(self, sku: str, cents: int) -> None:
        if cents <= 0:
            raise ValueError(f"{sku}: {cents}")
        self._cents[sku] = cents

    def get(self, sku: str) -> int:
        return self._cents[sku]

    def __len__(self) -> int:
        return len(self._cents)


def test_an_inherited_method_does_not_ask_the_one_you_overrode():
    with pytest.raises(ValueError):
        Prices()["tea"] = -5
    ways = {
        "update": lambda prices: prices.update(tea=-5),
        "setdefault": lambda prices: prices.setdefault("tea", -5),
        "|=": lambda prices: prices.__ior__({"tea": -5}),
    }
    for write in ways.values():
        write(prices := Prices())
        assert prices["tea"] == -5
    assert Prices(tea=-5)["tea"] == -5
    print("ways around the check:", [*ways, "the constructor"])


def public(kind: type) -> list[str]:
    return [name for name in dir(kind) if not name.startswith("_")]


def test_everything_public_above_is_public_here():
    print(f"public methods: {len(public(Prices))} inherited, {len(public(PriceList))} held")
    assert set(public(dict)) <= set(public(Prices)) and public(PriceList) == ["get", "set"]


def test_a_userdict_asks_in_most_places_and_not_in_all():
    class Checked(UserDict):
        def __setitem__(self, sku: str, cents: int) -> None:
            if cents <= 0:
                raise ValueError(sku)
            super().__setitem__(sku, cents)

    for write in (lambda: Checked(tea=-5), lambda: Checked().update(tea=-5)):
        with pytest.raises(ValueError):
            write()
    prices = Checked()
    prices |= {"tea": -5}  # goes straight to the dict that UserDict holds
    print("UserDict: the constructor and update ask, |= does not:", prices)
    assert prices == {"tea": -5}


class Repository:
    def __init__(self) -> None:
        self.rows: list[str] = []

    def write(self, row: str) -> None:
        self.rows.append(row)


class ReadOnlyRepository(Repository):
    def write(self, row: str) -> None:
        raise NotImplementedError


def test_a_child_that_cannot_do_what_the_parent_promised_breaks_the_callers():
    def archive(repository: Repository) -> None:
        repository.write("archived")

    archive(Repository())
    with pytest.raises(NotImplementedError):
        archive(ReadOnlyRepository())  # the type checker had no objection


class Sender(Protocol):
    def send(self, text: str) -> str: ...


class Mail:
    def send(self, text: str) -> str:
        return f"mail({text})"


class Sms:
    def send(self, text: str) -> str:
        return f"sms({text})"


@dataclass
class Logged:
    inner: Sender

    def send(self, text: str) -> str:
        return f"log[{self.inner.send(text)}]"


@dataclass
class Retried:
    inner: Sender

    def send(self, text: str) -> str:
        return f"retry[{self.inner.send(text)}]"


def test_parts_combine_and_the_order_is_visible_where_they_are_put_together():
    night, day = Logged(Retried(Mail())), Retried(Logged(Sms()))
    print(night.send("hi"), "|", day.send("hi"))
    assert night.send("hi") == "log[retry[mail(hi)]]" and day.send("hi") == "retry[log[sms(hi)]]"


@pytest.mark.parametrize(("channels", "extras"), [(2, 2), (3, 3), (4, 5)])
def test_by_inheritance_each_combination_is_a_class(channels, extras):
    classes = channels * 2**extras
    print(f"{channels} channels, {extras} extras: {classes} classes, or {channels + extras} parts")
    assert classes > channels + extras


class Import:
    """Inheriting is right here: the steps belong to one thing, and the base is made for it."""

    def run(self, text: str) -> list[str]:
        return [self.clean(row) for row in text.split(";") if self.wanted(row)]

    def wanted(self, row: str) -> bool:
        return bool(row)

    def clean(self, row: str) -> str:
        return row.strip()


def test_a_base_with_documented_hooks_is_a_good_parent():
    class Upper(Import):
        def clean(self, row: str) -> str:
            return super().clean(row).upper()

    assert Upper().run("tea ; rum;") == ["TEA", "RUM"]
