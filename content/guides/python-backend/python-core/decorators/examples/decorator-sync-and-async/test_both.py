"""A wrapper written for plain functions meets async ones, and a decorator that knows both."""

import asyncio
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, wraps

import pytest
from django.http import HttpResponse
from django.urls import path

EVENTS: list[str] = []


@pytest.fixture(autouse=True)
def empty_log():
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


async def charge(cents):
    await asyncio.sleep(0)
    EVENTS.append("body")
    if cents < 0:
        raise ValueError("negative amount")
    return cents


def test_the_naive_wrapper_stops_before_the_body_has_started():
    assert asyncio.run(naive(charge)(5)) == 5
    assert EVENTS == ["charge starts", "charge stops", "body"]
    print("naive:", ", ".join(EVENTS))


def test_the_naive_wrapper_does_not_see_the_failure():
    with pytest.raises(ValueError, match="negative"):
        asyncio.run(naive(charge)(-5))
    assert not any("failed" in event for event in EVENTS)


def test_the_right_wrapper_surrounds_the_await():
    assert inspect.iscoroutinefunction(observed(charge))
    with pytest.raises(ValueError, match="negative"):
        asyncio.run(observed(charge)(-5))
    assert EVENTS == ["charge starts", "body", "charge failed: negative amount", "charge stops"]
    print("right:", ", ".join(EVENTS))


def test_the_same_decorator_still_serves_plain_functions():
    assert observed(len)("abc") == 3
    assert not inspect.iscoroutinefunction(observed(len))


async def page(request):
    return HttpResponse("ready")


LEFT = []


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
    LEFT.pop().close()  # nobody awaited it; tidy up for the test
    print("Django:", str(refused.value).split(". ")[1])


def test_a_plain_cache_hands_out_a_coroutine_that_was_already_awaited():
    async def twice():
        cached = cache(charge)
        assert await cached(5) == 5
        await cached(5)

    with pytest.raises(RuntimeError, match="cannot reuse already awaited coroutine"):
        asyncio.run(twice())


def test_an_object_with_an_async_call_has_to_say_so():
    class Handler:
        async def __call__(self):
            return "done"

    handler = Handler()
    assert not inspect.iscoroutinefunction(handler)
    assert inspect.iscoroutinefunction(inspect.markcoroutinefunction(handler))


def test_a_generator_is_refused_while_decorating():
    def rows():
        yield 1

    with pytest.raises(TypeError, match="rows is a generator"):
        observed(rows)
