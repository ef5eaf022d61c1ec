"""A shallow copy is a new outer container around the same inner objects."""

import copy
import threading
import timeit
from dataclasses import dataclass, replace
from functools import cache

import pytest
from pydantic import BaseModel

BASE_QUERY = {"page_size": 50, "filters": {"status": "open"}}


@dataclass(frozen=True)
class Report:
    title: str
    columns: list[str]


class Search(BaseModel):
    page_size: int
    filters: dict[str, str]


@pytest.mark.parametrize(
    "shallow",
    [dict, dict.copy, copy.copy, lambda d: {**d}, lambda d: d | {}],
    ids=["dict(d)", "d.copy()", "copy.copy(d)", "{**d}", "d | {}"],
)
def test_every_shallow_spelling_shares_the_inner_dict(shallow):
    base = {"page_size": 50, "filters": {"status": "open"}}
    mine = shallow(base)
    mine["page_size"] = 10  # the outer dict is ours
    mine["filters"]["status"] = "paid"  # the inner one is everybody's
    assert base == {"page_size": 50, "filters": {"status": "paid"}}


def test_replace_and_model_copy_are_shallow_too():
    report = Report("May", ["id"])
    replace(report, title="June").columns.append("total")
    print("columns of May:", report.columns)
    assert report.columns == ["id", "total"]

    search = Search(page_size=50, filters={"status": "open"})
    search.model_copy().filters["status"] = "paid"
    search.model_copy(deep=True).filters["status"] = "void"
    print("filters:", search.filters)
    assert search.filters == {"status": "paid"}


def test_multiplying_a_list_repeats_one_row():
    grid = [[0] * 3] * 2
    grid[0][0] = 1
    print("grid:", grid)
    assert grid == [[1, 0, 0], [1, 0, 0]]
    rows = dict.fromkeys(["mon", "tue"], [])
    rows["mon"].append("order 1")
    assert rows["tue"] == ["order 1"]


def test_a_cached_result_is_shared_with_every_caller():
    @cache
    def allowed_fields() -> list[str]:
        return ["id", "name"]

    allowed_fields().append("password_hash")
    print("next caller gets:", allowed_fields())
    assert allowed_fields() == ["id", "name", "password_hash"]


def test_rebuilding_the_changed_path_separates_what_was_changed():
    mine = {**BASE_QUERY, "filters": {**BASE_QUERY["filters"], "status": "paid"}}
    assert mine["filters"]["status"] == "paid"
    assert BASE_QUERY["filters"]["status"] == "open"


def test_deepcopy_keeps_sharing_inside_the_copy():
    address = {"city": "Lyon"}
    order = copy.deepcopy({"ship_to": address, "bill_to": address})
    assert order["ship_to"] is order["bill_to"]  # still one address, now a private one
    assert order["ship_to"] is not address


def test_deepcopy_fails_on_what_cannot_be_duplicated():
    with pytest.raises(TypeError, match="cannot pickle '_thread.lock' object"):
        copy.deepcopy({"client": threading.Lock()})


def test_deepcopy_of_a_payload_costs_far_more_than_one_new_path():
    payload = {"lines": [{"sku": f"sku-{i}", "price": {"cents": i}} for i in range(200)], "filters": {"status": "open"}}
    deep = min(timeit.repeat(lambda: copy.deepcopy(payload), number=5, repeat=3)) / 5
    path = min(timeit.repeat(lambda: {**payload, "filters": {**payload["filters"]}}, number=500, repeat=3)) / 500
    print(f"measured deepcopy {deep * 1e6:.0f} µs, new path {path * 1e6:.2f} µs, ratio {deep / path:.0f}")
    assert deep / path > 200
