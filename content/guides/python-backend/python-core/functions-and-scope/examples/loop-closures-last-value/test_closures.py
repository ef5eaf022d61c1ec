"""Functions made in a loop: what they share, three repairs, and a repair that opens a door."""

import asyncio
import functools
import gc
import weakref

import httpx
import pytest
from django.db import transaction
from fastapi import FastAPI

NUMBERS = [7, 8, 9]


def test_every_function_reads_the_one_variable_when_it_is_called():
    made = [lambda: number for number in NUMBERS]
    print("called after the loop:", [function() for function in made])
    assert [function() for function in made] == [9, 9, 9]
    cells = {id(function.__closure__[0]) for function in made}
    assert len(cells) == 1  # one cell, three functions


def test_called_inside_the_loop_nothing_is_wrong_which_is_why_tests_miss_it():
    results = []
    for number in NUMBERS:
        show = lambda: number  # noqa: E731
        results.append(show())
    assert results == NUMBERS


@pytest.mark.django_db(transaction=True)
def test_mails_after_the_commit_all_go_to_the_last_customer():
    sent: list[int] = []
    with transaction.atomic():
        for number in NUMBERS:
            transaction.on_commit(lambda: sent.append(number))
    print("on_commit with a lambda:", sent)
    assert sent == [9, 9, 9]

    sent.clear()
    with transaction.atomic():
        for number in NUMBERS:
            transaction.on_commit(functools.partial(sent.append, number))
    print("on_commit with partial:", sent)
    assert sent == NUMBERS


def by_default():
    return [lambda number=number: number for number in NUMBERS]


def by_partial():
    return [functools.partial(lambda number: number, number) for number in NUMBERS]


def by_factory():
    def make(number):
        return lambda: number

    return [make(number) for number in NUMBERS]


@pytest.mark.parametrize("repair", [by_default, by_partial, by_factory], ids=lambda repair: repair.__name__)
def test_three_repairs_take_the_value_now(repair):
    values = [function() for function in repair()]
    print(f"{repair.__name__}: {values}")
    assert values == NUMBERS


def answers(app: FastAPI, *addresses: str) -> list[object]:
    async def go() -> list[object]:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
            return [(await client.get(address)).json() for address in addresses]

    return asyncio.run(go())


def routes_by_closure(app: FastAPI) -> None:
    for table in ("orders", "prices"):

        @app.get(f"/{table}")
        def read() -> str:
            return table


def routes_by_default(app: FastAPI) -> None:
    for table in ("orders", "prices"):

        @app.get(f"/{table}")
        def read(table: str = table) -> str:
            return table


def routes_by_factory(app: FastAPI) -> None:
    def add(table: str) -> None:
        @app.get(f"/{table}")
        def read() -> str:
            return table

    for table in ("orders", "prices"):
        add(table)


@pytest.mark.parametrize(
    ("routes", "expected"),
    [
        (routes_by_closure, ["prices", "prices", "prices"]),
        (routes_by_default, ["orders", "prices", "users"]),
        (routes_by_factory, ["orders", "prices", "orders"]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_default_is_a_parameter_and_a_framework_fills_it_from_the_query(routes, expected):
    app = FastAPI()
    routes(app)
    found = answers(app, "/orders", "/prices", "/orders?table=users")
    print(f"{routes.__name__}: {found}")
    assert found == expected


def test_a_generator_expression_reads_late_too():
    rate = 10
    prices = (price * rate for price in [1, 2])
    rate = 100
    found = list(prices)
    print("a generator made before the rate changed:", found)
    assert rate == 100 and found == [100, 200]


class Document:
    """Something large."""


def test_a_closure_keeps_what_it_names_and_only_that():
    def callbacks():
        document, title = Document(), "invoice"
        return weakref.ref(document), lambda: document, lambda: title

    reference, holds_document, holds_title = callbacks()
    gc.collect()
    alive = reference() is not None
    assert holds_title() == "invoice" and holds_document() is reference()
    del holds_document
    gc.collect()
    print(f"alive while a closure names it: {alive}; when only the other closure is left: {reference() is not None}")
    assert alive and reference() is None
