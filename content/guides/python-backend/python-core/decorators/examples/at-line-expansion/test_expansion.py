"""The @ line, written out by hand, with the order of every step."""

import pytest


def shouting(function):
    def wrapper():
        return function().upper()

    return wrapper


def test_the_at_line_is_a_call_and_an_assignment():
    @shouting
    def greet():
        return "hello"

    def plain():
        return "hello"

    plain = shouting(plain)

    assert greet() == plain() == "HELLO"


def test_the_expression_comes_first_then_defaults_then_the_call_then_the_name():
    steps = []

    def decorator_for(label):
        steps.append(f"expression {label}")

        def decorate(function):
            steps.append(f"call, handler bound: {'handler' in namespace}")
            return function

        return decorate

    def default():
        steps.append("default")
        return 0

    namespace = {"decorator_for": decorator_for, "default": default}
    exec("@decorator_for('orders')\ndef handler(page=default()):\n    return unknown_name", namespace)

    assert "handler" in namespace
    assert steps == [
        "expression orders",
        "default",
        "call, handler bound: False",
    ]  # the body would raise NameError: it never ran
    print(", then ".join(steps))


def test_the_name_gets_whatever_came_back_even_none():
    def remember(function):
        function.remembered = True  # and no return

    @remember
    def pay():
        return "paid"

    assert pay is None
    with pytest.raises(TypeError, match="'NoneType' object is not callable") as caught:
        pay()
    print(caught.value)


def test_any_expression_may_stand_after_the_at():
    rules = {"loud": shouting}

    @rules["loud"]
    def farewell():
        return "bye"

    @(lambda function: function())
    def started():
        return "called at definition"

    assert farewell() == "BYE"
    assert started == "called at definition"  # a string now, not a function


def test_the_original_lives_on_inside_the_wrapper():
    def answer():
        return "yes"

    decorated = shouting(answer)
    before = decorated.__closure__[0].cell_contents

    assert before is answer
    assert before() == "yes"  # reachable, undecorated


def test_another_name_keeps_the_undecorated_function():
    def total():
        return "ten"

    imported_earlier = total
    total = shouting(total)

    assert (imported_earlier(), total()) == ("ten", "TEN")
