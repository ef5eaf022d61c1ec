"""What a paused generator still holds: its place, its variables, its blocks, and everything they refer to."""

import inspect
import sys
import threading
import weakref
from contextvars import ContextVar

import pytest
from shop.models import Product

tenant: ContextVar[str] = ContextVar("tenant", default="nobody")


def running_total(start: int = 0):
    total = start
    while True:
        added = yield total
        total += added


def test_the_place_and_the_variables_survive_each_pause():
    totals = running_total(100)
    assert inspect.getgeneratorstate(totals) == "GEN_CREATED"
    assert next(totals) == 100  # to the first yield
    assert [totals.send(10), totals.send(20)] == [110, 130]
    assert inspect.getgeneratorstate(totals) == "GEN_SUSPENDED"
    assert inspect.getgeneratorlocals(totals) == {"start": 100, "total": 130, "added": 20}
    print("kept:", inspect.getgeneratorlocals(totals))


def test_each_call_has_a_frame_of_its_own():
    first, second = running_total(), running_total()
    next(first), next(second)
    first.send(5)
    assert (first.send(0), second.send(0)) == (5, 0)


class Batch(list):
    """A list that a weak reference can point to."""


def test_what_a_variable_refers_to_stays_alive_until_the_generator_is_done():
    def names():
        batch = Batch(["Ada", "Bob"])
        seen.append(weakref.ref(batch))
        first = batch[0]
        yield first  # the batch is no longer needed, but the variable still names it
        yield "end"

    seen: list[weakref.ref[Batch]] = []
    lines = names()
    assert next(lines) == "Ada"
    assert seen[0]() is not None
    assert list(lines) == ["end"]
    assert seen[0]() is None
    size = sys.getsizeof(lines)
    assert size < 1000
    print(f"measured a generator object itself: {size} bytes")


def test_a_lock_taken_before_the_yield_is_held_while_the_consumer_thinks():
    lock = threading.Lock()

    def rows():
        with lock:
            yield from ("A-1", "A-2")

    orders = rows()
    assert not lock.locked()  # the body has not started
    next(orders)
    assert lock.locked()
    assert list(orders) == ["A-2"]
    assert not lock.locked()


def test_a_context_variable_set_inside_is_seen_by_the_consumer():
    def exporting(name: str):
        token = tenant.set(name)
        try:
            yield "header"
            yield "rows"
        finally:
            tenant.reset(token)

    export = exporting("north")
    next(export)
    assert tenant.get() == "north"  # we are outside the generator
    list(export)
    assert tenant.get() == "nobody"
    print("seen by the consumer between two yields: north")


@pytest.mark.django_db
def test_a_row_read_before_the_pause_is_old_after_it():
    product = Product.objects.create(sku="cup", name="Cup", price_cents=500)

    def labels():
        found = Product.objects.get(pk=product.pk)
        yield found.name
        yield f"{found.price_cents} cents"

    lines = labels()
    next(lines)
    Product.objects.update(price_cents=700)
    assert next(lines) == "500 cents"


def test_two_consumers_cannot_resume_it_at_once():
    def itself():
        yield next(me)  # a second resume while the first is running, as two threads would do

    me = itself()
    with pytest.raises(ValueError, match="generator already executing"):
        next(me)
