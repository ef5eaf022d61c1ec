"""What each kind of method receives, and what a subclass makes of it."""

import json
from decimal import Decimal
from typing import Self

import pytest


class Money:
    def __init__(self, cents: int) -> None:
        self.cents = cents

    def doubled(self) -> "Money":
        return type(self)(self.cents * 2)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Another way to make one: the class is the first argument."""
        return cls(cls.to_cents(text))

    @staticmethod
    def to_cents(text: str) -> int:
        """Needs neither an instance nor the class."""
        return int(Decimal(text) * 100)

    @staticmethod
    def parse_statically(text: str) -> "Money":
        return Money(Money.to_cents(text))


class SwissMoney(Money):
    @staticmethod
    def to_cents(text: str) -> int:
        return round(Decimal(text) * 20) * 5  # the smallest coin is five


def test_what_the_first_argument_is():
    class Probe:
        def instance(*args):
            return args

        @classmethod
        def klass(*args):
            return args

        @staticmethod
        def static(*args):
            return args

    probe = Probe()
    received = [probe.instance(), probe.klass(), probe.static()]
    print("received:", [[type(item).__name__ for item in args] for args in received])
    assert received == [(probe,), (Probe,), ()]


def test_a_class_method_makes_the_class_it_was_called_on():
    by_class, by_static = SwissMoney.parse("9.93"), SwissMoney.parse_statically("9.93")
    print(f"parse: {type(by_class).__name__} {by_class.cents}, static: {type(by_static).__name__} {by_static.cents}")
    assert (type(by_class), by_class.cents) == (SwissMoney, 995)
    assert (type(by_static), by_static.cents) == (Money, 993)


def test_called_on_an_instance_they_do_not_see_it():
    ten = Money(1000)
    assert ten.parse("1.00").cents == 100  # legal and misleading: the instance plays no part
    assert ten.to_cents("1.00") == 100


def test_calling_an_instance_method_on_the_class_misses_self():
    with pytest.raises(TypeError) as error:
        Money.doubled()
    print(error.value)


class Event:
    kinds: dict[str, type["Event"]] = {}

    def __init__(self, order: int) -> None:
        self.order = order

    def __init_subclass__(cls) -> None:  # a class method without the word
        Event.kinds[cls.__name__.lower()] = cls

    @classmethod
    def from_json(cls, body: str) -> "Event":
        fields = json.loads(body)
        return cls.kinds[fields.pop("kind")](**fields)


class Paid(Event):
    pass


class Shipped(Event):
    pass


def test_an_alternative_constructor_may_choose_the_class():
    event = Event.from_json('{"kind": "shipped", "order": 7}')
    print(type(event).__name__, event.order)
    assert isinstance(event, Shipped) and event.order == 7


def test_a_class_method_that_keeps_state_keeps_it_where_cls_points():
    class Counter:
        made = 0

        @classmethod
        def count(cls) -> int:
            cls.made += 1
            return cls.made

    class Special(Counter):
        pass

    Counter.count()
    Special.count()
    Special.count()
    print(f"Counter.made {Counter.made}, Special.made {Special.made}")
    assert (Counter.made, Special.made) == (1, 3)  # Special began with the 1 it read from Counter


def to_cents(text: str) -> int:
    return int(Decimal(text) * 100)


def test_a_function_of_the_module_does_what_a_static_method_does_except_being_overridden():
    assert to_cents("1.00") == Money.to_cents("1.00")
    assert SwissMoney.to_cents("1.02") == 100 != to_cents("1.02")


def test_decimal_text_not_float():
    print("19.99 by Decimal:", Money.parse("19.99").cents, "| by float:", int(19.99 * 100))
    assert Money.parse("19.99").cents == 1999 and int(19.99 * 100) == 1998
