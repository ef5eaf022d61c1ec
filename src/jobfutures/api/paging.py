"""Lists in parts: a cursor is the signed place behind which the next part begins: nothing is skipped or told twice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from ninja import Field, Schema

from jobfutures.api import problems
from jobfutures.api.problems import Refusal

SALT = "jobfutures.api.paging"
MOST, USUAL, LONGEST_CURSOR = 100, 25, 1000


class Cut(Schema):
    """Which part of a list is asked for."""

    cursor: str = Field("", max_length=LONGEST_CURSOR, description="`next` of the part before; opaque.")
    limit: int = Field(USUAL, ge=1, le=MOST, description="How many items at most.")


class Part[Item](Schema):
    """One part of a list."""

    items: list[Item]
    next: str | None = Field(
        description="The address of the next part; null where this is the last.",
        examples=["https://jobs.example/api/v1/areas?cursor=WyJBMSJd&limit=25"],
    )


@dataclass(frozen=True)
class Order:
    """The order of a list, by columns that together name one row: `-made_at`, `-id`."""

    columns: tuple[str, ...]

    def names(self) -> list[str]:
        return [column.removeprefix("-") for column in self.columns]

    def after(self, place: Sequence[Any]) -> Q:
        """Return what keeps the rows behind a place."""
        found, same = Q(), Q()
        for column, value in zip(self.columns, place, strict=True):
            name = column.removeprefix("-")
            found |= same & Q(**{f"{name}__{'lt' if column.startswith('-') else 'gt'}": value})
            same &= Q(**{name: value})
        return found


def part[Row: Model](
    request: HttpRequest,
    rows: QuerySet[Row],
    cut: Cut,
    *,
    order: tuple[str, ...],
    columns: Sequence[str] = (),
    shape: Callable[[Any], Any] = lambda row: row,
) -> dict[str, Any]:
    """Return one part of a queryset as `Part` takes it, in one query.

    columns: select these instead of whole rows; each row is then a dict.  shape: makes an item of a row.
    """
    by = Order(order)
    if cut.cursor:
        rows = rows.filter(by.after(place_of(cut.cursor, request.path, len(order))))
    chosen: Any = rows.order_by(*order)
    if columns:
        chosen = chosen.values(*dict.fromkeys([*columns, *by.names()]))
    found = list(chosen[: cut.limit + 1])
    shown = found[: cut.limit]
    following = None
    if len(found) > cut.limit:
        last = shown[-1]
        following = next_address(request, cut, [value_of(last, name) for name in by.names()])
    return {"items": [shape(row) for row in shown], "next": following}


def part_of_list(request: HttpRequest, items: Sequence[Any], cut: Cut, *, key: Callable[[Any], str]) -> dict[str, Any]:
    """Return one part of a list that stands in memory, in its own order. key: what names an item for good."""
    begin = 0
    if cut.cursor:
        (place,) = place_of(cut.cursor, request.path, 1)
        begin = next((number for number, item in enumerate(items, 1) if key(item) == place), len(items))
    shown = list(items[begin : begin + cut.limit])
    more = begin + cut.limit < len(items)
    return {"items": shown, "next": next_address(request, cut, [key(shown[-1])]) if more else None}


def value_of(row: Any, name: str) -> Any:
    if isinstance(row, dict):
        return row[name]
    for part_name in name.split("__"):
        row = getattr(row, part_name)
    return row


def plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, int | float | str) or value is None else str(value)


def next_address(request: HttpRequest, cut: Cut, place: Sequence[Any]) -> str:
    """Return the address of the part behind a place, with the filters of this one; the Link header says it too."""
    cursor = signing.dumps([plain(value) for value in place], salt=SALT + request.path, compress=True)
    asked = [(name, value) for name, values in request.GET.lists() for value in values if name != "cursor"]
    address = f"{settings.SITE_ADDRESS}{request.path}?{urlencode([*asked, ('cursor', cursor)])}"
    request.META["api.next"] = address
    return address


def place_of(cursor: str, path: str, length: int) -> list[Any]:
    try:
        place = signing.loads(cursor, salt=SALT + path)
    except signing.BadSignature:
        place = None
    if not isinstance(place, list) or len(place) != length:
        raise Refusal(problems.BAD_CURSOR, problems.BAD_CURSOR.meaning)
    return place
