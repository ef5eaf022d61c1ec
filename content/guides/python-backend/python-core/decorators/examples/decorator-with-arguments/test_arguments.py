"""A retry decorator with arguments: its three layers, and what forgetting the parentheses does."""

from functools import wraps
from inspect import isfunction

import pytest


def retry(*, times=3, on=(ConnectionError,)):
    """Layer 1 takes the arguments, once per @ line."""
    if times < 1:
        raise ValueError("times must be at least 1")

    def decorate(function):
        """Layer 2 takes the function, once per function."""

        @wraps(function)
        def wrapper(*args, **kwargs):
            """Layer 3 takes the call, every time."""
            for _ in range(times - 1):
                try:
                    return function(*args, **kwargs)
                except on:
                    continue
            return function(*args, **kwargs)  # the last attempt may raise

        return wrapper

    return decorate


def retry_positional(times=3):
    """The same, written so that it accepts anything as `times`."""

    def decorate(function):
        @wraps(function)
        def wrapper(*args):
            for _ in range(times - 1):
                try:
                    return function(*args)
                except ConnectionError:
                    continue
            return function(*args)

        return wrapper

    return decorate


def forms(function=None, *, times=3):
    """Usable as @forms and as @forms(times=5)."""
    if function is None:
        return lambda found: forms(found, times=times)
    return retry(times=times)(function)


def failing(calls, first):
    """A function that fails on its first so many calls."""

    def send(address):
        calls.append(address)
        if len(calls) <= first:
            raise ConnectionError("mail server is away")
        return "sent"

    return send


def test_the_wrapper_retries_as_often_as_the_argument_says():
    calls = []
    assert retry(times=3)(failing(calls, first=2))("a@example.org") == "sent"
    assert len(calls) == 3

    calls.clear()
    with pytest.raises(ConnectionError):
        retry(times=2)(failing(calls, first=2))("a@example.org")
    assert len(calls) == 2
    print("two failures: 3 attempts send the mail, 2 raise")


def test_forgotten_parentheses_send_nothing_and_raise_nothing():
    sent = []

    @retry_positional
    def send(address):
        sent.append(address)

    result = send("a@example.org")  # the address was taken for the function

    assert sent == []
    assert isfunction(result)
    print("returned a", type(result).__name__, "and sent", len(sent), "mails")


def test_a_keyword_only_argument_turns_the_mistake_into_an_error_at_import():
    with pytest.raises(TypeError, match="takes 0 positional arguments but 1 was given") as caught:

        @retry
        def send(address):
            raise AssertionError("never defined")

    print(caught.value)


def test_a_wrong_argument_fails_where_it_is_written():
    with pytest.raises(ValueError, match="at least 1"):
        retry(times=0)


def test_one_decorator_can_serve_both_spellings():
    for decorate in (forms, forms(), forms(times=3)):
        calls = []
        assert decorate(failing(calls, first=2))("a@example.org") == "sent"
        assert len(calls) == 3


def test_an_argument_is_read_once_when_the_line_is_executed():
    settings = {"times": 1}
    calls = []
    send = retry(times=settings["times"])(failing(calls, first=1))

    settings["times"] = 5  # a test, or an operator, changes it later
    with pytest.raises(ConnectionError):
        send("a@example.org")
    assert len(calls) == 1
