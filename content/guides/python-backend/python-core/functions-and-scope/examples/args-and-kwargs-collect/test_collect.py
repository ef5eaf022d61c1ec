"""What the stars collect, what they spread, and the mistakes they let through."""

import inspect

import pytest


def order(sku, *tags, quantity=1, **options):
    return sku, tags, quantity, options


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (lambda: order("tea"), ("tea", (), 1, {})),
        (lambda: order("tea", "hot", "gift"), ("tea", ("hot", "gift"), 1, {})),
        (lambda: order("tea", quantity=3, note="ring"), ("tea", (), 3, {"note": "ring"})),
        (lambda: order(*["tea", "hot"], **{"quantity": 2}), ("tea", ("hot",), 2, {})),
    ],
    ids=["one", "tags", "named", "spread"],
)
def test_what_is_left_over_is_collected(call, expected):
    print("sku {!r}, tags {}, quantity {}, options {}".format(*call()))
    assert call() == expected


def test_args_is_a_tuple_and_kwargs_a_dict_of_its_own():
    def change(**options: object) -> None:
        options["quantity"] = 99
        options["tags"].append("seen")

    given = {"quantity": 1, "tags": []}
    change(**given)
    print("after the call:", given)
    assert given == {"quantity": 1, "tags": ["seen"]}  # a new dict, the same list in it
    assert type(order("tea", "hot")[1]) is tuple


def test_a_misspelt_name_is_an_error_without_kwargs_and_nothing_with_them():
    def strict(*, quantity: int = 1) -> int:
        return quantity

    def open_for_all(*, quantity: int = 1, **_options: object) -> int:
        return quantity

    with pytest.raises(TypeError) as error:
        strict(quantiy=5)
    print(error.value)
    print("with **kwargs the order is for", open_for_all(quantiy=5))
    assert open_for_all(quantiy=5) == 1


def test_the_same_name_twice_a_call_refuses_a_display_takes_the_last():
    defaults, wanted = {"quantity": 1}, {"quantity": 5}
    with pytest.raises(TypeError) as error:
        order("tea", **defaults, **wanted)
    print(str(error.value).rsplit(".", 1)[-1])
    assert {**defaults, **wanted} == {"quantity": 5}


def test_a_key_from_outside_can_meet_a_parameter():
    def log(event: str, **fields: object) -> tuple[str, dict[str, object]]:
        return event, fields

    from_the_request = {"event": "login", "user": 7}
    with pytest.raises(TypeError) as error:
        log("signup", **from_the_request)
    print(str(error.value).rsplit(".", 1)[-1])

    def safe(event: str, /, **fields: object) -> tuple[str, dict[str, object]]:
        return event, fields

    assert safe("signup", **from_the_request) == ("signup", from_the_request)


def test_keys_must_be_text_and_need_not_be_names():
    assert order("tea", **{"gift-wrap": True})[3] == {"gift-wrap": True}
    with pytest.raises(TypeError, match="keywords must be strings"):
        order("tea", **{1: "one"})


def test_passing_on_everything_keeps_a_wrapper_out_of_the_way():
    calls: list[tuple[tuple[object, ...], dict[str, object]]] = []

    def counted(function):
        def wrapper(*args, **kwargs):
            calls.append((args, kwargs))
            return function(*args, **kwargs)

        return wrapper

    assert counted(order)("tea", "hot", quantity=2) == order("tea", "hot", quantity=2)
    assert calls == [(("tea", "hot"), {"quantity": 2})]
    print("signature of the wrapper:", inspect.signature(counted(order)))


def test_whose_parameters_they_become_is_decided_by_the_next_function():
    def outer(sku: str, **options: object) -> object:
        return order(sku, **options)  # order has **options too: nobody checks the names

    assert outer("tea", colour="red")[3] == {"colour": "red"}


def test_mass_assignment_is_kwargs_filled_by_a_stranger():
    class User:
        def __init__(self, **fields: object) -> None:
            self.is_staff = False
            self.__dict__.update(fields)

    body = {"name": "Eve", "is_staff": True}
    print("is_staff after User(**body):", User(**body).is_staff)
    assert User(**body).is_staff is True
