"""yield from against a for loop that yields: values, results, sent values, exceptions, the end, and the price."""

import time

import pytest

PAGES = {None: (["A-1", "A-2"], "p2"), "p2": (["A-3"], "p3"), "p3": (["A-4"], None)}


def one_page(cursor):
    """Yield the rows of one page of a remote API, and return the cursor of the next."""
    rows, following = PAGES[cursor]
    yield from rows  # any iterable will do
    return following


def all_rows():
    cursor = None
    while True:
        cursor = yield from one_page(cursor)  # rows go to the consumer, the result comes to us
        if cursor is None:
            return


def test_values_go_out_and_the_result_comes_back():
    assert list(all_rows()) == ["A-1", "A-2", "A-3", "A-4"]
    print(*all_rows())


def result_of(rows):
    """Run a generator to its end; what it returned travels on StopIteration."""
    while True:
        try:
            next(rows)
        except StopIteration as end:
            return end.value


def test_a_for_loop_throws_the_result_away():
    def looping_over_a_page():
        for row in one_page(None):
            _ = yield row

    assert result_of(one_page(None)) == "p2"
    assert result_of(looping_over_a_page()) is None


def accepting(log):
    """Yields twice, and notes what its consumer does to it."""
    try:
        for _ in range(2):
            try:
                log.append(f"sent {(yield 'ready')}")
            except ValueError as error:
                log.append(f"caught {error}")
    finally:
        log.append("closed")


def delegating(log):
    yield from accepting(log)


def looping(log):
    for value in accepting(log):
        _ = yield value  # what the consumer sends arrives here, and goes no further


def test_sent_values_reach_the_inner_generator_only_by_delegation():
    for outer, expected in ((delegating, "sent 7"), (looping, "sent None")):
        log = []
        consumer = outer(log)
        next(consumer)
        consumer.send(7)
        assert log == [expected]
        print(f"{outer.__name__}: {log[0]}")


def test_a_thrown_exception_does_so_too():
    log = []
    consumer = delegating(log)
    next(consumer)
    assert consumer.throw(ValueError("too late")) == "ready"  # handled inside, and it goes on
    assert log == ["caught too late"]

    consumer = looping(log)
    next(consumer)
    with pytest.raises(ValueError, match="too late"):
        consumer.throw(ValueError("too late"))  # raised at the loop's yield; the inner one never knows


def test_close_is_passed_on_at_once():
    log, kept = [], []

    def looping_over_a_kept_one():
        kept.append(accepting(log))
        for value in kept[0]:
            _ = yield value

    consumer = delegating(log)
    next(consumer)
    consumer.close()
    assert log == ["closed"]

    log.clear()
    consumer = looping_over_a_kept_one()
    next(consumer)
    consumer.close()
    assert log == []  # still open, because somebody else refers to it
    kept[0].close()
    assert log == ["closed"]


def test_only_a_generator_can_be_sent_something():
    def from_a_list():
        yield from ["A-1", "A-2"]

    rows = from_a_list()
    next(rows)
    with pytest.raises(AttributeError, match="'list_iterator' object has no attribute 'send'"):
        rows.send(7)


def test_an_async_function_must_loop():
    with pytest.raises(SyntaxError, match="'yield from' inside async function"):
        compile("async def rows():\n    yield from [1]", "rows.py", "exec")


def test_a_deep_chain_pays_for_every_level():
    def nested(depth, numbers):
        yield from nested(depth - 1, numbers) if depth else numbers

    def seconds(depth):
        def once():
            started = time.perf_counter()
            assert sum(nested(depth, range(2000))) == 1_999_000
            return time.perf_counter() - started

        return min(once() for _ in range(3))

    ratio = seconds(200) / seconds(1)
    assert ratio > 3
    print(f"measured 2000 values through 200 levels: {ratio:.0f} times as long as through one")
