"""One list for everybody, or one each: where an attribute lives, and what an assignment does to it."""

import time
from dataclasses import dataclass

import pytest
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views import View


class Basket:
    currency = "EUR"  # the same for all baskets: meant
    items: list[str] = []  # the same for all baskets: not meant

    def add(self, sku: str) -> None:
        self.items.append(sku)


class OwnBasket:
    currency = "EUR"

    def __init__(self) -> None:
        self.items: list[str] = []

    def add(self, sku: str) -> None:
        self.items.append(sku)


@pytest.mark.parametrize(("kind", "expected"), [(Basket, ["tea"]), (OwnBasket, [])], ids=["class", "instance"])
def test_what_the_second_customer_sees(kind, expected):
    first, second = kind(), kind()
    first.add("tea")
    print(f"{kind.__name__}: the second basket holds {second.items}")
    assert second.items == expected
    first.items.clear()


def test_reading_falls_back_on_the_class_and_assigning_does_not():
    ours, theirs = OwnBasket(), OwnBasket()
    ours.currency = "CHF"
    print(f"ours {ours.currency}, theirs {theirs.currency}, class {OwnBasket.currency}; ours holds {vars(ours)}")
    assert (theirs.currency, OwnBasket.currency) == ("EUR", "EUR")
    del ours.currency
    assert ours.currency == "EUR"  # the class's one is visible again


def test_changing_the_class_reaches_every_instance_without_its_own():
    class Limit:
        per_minute = 100

    old, special = Limit(), Limit()
    special.per_minute = 500
    Limit.per_minute = 10
    print("after Limit.per_minute = 10:", old.per_minute, special.per_minute)
    assert (old.per_minute, special.per_minute) == (10, 500)


def test_plus_equals_reads_from_the_class_and_writes_to_the_instance():
    class Job:
        started = 0
        log: list[str] = []

        def run(self) -> None:
            self.started += 1  # a new attribute of this instance
            self.log += ["run"]  # changes the class's list, and binds it to the instance too

    first, second = Job(), Job()
    first.run()
    first.run()
    print(f"Job.started {Job.started}, first {first.started}; second.log {second.log}")
    assert (Job.started, first.started, second.log) == (0, 2, ["run", "run"])


def test_a_default_of_a_class_attribute_is_computed_once():
    class Ticket:
        created = time.monotonic_ns()

    class FreshTicket:
        def __init__(self) -> None:
            self.created = time.monotonic_ns()

    one = (Ticket(), FreshTicket())
    two = (Ticket(), FreshTicket())
    print("same moment:", one[0].created == two[0].created, "| with __init__:", one[1].created == two[1].created)
    assert one[0].created == two[0].created and one[1].created < two[1].created


def test_a_dataclass_refuses_the_shared_list():
    with pytest.raises(ValueError) as error:

        @dataclass
        class Order:
            lines: list[str] = []  # noqa: RUF008

    print(error.value)


class Recent(View):
    """Django makes a new instance for each request; the class is made once for the worker."""

    seen: list[str] = []

    def get(self, _request: HttpRequest, name: str) -> JsonResponse:
        self.seen.append(name)
        return JsonResponse({"seen": self.seen})


urlpatterns = [path("seen/<name>", Recent.as_view())]


@pytest.mark.urls(__name__)
def test_a_list_on_a_view_class_travels_from_request_to_request(client):
    client.get("/seen/ada")
    second = client.get("/seen/ben").json()
    print("the second visitor is shown:", second)
    assert second == {"seen": ["ada", "ben"]}
    Recent.seen.clear()


class Account:
    def __init__(self) -> None:
        self.__dict__["balance"] = 999

    @property
    def balance(self) -> int:
        return 100


def test_a_property_on_the_class_is_asked_before_the_instance():
    print("balance:", Account().balance, "| stored in the instance:", vars(Account()))
    assert Account().balance == 100
