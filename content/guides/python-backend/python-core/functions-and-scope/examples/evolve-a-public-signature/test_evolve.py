"""Six changes to one public function, and three kinds of callers that live in other repositories."""

import inspect
import warnings
from collections.abc import Callable
from typing import Any
from unittest.mock import create_autospec

import pytest


def quote(sku, quantity=1, *, currency="EUR"):
    return sku, quantity, currency


def optional_keyword(sku, quantity=1, *, currency="EUR", region="EU"):
    return sku, quantity, currency


def required_keyword(sku, quantity=1, *, region, currency="EUR"):
    return sku, quantity, currency


def in_the_middle(sku, region="EU", quantity=1, *, currency="EUR"):
    return sku, quantity, currency


def renamed(sku, count=1, *, currency="EUR"):
    return sku, count, currency


def other_default(sku, quantity=1, *, currency="USD"):
    return sku, quantity, currency


def now_keyword_only(sku, *, quantity=1, currency="EUR"):
    return sku, quantity, currency


CALLERS: dict[str, Callable[[Callable[..., Any]], Any]] = {
    "by place": lambda f: f("tea", 5),
    "by name": lambda f: f("tea", quantity=5),
    "default": lambda f: f("tea"),
}


def broken(change: Callable[..., Any]) -> dict[str, str]:
    """Which old callers fail, and which get another answer without an error."""
    found = {}
    for name, call in CALLERS.items():
        try:
            answer = call(change)
        except TypeError:
            found[name] = "TypeError"
        else:
            if answer != call(quote):
                found[name] = f"silently {answer}"
    return found


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (optional_keyword, {}),
        (required_keyword, dict.fromkeys(CALLERS, "TypeError")),
        (in_the_middle, {"by place": "silently ('tea', 1, 'EUR')"}),
        (renamed, {"by name": "TypeError"}),
        (other_default, {name: "silently" for name in CALLERS}),
        (now_keyword_only, {"by place": "TypeError"}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_who_breaks(change, expected):
    found = broken(change)
    print(f"{change.__name__}: {found or 'nobody'}")
    assert found.keys() == expected.keys()
    assert all(found[name].startswith(expected[name]) for name in found)


NOT_GIVEN: Any = object()


def quote_2(sku, quantity=1, *, currency=NOT_GIVEN, currency_code=NOT_GIVEN):
    """A rename in two steps: both names for a while, never both at once."""
    if currency is not NOT_GIVEN:
        if currency_code is not NOT_GIVEN:
            raise TypeError("give currency_code or the old currency, not both")
        warnings.warn("quote(currency=) is now currency_code=", DeprecationWarning, stacklevel=2)
        currency_code = currency
    return sku, quantity, "EUR" if currency_code is NOT_GIVEN else currency_code


def test_a_rename_serves_both_names_and_points_at_the_caller():
    with pytest.warns(DeprecationWarning, match="currency_code") as caught:
        old = quote_2("tea", currency="CHF")
    line = inspect.getsource(inspect.getmodule(quote_2)).splitlines()[caught[0].lineno - 1].strip()
    print("the warning points at:", line)
    assert old == quote_2("tea", currency_code="CHF") == ("tea", 1, "CHF")
    assert line.startswith("old = quote_2")
    with pytest.raises(TypeError, match="not both"):
        quote_2("tea", currency="CHF", currency_code="EUR")


def test_a_sentinel_tells_not_given_from_none():
    def update(number: int, *, note: str | None = NOT_GIVEN) -> str:
        return "unchanged" if note is NOT_GIVEN else f"set to {note!r}"

    print(update(7), "|", update(7, note=None))
    assert update(7) != update(7, note=None)


def test_a_whole_function_is_retired_with_a_decorator():
    @warnings.deprecated("use quote_2", category=DeprecationWarning)
    def old_quote(sku):
        return quote_2(sku)

    with pytest.warns(DeprecationWarning, match="use quote_2"):
        assert old_quote("tea") == ("tea", 1, "EUR")


class Shipping:
    """A base class in our library: we call `cost`, others override it."""

    def cost(self, weight: int) -> int:
        return weight * 2

    def cost_in(self, weight: int, _region: str) -> int:  # the new hook falls back on the old one
        return self.cost(weight)

    def total(self, weight: int, region: str) -> int:
        return self.cost_in(weight, region)


class TheirShipping(Shipping):
    def cost(self, weight: int) -> int:  # written two years ago
        return weight * 3


def test_a_hook_that_others_implement_cannot_get_a_new_argument_just_like_that():
    class Naive(TheirShipping):
        def total(self, weight: int, region: str) -> int:
            return self.cost(weight, region=region)

    with pytest.raises(TypeError) as error:
        Naive().total(5, "EU")
    print(str(error.value).split(".")[-1])
    assert TheirShipping().total(5, "EU") == 15  # the old override is still asked


def test_doubles_with_the_real_signature_notice_a_change_of_ours():
    loose, strict = create_autospec(quote), create_autospec(required_keyword)
    loose("tea", 5)
    with pytest.raises(TypeError, match="region"):
        strict("tea", 5)


def test_the_signature_itself_can_be_a_promise_in_a_test():
    print("promised:", promised := "(sku, quantity=1, *, currency='EUR')")
    assert str(inspect.signature(quote)) == promised
    assert str(inspect.signature(optional_keyword)) != promised  # a change now needs a decision
