"""What every answer carries: headers that keep a browser from doing what nobody meant, and cookies out of reach."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from http.cookies import Morsel

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.access import Kind, addresses, undone
from tests.made import Site

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
NEVER = ("Server", "X-Powered-By", "Access-Control-Allow-Credentials")
OPEN_TO_OTHERS = {Kind.MACHINE}  # documents for programs of others: keys, status lists, feeds
UNDER_HTTPS = """
import json, django
from django.conf import settings
django.setup()
from django.test import RequestFactory
from django.middleware.security import SecurityMiddleware
from django.http import HttpResponse
asked = RequestFactory().get("/", secure=True)
answer = SecurityMiddleware(lambda _request: HttpResponse())(asked)
print(json.dumps({
    "hsts": answer.get("Strict-Transport-Security"),
    "cookies": [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME],
    "secure": [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE],
    "paths": [settings.SESSION_COOKIE_PATH, settings.CSRF_COOKIE_PATH],
    "domains": [settings.SESSION_COOKIE_DOMAIN, settings.CSRF_COOKIE_DOMAIN],
}))
"""


def faults_of_cookie(one: Morsel[str]) -> Iterator[str]:
    if not one["httponly"]:
        yield f"cookie {one.key} can be read by script"
    if one["samesite"] not in ("Lax", "Strict"):
        yield f"cookie {one.key} goes along with requests of other sites"
    if one["domain"]:
        yield f"cookie {one.key} goes to other hosts"


def faults_of(answer: HttpResponse, kind: Kind) -> Iterator[str]:
    yield from (f"{name} is {answer.get(name)}" for name, value in ALWAYS.items() if answer.get(name) != value)
    yield from (f"{name} tells too much" for name in NEVER if name in answer)
    content = answer.get("Content-Type", "")
    if answer.content and not content:
        yield "no kind of content"
    if content.startswith("text/") and "charset=" not in content and not answer.content.isascii():
        yield f"no charset: {content}"
    policy = answer.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy:
        yield f"policy is {policy}"
    if "camera=()" not in answer.get("Permissions-Policy", ""):
        yield f"permissions are {answer.get('Permissions-Policy')}"
    if "Access-Control-Allow-Origin" in answer and kind not in OPEN_TO_OTHERS:
        yield "open to script of other sites"
    for one in answer.cookies.values():
        yield from faults_of_cookie(one)


@pytest.mark.django_db
@pytest.mark.any_database
def test_every_answer_of_every_address_carries_what_keeps_it_safe(small_site: Site, clients: dict[str, Client]) -> None:
    faults: list[str] = []
    seen = 0
    for one in addresses(small_site):
        client = clients["olga" if one.kind is Kind.OPERATOR else "ana"]
        with undone(client):
            answer = client.get(one.path)
        seen += answer.status_code == 200
        faults += [f"{one.path}: {fault}" for fault in faults_of(answer, one.kind)]

    assert not faults, "\n".join(faults)
    assert seen > 100, "most addresses answered with a page"


@pytest.mark.django_db
def test_every_cookie_is_out_of_reach_of_script_and_of_other_sites(client: Client) -> None:
    page = client.get("/account/login/")
    client.post("/account/login/", {"login": "nobody@example.org", "password": "a long enough password"})
    cookies = [*page.cookies.values(), *client.cookies.values()]

    assert {one.key for one in cookies} >= {"csrf"}
    assert [fault for one in cookies for fault in faults_of_cookie(one)] == []


def test_under_https_cookies_are_bound_to_it() -> None:
    known = {"JOBFUTURES_ADDRESS": "https://jobs.example.org", "DJANGO_SETTINGS_MODULE": "jobfutures.config.settings"}
    words = [sys.executable, "-c", UNDER_HTTPS]
    said = subprocess.run(words, env=os.environ | known, check=True, capture_output=True, text=True).stdout
    found = json.loads(said)

    assert found["hsts"] == "max-age=31536000"
    assert found["cookies"] == ["__Host-session", "__Host-csrf"]
    assert (found["secure"], found["paths"], found["domains"]) == ([True, True], ["/", "/"], [None, None])
