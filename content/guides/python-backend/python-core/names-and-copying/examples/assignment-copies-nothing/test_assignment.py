"""What `b = a` does: a second name, the same object, nothing copied."""

import sys
import tracemalloc


def test_both_names_see_the_same_change():
    a = ["read"]
    b = a
    b.append("write")
    print("after b.append:", a)
    assert a == ["read", "write"]
    assert b is a  # one list, two names


def test_rebinding_one_name_leaves_the_other_alone():
    a = ["read"]
    b = a
    b = [*b, "write"]  # builds a new list, then moves the name b to it
    print("a:", a, "b:", b)
    assert a == ["read"]
    assert b is not a


def test_plus_equals_changes_a_list_but_replaces_a_tuple():
    a = [1, 2]
    b = a
    b += [3]  # list.__iadd__ changes the list in place
    print("list after +=:", a)
    assert a == [1, 2, 3]

    a = (1, 2)
    b = a
    b += (3,)  # a tuple cannot change, so b is bound to a new one
    print("tuple after +=:", a)
    assert a == (1, 2)
    assert b == (1, 2, 3)


def test_equal_and_identical_are_two_questions():
    a = [1, 2]
    b = a
    c = list(a)
    assert a == b == c
    assert b is a
    assert c is not a
    c.append(3)
    assert a == [1, 2]  # the copy went its own way


def test_del_removes_a_name_not_the_object():
    a = ["read"]
    b = a
    del a
    assert b == ["read"]


def test_assignment_costs_no_memory_for_the_elements():
    a = list(range(100_000))
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    b = a
    by_name = tracemalloc.get_traced_memory()[0] - before
    c = list(a)
    by_copy = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()

    print(f"measured b = a allocates {by_name} bytes, list(a) allocates {by_copy} bytes")
    assert b is a
    assert by_name < 1_000  # nothing that grows with the list
    assert by_copy >= sys.getsizeof(c) > 300_000
    assert c[500] is a[500]  # even list(a) copies the list, not what is in it
