"""A wrapper written for plain functions meets async ones, and a decorator that knows both."""

import asyncio
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, wraps

import pytest
from django.http import HttpResponse
from django.urls import path
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

EVENTS: list[str] = []
LEFT = []  # coroutines that nobody will await


@pytest.fixture(autouse=True)
def _empty_log():
    EVENTS.clear()


@contextmanager
def observing(name: str) -> Iterator[None]:
    """The rule, once: note start, stop and failure. It does not know what runs inside."""
    EVENTS.append(f"{name} starts")
    try:
        yield
    except Exception as error:
        EVENTS.append(f"{name} failed: {error}")
        raise
    finally:
        EVENTS.append(f"{name} stops")


def naive(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        with observing(function.__name__):
            return function(*args, **kwargs)  # for an async function this only makes a coroutine

    return wrapper


def observed(function):
    """For plain and async functions; decided once, while decorating."""
    if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
        raise TypeError(f"{function.__name__} is a generator: its body runs after the call has returned")
    if inspect.iscoroutinefunction(function):

        @wraps(function)
        async def wrapper(*args, **kwargs):
            with observing(function.__name__):
                return await function(*args, **kwargs)

    else:

        @wraps(function)
        def wrapper(*args, **kwargs):
            with observing(function.__name__):
                return function(*args, **kwargs)

    return wrapper


async def charge(cents: int):
    await asyncio.sleep(0)
    EVENTS.append("body")
    if cents < 0:
        raise ValueError("negative amount")
    return cents


@pytest.mark.parametrize("decorate", [naive, observing("charge")], ids=["naive", "contextmanager"])
def test_a_plain_wrapper_stops_before_the_body_has_started(decorate):
    assert asyncio.run(decorate(charge)(5)) == 5
    assert EVENTS == ["charge starts", "charge stops", "body"]
    print("plain wrapper:", ", ".join(EVENTS))

    with pytest.raises(ValueError, match="negative"):
        asyncio.run(decorate(charge)(-5))
    assert not any("failed" in event for event in EVENTS)  # it was gone by then


def test_the_right_wrapper_surrounds_the_await():
    assert inspect.iscoroutinefunction(observed(charge))
    with pytest.raises(ValueError, match="negative"):
        asyncio.run(observed(charge)(-5))
    assert EVENTS == ["charge starts", "body", "charge failed: negative amount", "charge stops"]
    print("async wrapper:", ", ".join(EVENTS))


def test_a_cancelled_call_is_no_failure_and_still_stops():
    async def cancel_one():
        task = asyncio.create_task(observed(charge)(5))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel_one())
    assert EVENTS == ["charge starts", "charge stops"]


async def page(request):
    return HttpResponse("ready")


def naive_page(request):
    LEFT.append(naive(page)(request))
    return LEFT[-1]


urlpatterns = [path("naive/", naive_page), path("observed/", observed(page))]


@pytest.mark.urls(__name__)
def test_django_decides_by_the_wrapper(client):
    assert not inspect.iscoroutinefunction(naive(page))
    assert client.get("/observed/").status_code == 200
    with pytest.raises(ValueError, match="returned an unawaited coroutine") as refused:
        client.get("/naive/")
    LEFT.pop().close()
    print("Django:", str(refused.value).split(". ")[1])


def test_fastapi_looks_through_wraps_so_the_wrong_wrapper_goes_unnoticed():
    app = FastAPI()
    app.get("/charge/{cents}")(naive(charge))

    async def ask():
        async with AsyncClient(transport=ASGITransport(app), base_url="http://shop") as http:
            return (await http.get("/charge/5")).json()

    assert asyncio.run(ask()) == 5
    assert EVENTS == ["charge starts", "charge stops", "body"]


def test_a_plain_cache_hands_out_a_coroutine_that_was_already_awaited():
    async def twice():
        cached = cache(charge)
        return await cached(5), await cached(5)

    with pytest.raises(RuntimeError, match="cannot reuse already awaited coroutine"):
        asyncio.run(twice())


def test_other_kinds_are_marked_or_refused():
    class Handler:
        async def __call__(self): ...

    def rows():
        yield 1

    assert observed(len)("abc") == 3  # the same decorator still serves plain functions
    assert not inspect.iscoroutinefunction(Handler())
    assert inspect.iscoroutinefunction(inspect.markcoroutinefunction(Handler()))
    with pytest.raises(TypeError, match="rows is a generator"):
        observed(rows)
