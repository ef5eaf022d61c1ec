"""What each attribute of a cookie forbids: asked of Django, of a cookie jar, and of somebody who edits cookies."""

import base64
from email.message import Message
from http.cookiejar import CookieJar, DefaultCookiePolicy
from urllib.request import Request

import pytest
from django.core import signing
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

pytestmark = pytest.mark.urls(__name__)


def give(request):
    response = HttpResponse()
    response.set_cookie("bare", "1")
    response.set_cookie("__Host-id", "1", secure=True, httponly=True, samesite="Lax", path="/", max_age=3600)
    response.set_signed_cookie("cart", "tea:2", salt="cart")
    return response


def read(request):
    try:
        return HttpResponse(request.get_signed_cookie("cart", salt="cart"))
    except signing.BadSignature:
        return HttpResponse("edited", status=400)


def begin(request):
    request.session["basket"] = ["tea"]
    return HttpResponse()


urlpatterns = [path("give", give), path("read", read), path("begin", begin)]


def attributes(cookie) -> set[str]:
    return {name for name, value in cookie.items() if value}


def test_what_a_bare_cookie_lacks():
    cookies = Client().get("/give").cookies
    print("bare:", sorted(attributes(cookies["bare"])), "careful:", sorted(attributes(cookies["__Host-id"])))
    assert attributes(cookies["bare"]) == {"path"}
    assert {"secure", "httponly", "samesite", "max-age"} <= attributes(cookies["__Host-id"])
    assert not cookies["__Host-id"]["domain"]  # the prefix demands: no Domain, Path=/, Secure


@pytest.mark.django_db
def test_django_s_session_cookie_and_the_one_setting_that_production_must_change():
    installed = attributes(Client().get("/begin").cookies["sessionid"])
    with override_settings(SESSION_COOKIE_SECURE=True):
        changed = attributes(Client().get("/begin").cookies["sessionid"])
    print("as installed:", sorted(installed), "- added by the setting:", sorted(changed - installed))
    assert {"httponly", "samesite"} <= installed and "domain" not in installed
    assert changed - installed == {"secure"}


class Answer:
    """As much of a response as a cookie jar reads."""

    def __init__(self, set_cookie: str) -> None:
        self.headers = Message()
        self.headers["Set-Cookie"] = set_cookie

    def info(self) -> Message:
        return self.headers


def sent_to(set_cookie: str, address: str) -> bool:
    """Receive a cookie from https://shop.example.org/account/login; is it sent with a request to `address`?"""
    like_a_browser = DefaultCookiePolicy(strict_ns_domain=DefaultCookiePolicy.DomainStrictNonDomain)
    jar = CookieJar(like_a_browser)  # Python's own default also sends it to subdomains
    jar.extract_cookies(Answer(set_cookie), Request("https://shop.example.org/account/login"))
    jar.add_cookie_header(request := Request(address))
    return request.get_header("Cookie") == "id=1"


CASES = [
    ("same host", "id=1; Path=/", "https://shop.example.org/orders", True),
    ("plain http", "id=1; Path=/", "http://shop.example.org/orders", True),
    ("plain http, with Secure", "id=1; Path=/; Secure", "http://shop.example.org/orders", False),
    ("a subdomain", "id=1; Path=/", "https://blog.shop.example.org/", False),
    ("a subdomain, with Domain", "id=1; Path=/; Domain=shop.example.org", "https://blog.shop.example.org/", True),
    ("a sister, with the parent's Domain", "id=1; Path=/; Domain=example.org", "https://blog.example.org/", True),
    ("another path, no Path", "id=1", "https://shop.example.org/orders", False),
    ("Max-Age=0", "id=1; Path=/; Max-Age=0", "https://shop.example.org/orders", False),
]


@pytest.mark.parametrize(("what", "cookie", "address", "goes"), CASES, ids=[case[0] for case in CASES])
def test_where_a_cookie_goes(what, cookie, address, goes):
    found = sent_to(cookie, address)
    print(f"{what}: {'sent' if found else 'kept back'}")
    assert found is goes


def test_signed_is_not_secret():
    client = Client()
    value = client.get("/give").cookies["cart"].value
    text, _, _ = value.rpartition(":")
    print("anybody can read:", text.rpartition(":")[0])
    assert text.startswith("tea:2")
    assert client.get("/read").content == b"tea:2"


def test_and_an_edited_one_is_noticed():
    client = Client()
    client.get("/give")
    client.cookies["cart"] = client.cookies["cart"].value.replace("tea:2", "tea:0", 1)
    assert client.get("/read").status_code == 400


def test_a_serialised_session_in_a_signed_cookie_can_be_read_too():
    value = signing.dumps({"user": 7, "role": "buyer"}, salt="session")
    payload = value.split(":")[0]
    text = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode()
    print("signed cookie session, decoded without the key:", text)
    assert text == '{"user":7,"role":"buyer"}'
