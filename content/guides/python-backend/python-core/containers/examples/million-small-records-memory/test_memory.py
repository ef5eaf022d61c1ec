"""Bytes for each record of three fields, in the shapes one might choose."""

import gc
import sys
import tracemalloc
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pytest
from pydantic import BaseModel
from shop.models import Account

COUNT = 10_000
STATUSES = ("open", "paid", "sent")


@dataclass
class Plain:
    id: int
    cents: int
    status: str


@dataclass(slots=True)
class Slotted:
    id: int
    cents: int
    status: str


class Named(NamedTuple):
    id: int
    cents: int
    status: str


class Checked(BaseModel):
    id: int
    cents: int
    status: str


def fields() -> Iterator[tuple[int, int, str]]:
    for number in range(1_000, 1_000 + COUNT):
        yield number, number * 7, STATUSES[number % 3]


def as_columns() -> tuple[array, array, array]:
    ids, cents, status = array("q"), array("q"), array("B")
    for number, price, state in fields():
        ids.append(number)
        cents.append(price)
        status.append(STATUSES.index(state))
    return ids, cents, status


def bytes_each(make: Callable[[], object]) -> float:
    """Build the records, hold them, and return what is allocated for each."""
    gc.collect()  # empties the free lists, which would hand out memory unseen
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    held = make()
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert held
    return grown / COUNT


def as_queryset_does(row: tuple[int, int, str]) -> Account:
    return Account.from_db("default", ["id", "balance", "owner"], row)


def test_the_shape_of_a_record_decides_most_of_the_memory():
    as_queryset_does((1, 7, "open"))  # the first instance of a class settles how the later ones are laid out
    sizes = {
        "Django instance": bytes_each(lambda: [as_queryset_does(row) for row in fields()]),
        "Pydantic model": bytes_each(lambda: [Checked(id=i, cents=c, status=s) for i, c, s in fields()]),
        "dict": bytes_each(lambda: [{"id": i, "cents": c, "status": s} for i, c, s in fields()]),
        "dataclass": bytes_each(lambda: [Plain(*row) for row in fields()]),
        "slots": bytes_each(lambda: [Slotted(*row) for row in fields()]),
        "named tuple": bytes_each(lambda: [Named(*row) for row in fields()]),
        "tuple": bytes_each(lambda: list(fields())),
        "columns": bytes_each(as_columns),
    }
    for shape, size in sizes.items():
        print(f"measured {shape}: {size:.0f} bytes a record")
    assert sizes["dict"] > 1.5 * sizes["slots"]
    assert sizes["dict"] > sizes["dataclass"] > sizes["slots"]
    assert sizes["Django instance"] > 1.5 * sizes["slots"]
    assert sizes["Pydantic model"] > 2 * sizes["slots"]
    assert sizes["slots"] > 4 * sizes["columns"]


def test_repeated_text_read_from_a_file_is_stored_again_each_time():
    line = b"open;paid;sent;waiting for payment by bank transfer"

    def read(keep: Callable[[str], str]) -> list[str]:
        return [keep(str(line[15:], "ascii")) for _ in range(COUNT)]

    separate, interned = bytes_each(lambda: read(str)), bytes_each(lambda: read(sys.intern))
    print(f"measured repeated status: {separate:.0f} bytes each, interned {interned:.0f}")
    assert len({id(text) for text in read(sys.intern)}) == 1
    assert separate > 5 * interned


def test_a_stream_needs_no_room_for_the_records():
    def peak(total: Callable[[], int]) -> int:
        tracemalloc.start()
        assert total() == sum(number * 7 for number in range(1_000, 1_000 + COUNT))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    held = peak(lambda: sum(row.cents for row in [Slotted(*row) for row in fields()]))
    streamed = peak(lambda: sum(cents for _, cents, _ in fields()))
    print(f"measured peak: list {held // 1024} KiB, stream {streamed / 1024:.1f} KiB")
    assert held > 100 * streamed


def test_slots_take_the_dict_away_and_getsizeof_shows_only_the_shell():
    record = Slotted(1, 2, "open")
    with pytest.raises(AttributeError):
        record.note = "no room for a field that was not declared"
    rows = [list(range(1_000)), list(range(1_000))]
    assert sys.getsizeof(rows) < 100  # the two inner lists are not counted
