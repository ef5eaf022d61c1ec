"""A foreign page sends requests with the visitor's cookies: which endpoints carry them out?"""

import json

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.test import Client
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from rest_framework.authentication import SessionAuthentication, TokenAuthentication
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


class KeyAuthentication(TokenAuthentication):
    """Reads a header that no browser adds by itself."""

    def authenticate_credentials(self, key: str):
        return User.objects.get(username=key), None


class Orders(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request):
        return Response({"by": request.user.username}, status=201)


class BySession(Orders):
    authentication_classes = [SessionAuthentication]


class ByHeader(Orders):
    authentication_classes = [KeyAuthentication]


@csrf_exempt  # "it is an API, it only takes JSON"
def exempt(request):
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    json.loads(request.body)
    return JsonResponse({"by": request.user.username}, status=201)


@csrf_exempt
def exempt_and_careful(request):
    if request.content_type != "application/json":
        return HttpResponse(status=415)
    return exempt(request)


@csrf_exempt
def exempt_with_origin(request):
    if request.headers.get("Sec-Fetch-Site") not in ("same-origin", "none"):  # without it: no browser, so no cookie login
        return HttpResponse(status=403)
    return exempt(request)


def token(request):
    return HttpResponse(get_token(request))


class Anonymous(APIView):
    authentication_classes = [SessionAuthentication]
    permission_classes: list[type] = []

    def post(self, request):
        return Response(status=201)


urlpatterns = [
    path("by-session", BySession.as_view()),
    path("by-header", ByHeader.as_view()),
    path("exempt", exempt),
    path("careful", exempt_and_careful),
    path("with-origin", exempt_with_origin),
    path("anonymous", Anonymous.as_view()),
    path("token", token),
]


@pytest.fixture
def browser() -> Client:
    """Logged in to the shop, and visiting a foreign page in another tab."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_user("ada"))
    return client


def foreign_form(browser: Client, address: str) -> int:
    """What a form of evil.example can send: cookies, one of three types, no header of its choice."""
    body = '{"product": "tea", "x": "="}'  # a text/plain form writes name=value: here it happens to be JSON
    return browser.post(
        address, body, "text/plain", headers={"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    ).status_code


@pytest.mark.parametrize(
    ("address", "status"),
    [("/by-session", 403), ("/by-header", 401), ("/exempt", 201), ("/careful", 415), ("/with-origin", 403)],
)
def test_what_a_form_on_another_site_achieves(browser, address, status):
    found = foreign_form(browser, address)
    print(f"{address}: {found}{' - carried out' if found == 201 else ''}")
    assert found == status


def test_our_own_page_sends_the_token_in_a_header(browser):
    secret = browser.get("/token").content.decode()
    own = browser.post("/by-session", {}, "application/json", headers={"X-CSRFToken": secret})
    print("our page:", own.status_code, own.json())
    assert (own.status_code, own.json()) == (201, {"by": "ada"})


def test_the_cookie_alone_is_not_the_token(browser):
    browser.get("/token")
    assert "csrftoken" in browser.cookies  # the foreign form's request carries this cookie too
    assert foreign_form(browser, "/by-session") == 403


def test_a_caller_with_a_header_needs_no_token(browser):
    partner = Client(enforce_csrf_checks=True)
    answer = partner.post("/by-header", {}, "application/json", headers={"Authorization": "Token ada"})
    print("a partner with its key, no cookie:", answer.status_code)
    assert answer.status_code == 201


def test_a_view_without_a_login_is_not_checked_by_drf(browser):
    stranger = Client(enforce_csrf_checks=True)
    print("anonymous:", foreign_form(stranger, "/anonymous"), "logged in:", foreign_form(browser, "/anonymous"))
    assert (foreign_form(stranger, "/anonymous"), foreign_form(browser, "/anonymous")) == (201, 403)
    # so a login built as such a view can be forged: the victim is logged in as the attacker
