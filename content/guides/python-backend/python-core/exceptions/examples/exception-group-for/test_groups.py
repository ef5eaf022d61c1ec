"""Several failures at once: collected, handled in part, and what happens to the rest."""

import pytest


class BadRow(ValueError):
    def __init__(self, line: int, reason: str) -> None:
        super().__init__(line, reason)
        self.line, self.reason = line, reason


ROWS = ["tea;990", "rum;-5", ";100", "milk;cheap", "salt;70"]


def parse(line: int, row: str) -> tuple[str, int]:
    sku, price = row.split(";")
    if not sku:
        raise BadRow(line, "no sku")
    if not price.isdigit():
        raise BadRow(line, f"price {price!r}")
    return sku, int(price)


def first_error(rows: list[str]) -> list[tuple[str, int]]:
    return [parse(line, row) for line, row in enumerate(rows, 1)]


def all_errors(rows: list[str]) -> list[tuple[str, int]]:
    parsed, failed = [], []
    for line, row in enumerate(rows, 1):
        try:
            parsed.append(parse(line, row))
        except BadRow as error:
            failed.append(error)
    if failed:
        raise ExceptionGroup("price list", failed)
    return parsed


def test_the_sender_of_a_file_wants_all_faults_in_one_answer():
    with pytest.raises(BadRow) as one:
        first_error(ROWS)
    with pytest.raises(ExceptionGroup) as every:
        all_errors(ROWS)
    lines = [error.line for error in every.value.exceptions]
    print(f"first only: line {one.value.line}; group: {every.value}, lines {lines}")
    assert one.value.line == 2 and lines == [2, 3, 4]


def fail_in_three_ways() -> None:
    nested = ExceptionGroup("cache", [KeyError("k")])
    raise ExceptionGroup("sync", [BadRow(2, "price"), ConnectionError("supplier"), nested])


def test_except_star_takes_its_part_and_the_rest_goes_on():
    handled: list[str] = []

    def run() -> None:
        try:
            fail_in_three_ways()
        except* BadRow as rows:
            handled.append(f"rows: {len(rows.exceptions)}")
        except* KeyError as keys:
            handled.append(f"keys, although nested: {keys.exceptions[0].message}")

    with pytest.raises(ExceptionGroup) as rest:
        run()
    left = [type(error).__name__ for error in rest.value.exceptions]
    print(f"handled {handled}, passed on {left}")
    assert len(handled) == 2 and left == ["ConnectionError"]


def test_a_plain_except_does_not_look_inside():
    with pytest.raises(ExceptionGroup):
        try:
            fail_in_three_ways()
        except ConnectionError:
            pytest.fail("never reached")


def test_except_star_also_takes_an_error_that_came_alone_and_wraps_it():
    kinds: list[str] = []
    try:
        raise ConnectionError("supplier")
    except* ConnectionError as caught:
        kinds.append(type(caught).__name__)
    assert kinds == ["ExceptionGroup"]


def test_an_error_raised_while_handling_joins_the_rest():
    def run() -> None:
        try:
            fail_in_three_ways()
        except* BadRow:
            raise RuntimeError("could not write the report")

    with pytest.raises(ExceptionGroup) as raised:
        run()

    def names(group: BaseExceptionGroup) -> list[str]:
        inner = [names(e) if isinstance(e, BaseExceptionGroup) else [type(e).__name__] for e in group.exceptions]
        return [name for part in inner for name in part]

    found = names(raised.value)
    print("after a failing handler:", found)
    assert sorted(found) == ["ConnectionError", "KeyError", "RuntimeError"]


def test_split_sorts_by_a_rule_and_keeps_the_shape():
    try:
        fail_in_three_ways()
    except ExceptionGroup as group:
        temporary, lasting = group.split(ConnectionError)
    print("try again:", temporary.exceptions, "| report:", len(lasting.exceptions), "entries")
    assert [type(error) for error in temporary.exceptions] == [ConnectionError]
    assert isinstance(lasting.exceptions[1], ExceptionGroup)


def test_closing_two_resources_that_both_fail_shows_one_error_and_chains_the_other():
    def close(name: str) -> None:
        raise OSError(f"{name} not closed")

    def work() -> None:
        try:
            try:
                pass
            finally:
                close("last opened")
        finally:
            close("first opened")

    with pytest.raises(OSError) as raised:
        work()
    print(f"raised: {raised.value}; context: {raised.value.__context__}")
    assert str(raised.value) == "first opened not closed"
    assert str(raised.value.__context__) == "last opened not closed"


def test_at_the_edge_the_group_becomes_one_answer():
    def answer(work) -> tuple[int, dict[str, object]]:
        try:
            work()
        except ExceptionGroup as group:
            bad, other = group.split(BadRow)
            if other is None:
                return 422, {"faults": [{"line": error.line, "reason": error.reason} for error in bad.exceptions]}
            raise
        return 200, {}

    status, body = answer(lambda: all_errors(ROWS))
    print(status, body)
    assert status == 422 and len(body["faults"]) == 3
    with pytest.raises(ExceptionGroup):
        answer(fail_in_three_ways)  # something else failed too: that is not the sender's fault alone


def test_a_group_of_nothing_is_refused():
    with pytest.raises(ValueError) as error:
        ExceptionGroup("empty", [])
    print(error.value)
