"""Three jobs a decorator does in a backend: put a function in front, register one, change one."""

from dataclasses import dataclass
from functools import cache, wraps

import pytest
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from fastapi import FastAPI


def for_staff(function):
    """Our own decorator: let the call through only for staff."""

    @wraps(function)
    def checked(user, *args):
        if user != "staff":
            raise PermissionError(f"{function.__name__} is for staff")
        return function(user, *args)

    return checked


def test_a_wrapper_decides_whether_the_body_runs():
    refunded = []

    @for_staff
    def refund(user, order):
        refunded.append(order)

    refund("staff", 7)
    with pytest.raises(PermissionError, match="refund is for staff"):
        refund("guest", 8)

    assert refunded == [7]
    print("orders refunded:", refunded)


def test_decorating_happens_once_and_the_wrapper_runs_on_every_call():
    log = []

    def traced(function):
        log.append("decorated")

        def wrapper():
            log.append("called")
            return function()

        return wrapper

    @traced
    def health():
        return "ok"

    assert log == ["decorated"]  # nobody has called health() yet
    health(), health()
    assert log == ["decorated", "called", "called"]
    print(" ".join(log))


def test_django_wraps_a_view_and_answers_in_its_place(rf):
    def account(request):
        raise AssertionError("the view must not run")

    protected = login_required(account)
    request = rf.get("/account/")
    request.user = AnonymousUser()

    assert protected is not account
    assert protected(request).status_code == 302
    request.user = type("Known", (), {"is_authenticated": True})()
    assert login_required(lambda request: HttpResponse("balance 100"))(request).status_code == 200


def test_fastapi_registers_the_function_and_hands_the_same_one_back():
    app = FastAPI()

    def orders():
        return []

    assert app.get("/orders")(orders) is orders
    assert "/orders" in app.openapi()["paths"]


def test_the_standard_library_changes_a_class_and_remembers_a_result():
    class Price:
        cents: int

    assert dataclass(Price) is Price  # the same class, with methods added
    assert Price(5) == Price(5)

    asked = []

    @cache
    def vat_rate(country):
        asked.append(country)  # stands for a slow lookup
        return {"LU": 17}[country]

    assert [vat_rate("LU") for _ in range(3)] == [17, 17, 17]
    assert asked == ["LU"]
    print("three calls, lookups made:", len(asked))
