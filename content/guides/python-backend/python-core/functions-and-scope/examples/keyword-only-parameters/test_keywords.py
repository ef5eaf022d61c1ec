"""Calls that read well and calls that lie: what a star in the signature prevents."""

import asyncio
import functools
import inspect
from dataclasses import dataclass

import httpx
import pytest
from fastapi import FastAPI


def cancel_by_place(number: int, refund: bool = True, notify: bool = True) -> str:
    return f"order {number}, refund {refund}, notify {notify}"


def cancel(number: int, *, refund: bool = True, notify: bool = True) -> str:
    return f"order {number}, refund {refund}, notify {notify}"


def test_two_flags_by_place_can_be_swapped_in_silence():
    meant = cancel_by_place(7, notify=False)
    written = cancel_by_place(7, False)
    print(f"meant {meant!r}, written {written!r}")
    assert meant != written


def test_after_the_star_the_call_must_say_what_it_means():
    with pytest.raises(TypeError) as error:
        cancel(7, False)
    print(error.value)
    assert cancel(7, notify=False) == "order 7, refund True, notify False"


def test_a_keyword_only_parameter_may_be_required():
    def transfer(*, source: int, target: int, cents: int) -> tuple[int, int, int]:
        return source, target, cents

    with pytest.raises(TypeError) as error:
        transfer(source=1, cents=500)
    print(error.value)
    assert transfer(target=2, source=1, cents=500) == (1, 2, 500)


def test_a_new_parameter_between_others_moves_the_values_of_old_calls():
    def version_1(number, refund=True, notify=True):
        return {"refund": refund, "notify": notify}

    def version_2(number, reason="", refund=True, notify=True):
        return {"reason": reason, "refund": refund, "notify": notify}

    def version_2_named(number, *, reason="", refund=True, notify=True):
        return {"reason": reason, "refund": refund, "notify": notify}

    print("old call, version 1:", version_1(7, False), "| version 2:", version_2(7, False))
    assert version_1(7, False)["refund"] is False and version_2(7, False)["refund"] is True
    assert version_2_named(7, refund=False)["refund"] is False


def test_before_the_slash_the_name_is_ours_to_change():
    def find(number, /):
        return number

    with pytest.raises(TypeError) as error:
        find(number=7)
    print(str(error.value).split(".")[-1])
    assert find(7) == 7


def test_the_three_kinds_in_one_signature():
    def f(a, /, b, *, c):
        return a, b, c

    kinds = {name: parameter.kind.description for name, parameter in inspect.signature(f).parameters.items()}
    print(kinds)
    assert kinds == {"a": "positional-only", "b": "positional or keyword", "c": "keyword-only"}


@dataclass(kw_only=True)
class Money:
    cents: int
    currency: str = "EUR"


@dataclass(kw_only=True)
class Price(Money):
    sku: str  # allowed after a field with a default, because nothing is passed by place


def test_a_dataclass_can_do_the_same_and_then_subclasses_may_add_required_fields():
    with pytest.raises(TypeError):
        Price(990, "EUR", "tea")
    with pytest.raises(TypeError) as order:

        @dataclass
        class ByPlace:
            cents: int
            currency: str = "EUR"
            sku: str  # noqa: RUF009

    print("without kw_only:", order.value)
    assert Price(sku="tea", cents=990).currency == "EUR"


def test_where_names_would_only_be_noise():
    def larger(first: int, second: int) -> int:
        return max(first, second)

    assert functools.reduce(larger, [3, 9, 4]) == 9  # callers in libraries pass by place
    with pytest.raises(TypeError):
        functools.reduce(lambda *, first, second: max(first, second), [3, 9, 4])


def test_a_framework_that_passes_by_name_does_not_mind_the_star():
    app = FastAPI()

    @app.get("/orders")
    def read(*, limit: int = 20, tag: str) -> dict[str, object]:  # a required one after one with a default
        return {"limit": limit, "tag": tag}

    async def go() -> dict[str, object]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://shop") as client:
            return (await client.get("/orders", params={"tag": "tea"})).json()

    assert asyncio.run(go()) == {"limit": 20, "tag": "tea"}
