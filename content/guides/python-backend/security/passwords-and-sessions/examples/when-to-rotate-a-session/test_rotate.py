"""Moments at which a session must get a new name, lose its content, or end: each with the attack it stops."""

import time

import pytest
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import path

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def visit(request):
    request.session["basket"] = ["tea"]
    return HttpResponse()


def login_by_hand(request):
    request.session["user_id"] = User.objects.get(username="ada").pk  # the name of the session stays
    return HttpResponse()


def me_by_hand(request):
    return HttpResponse(str(request.session.get("user_id", "nobody")))


def login_by_django(request):
    login(request, User.objects.get(username=request.GET.get("as", "ada")))
    return HttpResponse()


def me(request):
    return HttpResponse(request.user.username or "nobody")


def basket(request):
    return HttpResponse(",".join(request.session.get("basket", [])) or "empty")


def log_out(request):
    logout(request)
    return HttpResponse()


def change_password(request):
    request.user.set_password("new password")
    request.user.save()
    if "keep" in request.GET:
        update_session_auth_hash(request, request.user)  # this browser stays, under a new name
    return HttpResponse()


def confirm(request):
    request.session.cycle_key()  # more rights, new name
    request.session["confirmed_at"] = time.time()
    return HttpResponse()


def delete_account(request):
    fresh = time.time() - request.session.get("confirmed_at", 0) < 300
    return HttpResponse("deleted" if fresh else "enter your password first", status=200 if fresh else 403)


urlpatterns = [
    path(view.__name__, view)
    for view in (visit, login_by_hand, me_by_hand, login_by_django, me, basket, log_out, change_password, confirm, delete_account)
]


@pytest.fixture(autouse=True)
def users():
    for name in ("ada", "ben"):
        User.objects.create_user(name, password="old password")


def copy_of(client: Client) -> Client:
    """Somebody else with the same cookie."""
    other = Client()
    other.cookies["sessionid"] = client.cookies["sessionid"].value
    return other


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize(
    ("log_in", "ask", "attacker_is"), [("/login_by_hand", "/me_by_hand", "ada"), ("/login_by_django", "/me", "nobody")]
)
def test_fixation_an_attacker_plants_a_session_before_the_login(log_in, ask, attacker_is):
    attacker = Client()
    attacker.get("/visit")  # a genuine session, known to the attacker
    victim = copy_of(attacker)  # planted in the victim's browser
    victim.get(log_in)
    seen = text(attacker, ask)
    print(f"{log_in}: the attacker is", "nobody" if seen == "nobody" else "logged in as the victim")
    assert (seen == "nobody") is (attacker_is == "nobody")


def test_login_keeps_the_basket_and_changes_the_name():
    client = Client()
    client.get("/visit")
    before = client.cookies["sessionid"].value
    client.get("/login_by_django")
    assert client.cookies["sessionid"].value != before
    assert (text(client, "/basket"), text(client, "/me")) == ("tea", "ada")


def test_a_login_as_somebody_else_starts_empty():
    client = Client()
    client.get("/login_by_django")
    client.get("/visit")
    client.get("/login_by_django?as=ben")
    print("ben's basket after ada used this browser:", text(client, "/basket"))
    assert text(client, "/basket") == "empty"


def test_logout_ends_the_copy_as_well():
    client = Client()
    client.get("/login_by_django")
    thief = copy_of(client)
    client.get("/log_out")
    assert text(thief, "/me") == "nobody"


@pytest.mark.parametrize(("query", "this_browser"), [("", "nobody"), ("?keep=1", "ada")])
def test_a_new_password_ends_all_other_sessions(query, this_browser):
    laptop, phone = Client(), Client()
    for client in (laptop, phone):
        client.get("/login_by_django")
    thief = copy_of(phone)
    laptop.get("/change_password" + query)
    found = [text(client, "/me") for client in (laptop, phone, thief)]
    print(f"change_password{query}: laptop {found[0]}, phone {found[1]}, thief {found[2]}")
    assert found == [this_browser, "nobody", "nobody"]


def test_a_stolen_session_does_not_get_what_needs_a_fresh_proof():
    client = Client()
    client.get("/login_by_django")
    thief = copy_of(client)
    client.get("/confirm")  # the password was entered again
    answers = [client.get("/delete_account").status_code, thief.get("/delete_account").status_code]
    print("confirmed browser:", answers[0], "copy of the cookie from before:", answers[1])
    assert answers == [200, 403]
