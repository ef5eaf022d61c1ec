"""Two decorators, both orders: who is applied first, who is asked first, and what a swap gives away."""

import asyncio
from functools import wraps

import pytest
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import IntegrityError
from django.db.transaction import TransactionManagementError, atomic
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.cache import cache_page
from django.views.decorators.vary import vary_on_cookie
from fastapi import FastAPI, HTTPException
from httpx import ASGITransport, AsyncClient
from shop.models import Customer


def noting(name, log):
    def decorate(function):
        log.append(f"apply {name}")

        @wraps(function)
        def wrapper():
            log.append(f"enter {name}")
            try:
                return function()
            finally:
                log.append(f"leave {name}")

        return wrapper

    return decorate


def test_applied_from_the_bottom_entered_from_the_top():
    log = []

    @noting("outer", log)
    @noting("inner", log)
    def pay():
        log.append("pay")

    pay()
    assert log[:2] == ["apply inner", "apply outer"]
    assert log[2:] == ["enter outer", "enter inner", "pay", "leave inner", "leave outer"]
    print(", ".join(log))


def salary(request):
    return HttpResponse(f"salary of {request.user.username}")


urlpatterns = [
    path("cache-login/", cache_page(60)(login_required(salary))),  # the cache is asked first
    path("login-cache/", login_required(cache_page(60)(salary))),  # the login is asked first
    path("login-cache-vary/", login_required(cache_page(60)(vary_on_cookie(salary)))),  # one entry per cookie
]


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "stranger_gets", "bob_reads"),
    [
        ("/cache-login/", 200, "salary of ada"),
        ("/login-cache/", 302, "salary of ada"),
        ("/login-cache-vary/", 302, "salary of bob"),
    ],
)
def test_ada_opened_the_page_and_who_reads_it_next(address, stranger_gets, bob_reads):
    cache.clear()
    ada, stranger, bob = Client(), Client(), Client()
    ada.force_login(User.objects.create_user("ada"))
    bob.force_login(User.objects.create_user("bob"))
    assert ada.get(address).content == b"salary of ada"

    answer = stranger.get(address)
    assert answer.status_code == stranger_gets
    assert (b"ada" in answer.content) == (stranger_gets == 200)
    assert bob.get(address).content.decode() == bob_reads
    print(f"{address} stranger: {stranger_gets}, Bob: {bob_reads}")


def refused(function):
    @wraps(function)
    async def wrapper():
        raise HTTPException(403)

    return wrapper


def test_a_check_above_the_route_is_never_asked():
    app = FastAPI()

    @refused
    @app.get("/above")  # registers the bare function; what `refused` returns reaches nobody
    async def above():
        return "secret"

    @app.get("/below")  # registers what `refused` returned
    @refused
    async def below():
        return "secret"

    async def statuses():
        async with AsyncClient(transport=ASGITransport(app), base_url="http://shop") as http:
            return [(await http.get(address)).status_code for address in ("/above", "/below")]

    assert asyncio.run(statuses()) == [200, 403]
    print("check above the route 200, below it 403")


def retry(function):
    @wraps(function)
    def wrapper(*args):
        try:
            return function(*args)
        except IntegrityError:
            return function(*args)

    return wrapper


def sign_up(addresses):
    Customer.objects.create(name="Ada", email=addresses.pop(0))


@pytest.mark.django_db(transaction=True)
def test_a_retry_needs_a_new_transaction():
    Customer.objects.create(name="Bob", email="taken@example.org")

    retry(atomic(sign_up))(["taken@example.org", "free@example.org"])
    assert Customer.objects.filter(email="free@example.org").exists()

    with pytest.raises(TransactionManagementError, match="can't execute queries until the end of the 'atomic' block"):
        atomic(retry(sign_up))(["taken@example.org", "other@example.org"])
    assert not Customer.objects.filter(email="other@example.org").exists()
    print("retry outside atomic: second attempt saved; inside: second attempt refused")
