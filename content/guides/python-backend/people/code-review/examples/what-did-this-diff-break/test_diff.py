"""A tidy-up diff with a green suite. It breaks three promises; each has an input that shows it."""

import difflib
import inspect
import random

Row = tuple[int, str]  # day, number


def before(orders: list[Row], limit: int | None = None) -> list[Row]:
    if limit is None:
        limit = 20
    newest_first = sorted(orders, key=lambda row: row[0], reverse=True)
    return newest_first[:limit]


def after(orders: list[Row], limit: int | None = None) -> list[Row]:
    limit = limit or 20
    orders.sort(key=lambda row: row[0])
    orders.reverse()
    return orders[:limit]


def test_the_diff_under_review():
    old, new = (inspect.getsource(version).splitlines()[1:] for version in (before, after))
    for line in difflib.unified_diff(old, new, "a/orders.py", "b/orders.py", lineterm=""):
        print(line)


def test_the_existing_suite_is_green_for_both():
    for latest in (before, after):
        assert latest([(1, "A"), (3, "C"), (2, "B")]) == [(3, "C"), (2, "B"), (1, "A")]
        assert latest([(1, "A"), (2, "B")], limit=1) == [(2, "B")]
        assert latest([]) == []


def test_broken_1_zero_is_not_nothing():
    print("limit=0:", len(before([(1, "A")], limit=0)), "row before,", len(after([(1, "A")], limit=0)), "after")
    assert before([(1, "A")], limit=0) == []
    assert after([(1, "A")], limit=0) == [(1, "A")]


def test_broken_2_the_callers_list_changes():
    shared = [(1, "A"), (3, "C"), (2, "B")]
    before(shared)
    assert shared == [(1, "A"), (3, "C"), (2, "B")]
    after(shared)
    print("the caller's list afterwards:", [number for _, number in shared])
    assert shared == [(3, "C"), (2, "B"), (1, "A")]


def test_broken_3_orders_of_one_day_swap_places():
    same_day = [(1, "first"), (1, "second")]
    print("before:", [name for _, name in before(same_day)], "after:", [name for _, name in after(list(same_day))])
    assert before(same_day) == [(1, "first"), (1, "second")]  # reverse=True keeps equal keys in their order
    assert after(list(same_day)) == [(1, "second"), (1, "first")]


def test_running_both_versions_on_the_same_random_inputs_finds_it_without_reading():
    random.seed(7)
    different = 0
    for _ in range(200):
        orders = [(random.randint(1, 5), f"N{index}") for index in range(random.randint(0, 6))]
        limit = random.choice([None, 0, 1, 3])
        different += before(list(orders), limit) != after(list(orders), limit)
    print(f"{different} of 200 random inputs give different answers")
    assert different > 50
