"""The same four events, once for a session and once for a signed token: who still gets in."""

import json
from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta

import jwt
import pytest
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.http import HttpResponse, JsonResponse
from django.test import Client
from django.urls import path

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
KEY = "a key of at least thirty-two bytes!!"


def issue(user: User, minutes: float = 60) -> str:
    claims = {"sub": str(user.pk), "staff": user.is_staff, "exp": datetime.now(UTC) + timedelta(minutes=minutes)}
    return jwt.encode(claims, KEY, algorithm="HS256")


def by_session(request):
    user = request.user
    if not user.is_authenticated:
        return HttpResponse(status=401)
    return HttpResponse("report") if user.is_staff else HttpResponse(status=403)


def by_token(request):
    try:
        claims = jwt.decode(request.headers.get("Authorization", "")[7:], KEY, algorithms=["HS256"])
    except jwt.InvalidTokenError:
        return HttpResponse(status=401)
    return HttpResponse("report") if claims["staff"] else HttpResponse(status=403)


def enter(request):
    login(request, User.objects.get())
    return HttpResponse()


def save(request):
    return JsonResponse({"saved": True})


urlpatterns = [path("session", by_session), path("token", by_token), path("save", save), path("enter", enter)]


class Both:
    """One user who holds a session cookie and a token."""

    def __init__(self) -> None:
        self.user = User.objects.create_user("ada", is_staff=True)
        self.browser = Client()
        self.browser.get("/enter")
        self.token = issue(self.user)

    def statuses(self) -> tuple[int, int]:
        with_token = Client().get("/token", headers={"Authorization": f"Bearer {self.token}"})
        return self.browser.get("/session").status_code, with_token.status_code


def demote(both: Both) -> None:
    User.objects.update(is_staff=False)


def block(both: Both) -> None:
    User.objects.update(is_active=False)


def log_out(both: Both) -> None:
    Session.objects.all().delete()


def nothing(both: Both) -> None: ...


@pytest.mark.parametrize(
    ("event", "session", "token"),
    [(nothing, 200, 200), (demote, 403, 200), (block, 401, 200), (log_out, 401, 200)],
    ids=["nothing", "demoted", "blocked", "logged out"],
)
def test_what_still_works_one_second_later(event, session, token):
    both = Both()
    event(both)
    print(f"{event.__name__}: session {both.statuses()[0]}, token {both.statuses()[1]}")
    assert both.statuses() == (session, token)


def test_a_token_ends_by_itself_and_only_then():
    both = Both()
    both.token = issue(both.user, minutes=-1)
    assert both.statuses() == (200, 401)


def test_what_it_costs_to_ask(django_assert_num_queries):
    both = Both()
    with django_assert_num_queries(2):
        both.browser.get("/session")
    with django_assert_num_queries(0):
        Client().get("/token", headers={"Authorization": f"Bearer {both.token}"})
    print("queries: session 2, token 0")


def test_a_denylist_makes_the_token_ask_too():
    """Revocation needs a look-up in each request: the saving is gone, and a session has returned under another name."""
    both, denied = Both(), set()

    def checked() -> bool:
        claims = jwt.decode(both.token, KEY, algorithms=["HS256"])
        return claims["sub"] not in denied  # in production: a query or a cache, shared by all workers

    assert checked()
    denied.add(str(both.user.pk))
    assert not checked()


def test_what_each_of_them_tells_and_weighs():
    both = Both()
    cookie = both.browser.cookies["sessionid"].value
    payload = both.token.split(".")[1]
    claims = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    print(f"session: {len(cookie)} characters, says nothing; token: more than {len(both.token) // 100 * 100}, says {sorted(claims)}")
    assert claims["staff"] is True


def test_a_script_in_the_page_reads_storage_and_not_an_httponly_cookie():
    both = Both()
    storage = {"token": both.token}  # localStorage: any script of the page may read it and send it anywhere
    readable = [name for name, cookie in both.browser.cookies.items() if not cookie["httponly"]]
    print("readable by scripts: storage", sorted(storage), "cookies", readable)
    assert "sessionid" not in readable


def test_a_cookie_is_sent_by_foreign_pages_and_needs_the_check_a_header_does_not():
    both = Both()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = both.browser.cookies
    print("POST with the cookie alone:", strict.post("/save").status_code)
    assert strict.post("/save").status_code == 403
