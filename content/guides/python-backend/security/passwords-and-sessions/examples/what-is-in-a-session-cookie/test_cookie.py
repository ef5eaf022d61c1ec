"""A login, looked at from both sides: what the browser holds, what the server holds, and what a copy is worth."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core import signing
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path
from django.utils import timezone

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def who(request):
    return HttpResponse(str(request.user))


def basket(request):
    request.session.setdefault("basket", []).append("tea")  # the list changes, the session does not notice
    return HttpResponse(len(request.session["basket"]))


def basket_noticed(request):
    request.session["basket"] = [*request.session.get("basket", []), "tea"]
    return HttpResponse(len(request.session["basket"]))


urlpatterns = [path("who", who), path("basket", basket), path("basket-noticed", basket_noticed)]


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.force_login(User.objects.create_user("ada"))
    return client


def test_the_browser_holds_a_random_name_and_the_server_the_rest(browser):
    cookie = browser.cookies["sessionid"].value
    row = Session.objects.get(session_key=cookie)
    stored = row.get_decoded()
    print(f"cookie: {len(cookie)} random characters; row: {sorted(stored)}")
    assert len(cookie) == 32 and cookie.isalnum()
    assert stored["_auth_user_id"] == str(User.objects.get().pk)


def test_whoever_has_the_cookie_is_the_user(browser):
    thief = Client()
    thief.cookies["sessionid"] = browser.cookies["sessionid"].value
    print("copied cookie:", thief.get("/who").content.decode())
    assert thief.get("/who").content == b"ada"


def test_an_invented_name_is_nobody_and_is_not_adopted():
    guess = Client()
    guess.cookies["sessionid"] = "a" * 32
    assert guess.get("/who").content == b"AnonymousUser"
    assert not Session.objects.filter(session_key="a" * 32).exists()


def test_deleting_the_row_ends_it_everywhere_at_once(browser):
    thief = Client()
    thief.cookies["sessionid"] = browser.cookies["sessionid"].value
    Session.objects.all().delete()
    print("after the row is gone:", thief.get("/who").content.decode())
    assert thief.get("/who").content == browser.get("/who").content == b"AnonymousUser"


def test_the_server_decides_when_it_expires(browser):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert browser.get("/who").content == b"AnonymousUser"  # the browser still sends it
    assert Session.objects.count() == 1  # and the row waits for clearsessions
    print("expired rows that nobody has removed:", Session.objects.count())


def test_each_request_of_a_logged_in_user_asks_twice(browser, django_assert_num_queries):
    with django_assert_num_queries(2):
        browser.get("/who")


def test_a_change_inside_a_value_is_not_saved():
    client, careful = Client(), Client()
    sizes = [client.get("/basket").content for _ in range(3)]
    noticed = [careful.get("/basket-noticed").content for _ in range(3)]
    print("appended:", [int(size) for size in sizes], "assigned:", [int(size) for size in noticed])
    assert (sizes, noticed) == ([b"1", b"2", b"2"], [b"1", b"2", b"3"])


@override_settings(SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies")
def test_the_other_design_keeps_everything_in_the_browser():
    client = Client()
    client.force_login(User.objects.create_user("ben"))
    cookie = client.cookies["sessionid"].value
    salt = "django.contrib.sessions.backends.signed_cookies"
    read = signing.loads(cookie, salt=salt)  # the name and number could be decoded without the key as well
    saved = Client()
    saved.cookies["sessionid"] = cookie
    client.logout()
    print(f"signed cookie: {len(cookie) > 100 and 'more than 100 characters'}, holds {sorted(read)}")
    print("after logout, a copy is still:", saved.get("/who").content.decode())
    assert saved.get("/who").content == b"ben" and Session.objects.count() == 0
    assert settings.SESSION_ENGINE.endswith("signed_cookies")
