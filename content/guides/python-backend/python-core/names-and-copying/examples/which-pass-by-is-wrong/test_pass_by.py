"""Three descriptions of argument passing, each put to a test it can fail."""

import asyncio
import pickle


def swap(a, b):
    a, b = b, a  # would work if names were passed by reference


def mark_paid(order):
    order["status"] = "paid"


def identity_seen_inside(argument):
    return id(argument)


def test_pass_by_reference_predicts_a_swap_that_does_not_happen():
    first, second = "ann", "bob"
    swap(first, second)
    print("after swap:", first, second)
    assert (first, second) == ("ann", "bob")


def test_pass_by_value_predicts_a_copy_that_is_not_made():
    order = {"status": "open"}
    mark_paid(order)
    print("after mark_paid:", order)
    assert order == {"status": "paid"}


def test_mutable_and_immutable_arguments_travel_by_the_same_rule():
    for argument in (10**30, "text" * 100, (1, 2), [1, 2], {"a": 1}):
        assert identity_seen_inside(argument) == id(argument)  # never a copy


def test_what_differs_is_the_operation_not_the_passing():
    def add(items):
        items += (3,)

    numbers, point = [1, 2], (1, 2)
    add(numbers)
    add(point)
    print("list:", numbers, "tuple:", point)
    assert numbers == [1, 2, 3]  # += changed the list in place
    assert point == (1, 2)  # += bound the local name to a new tuple


def test_returning_a_pair_does_what_a_reference_would():
    def swapped(a, b):
        return b, a

    first, second = swapped("ann", "bob")
    assert (first, second) == ("bob", "ann")


def test_results_return_the_same_object_too():
    defaults = {"page_size": 50}

    def get_defaults():
        return defaults

    get_defaults()["page_size"] = 1
    assert defaults == {"page_size": 1}


def test_a_thread_shares_the_object_and_a_pickled_message_does_not():
    order = {"status": "open"}
    asyncio.run(asyncio.to_thread(mark_paid, order))
    assert order == {"status": "paid"}

    order = {"status": "open"}
    received = pickle.loads(pickle.dumps(order))  # what a process pool does to its arguments
    mark_paid(received)
    print("sender:", order, "receiver:", received)
    assert order == {"status": "open"}
    assert received == {"status": "paid"}
