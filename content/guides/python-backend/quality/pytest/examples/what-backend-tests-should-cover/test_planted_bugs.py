"""Two test suites run every line of one checkout. Six bugs are planted: how many does each suite notice?"""

import inspect
import trace
from collections.abc import Callable

import pytest


class OutOfStock(Exception):
    pass


def checkout(stock: dict[str, int], prices: dict[str, int], cart: dict[str, int], coupon: str, outbox: list[str]) -> int:
    """Sell a cart and return what it costs in cents; delivery is 490, and free from 5,000."""
    for sku, count in cart.items():
        if stock[sku] < count:
            raise OutOfStock(sku)
    total = sum(prices[sku] * count for sku, count in cart.items())
    if coupon == "TENTH":
        total -= total // 10
    if total < 5_000:
        total += 490
    for sku, count in cart.items():
        stock[sku] -= count
    outbox.append("confirmed")
    return total


BUGS = {
    "free delivery one cent late": ("total < 5_000", "total <= 5_000"),
    "coupon takes a hundredth": ("total // 10", "total // 100"),
    "the last one cannot be sold": ("stock[sku] < count", "stock[sku] <= count"),
    "sold goods stay in stock": ("stock[sku] -= count", "stock[sku] -= 0"),
    "nobody gets a mail": ('outbox.append("confirmed")', "pass"),
    "a refused cart gets a mail": ("raise OutOfStock(sku)", 'outbox.append("confirmed"); raise OutOfStock(sku)'),
}
PRICES = {"cup": 500, "pen": 4_999, "bag": 5_000}


def runs_the_code(checkout: Callable) -> None:
    assert checkout({"cup": 9}, PRICES, {"cup": 1}, "TENTH", []) is not None
    with pytest.raises(OutOfStock):
        checkout({"cup": 1}, PRICES, {"cup": 5}, "", [])


def checks_the_promises(checkout: Callable) -> None:
    stock, outbox = {"cup": 3}, []
    assert checkout(stock, PRICES, {"cup": 2}, "TENTH", outbox) == 900 + 490  # a rule, with its number
    assert (stock, outbox) == ({"cup": 1}, ["confirmed"])  # effects: what changed, and how often

    assert checkout({"bag": 1}, PRICES, {"bag": 1}, "", []) == 5_000  # at the limit, and the last in stock
    assert checkout({"pen": 1}, PRICES, {"pen": 1}, "", []) == 4_999 + 490  # one below

    stock, outbox = {"cup": 1}, []
    with pytest.raises(OutOfStock):
        checkout(stock, PRICES, {"cup": 2}, "", outbox)
    assert (stock, outbox) == ({"cup": 1}, [])  # a refusal leaves nothing behind


def compiled(source: str) -> Callable:
    names = {"OutOfStock": OutOfStock, "__file__": "checkout.py"}
    exec(compile(source, "checkout.py", "exec"), names)
    return names["checkout"]


def lines_run(suite: Callable) -> float:
    """Return the share of the function's lines that the suite executes."""
    function = compiled(inspect.getsource(checkout))
    tracer = trace.Trace(count=True, trace=False)
    tracer.runfunc(suite, function)
    ran = {line for file, line in tracer.results().counts if file == "checkout.py"}
    body = {line for _start, _end, line in function.__code__.co_lines() if line and line > 1}
    return len(ran & body) / len(body)


def noticed(suite: Callable) -> list[str]:
    found = []
    for bug, (right, wrong) in BUGS.items():
        source = inspect.getsource(checkout)
        assert source.count(right) == 1
        try:
            suite(compiled(source.replace(right, wrong)))
        except (AssertionError, OutOfStock):
            found.append(bug)
    return found


@pytest.mark.parametrize(("suite", "expected"), [(runs_the_code, 0), (checks_the_promises, 6)])
def test_the_same_coverage_notices_none_or_all(suite, expected):
    assert lines_run(suite) == 1.0
    assert len(noticed(suite)) == expected
    print(f"{suite.__name__}: {lines_run(suite):.0%} of lines, {len(noticed(suite))} of {len(BUGS)} bugs noticed")
