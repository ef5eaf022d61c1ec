"""The same refusal as a value and as an exception: who can overlook it, what it costs, what a transaction does."""

import timeit
from dataclasses import dataclass
from typing import assert_never

import pytest
from django.db import transaction
from shop.models import Account


@dataclass(frozen=True)
class Paid:
    receipt: str


@dataclass(frozen=True)
class Declined:
    reason: str


Payment = Paid | Declined


class Refused(Exception):
    pass


def pay(amount: int, limit: int = 100) -> Payment:
    return Paid(f"R{amount}") if amount <= limit else Declined("limit")


def pay_or_raise(amount: int, limit: int = 100) -> str:
    if amount > limit:
        raise Refused("limit")
    return f"R{amount}"


def test_a_union_makes_the_caller_name_both_ends():
    def page(payment: Payment) -> str:
        match payment:
            case Paid(receipt):
                return f"paid, {receipt}"
            case Declined(reason):
                return f"declined: {reason}"
            case _:
                assert_never(payment)  # a checker reports here when a third case is added

    print(page(pay(50)), "|", page(pay(500)))
    assert page(pay(500)) == "declined: limit"


def test_a_value_can_be_overlooked_an_exception_cannot():
    shipped: list[str] = []

    def with_value() -> None:
        pay(500)  # nobody looks
        shipped.append("value")

    def with_exception() -> None:
        pay_or_raise(500)
        shipped.append("exception")

    with_value()
    with pytest.raises(Refused):
        with_exception()
    print("shipped although declined:", shipped)
    assert shipped == ["value"]


def move(amount: int, *, by_exception: bool) -> str:
    """Take from Ada, then learn that Ben's account is closed."""
    Account.objects.filter(owner="Ada").update(balance=100 - amount)
    closed = Account.objects.get(owner="Ben").version == 0
    if closed and by_exception:
        raise Refused("account closed")
    return "refused" if closed else "moved"


@pytest.mark.django_db
def test_a_transaction_is_rolled_back_by_an_exception_and_committed_by_a_returned_refusal():
    Account.objects.create(owner="Ada", balance=100)
    Account.objects.create(owner="Ben", balance=0, version=0)

    def balance() -> int:
        return Account.objects.get(owner="Ada").balance

    with pytest.raises(Refused), transaction.atomic():
        move(30, by_exception=True)
    after_exception = balance()
    with transaction.atomic():
        outcome = move(30, by_exception=False)
    print(f"exception: Ada has {after_exception}; returned {outcome!r}: Ada has {balance()}")
    assert (after_exception, balance()) == (100, 70)


def test_in_a_batch_refusals_are_data():
    payments = {amount: pay(amount) for amount in (50, 500, 80, 900)}
    declined = [amount for amount, payment in payments.items() if isinstance(payment, Declined)]
    print(f"{len(payments)} payments, declined {declined}")
    assert declined == [500, 900]


def test_through_many_layers_a_value_needs_a_line_in_each():
    def layered(depth: int) -> Payment:
        if depth == 0:
            return pay(500)
        payment = layered(depth - 1)
        if isinstance(payment, Declined):  # again in every layer that cannot do anything about it
            return payment
        return payment

    def raised(depth: int) -> str:
        return raised(depth - 1) if depth else pay_or_raise(500)

    assert layered(5) == Declined("limit")
    with pytest.raises(Refused):
        raised(5)


def test_what_each_costs_when_refused():
    def caught() -> None:
        try:
            pay_or_raise(500)
        except Refused:
            pass

    value = min(timeit.repeat(lambda: pay(500), number=2000, repeat=5)) / 2000
    error = min(timeit.repeat(caught, number=2000, repeat=5)) / 2000
    print(f"measured: a returned refusal {value * 1e9:.0f} ns, a raised and caught one {error * 1e9:.0f} ns")


def test_none_says_nothing_and_falls_over_later():
    def find(name: str) -> dict[str, int] | None:
        return {"ada": {"id": 1}}.get(name)

    with pytest.raises(TypeError) as late:
        find("bob")["id"]
    print("three lines later:", late.value)


def test_absence_is_a_normal_answer_in_a_lookup_and_an_error_in_a_promise():
    stock = {"tea": 3}
    assert stock.get("rum", 0) == 0  # a question
    with pytest.raises(KeyError):
        stock["rum"]  # a claim
