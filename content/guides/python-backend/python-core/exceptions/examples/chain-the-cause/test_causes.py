"""From the meaning back to the cause: what a chain prints, who reads it, and what keeps it alive or cuts it."""

import gc
import pickle
import traceback
import weakref

import pytest
from django.db import IntegrityError, transaction
from shop.models import Tag


class NoPrice(Exception):
    pass


def with_from() -> None:
    try:
        {}["tea"]
    except KeyError as error:
        raise NoPrice("tea") from error


def without_from() -> None:
    try:
        {}["tea"]
    except KeyError:
        raise NoPrice("tea")  # noqa: B904 - the point


def from_none() -> None:
    try:
        {}["tea"]
    except KeyError:
        raise NoPrice("tea") from None


def caught(function) -> Exception:
    try:
        function()
    except NoPrice as error:
        return error
    raise AssertionError("did not fail")


@pytest.mark.parametrize(
    ("function", "sentence", "cause", "context"),
    [
        (with_from, "direct cause of the following", KeyError, KeyError),
        (without_from, "During handling of the above", type(None), KeyError),
        (from_none, "-", type(None), KeyError),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_three_ways_to_raise_from_an_except_block(function, sentence, cause, context):
    error = caught(function)
    printed = "".join(traceback.format_exception(error))
    said = [part for part in ("direct cause of the following", "During handling of the above") if part in printed]
    print(f"{function.__name__}: {said or 'nothing'}; cause {error.__cause__!r}, context {error.__context__!r}")
    assert (said or ["-"]) == [sentence]
    assert isinstance(error.__cause__, cause) and isinstance(error.__context__, context)


def test_from_none_hides_the_context_and_does_not_remove_it():
    error = caught(from_none)
    assert error.__suppress_context__ and error.__context__.args == ("tea",)


@pytest.mark.django_db
def test_django_chains_the_driver_s_error_so_that_code_can_ask_it():
    Tag.objects.create(name="tea")
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        Tag.objects.create(name="tea")
    cause = raised.value.__cause__
    code = getattr(cause, "sqlstate", None) or cause.sqlite_errorname
    print("Django's class:", type(raised.value).__module__, "| the driver knows the exact reason:", bool(code))
    assert code in {"23505", "SQLITE_CONSTRAINT_UNIQUE"}


def test_root_of_a_chain():
    def root(error: BaseException) -> BaseException:
        while error.__cause__ is not None:
            error = error.__cause__
        return error

    def outer() -> None:
        try:
            with_from()
        except NoPrice as error:
            raise RuntimeError("order failed") from error

    with pytest.raises(RuntimeError) as raised:
        outer()
    print("root:", repr(root(raised.value)))
    assert isinstance(root(raised.value), KeyError)


def test_a_note_adds_facts_without_another_class():
    with pytest.raises(KeyError) as raised:
        for row in ({"sku": "tea"}, {}):
            try:
                row["sku"]
            except KeyError as error:
                error.add_note("while reading row 2 of prices.csv")
                raise
    last = traceback.format_exception(raised.value)[-1].strip()
    print("last line of the traceback:", last)
    assert last == "while reading row 2 of prices.csv"


def test_pickling_an_error_loses_its_chain():
    error = pickle.loads(pickle.dumps(caught(with_from)))
    print("after pickle: cause", error.__cause__, "| traceback", error.__traceback__)
    assert error.__cause__ is None and error.__traceback__ is None


class Document:
    """Something large that a frame holds."""


def test_a_kept_error_keeps_every_local_of_its_frames():
    def fail(seen: list[weakref.ref]) -> None:
        document = Document()
        seen.append(weakref.ref(document))
        raise NoPrice("tea")

    seen: list[weakref.ref] = []
    kept = caught(lambda: fail(seen))
    gc.collect()
    alive = seen[0]() is not None
    kept.__traceback__ = None
    gc.collect()
    print(f"document alive while the error is kept: {alive}; after dropping its traceback: {seen[0]() is not None}")
    assert alive and seen[0]() is None
