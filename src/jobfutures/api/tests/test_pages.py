"""The reference for people: made from the document, and leading nowhere that is not there."""

import re

import pytest
from django.test import Client
from django.urls import resolve

from jobfutures.api import reference
from jobfutures.api.policies import POLICIES
from jobfutures.api.problems import OF_COMMANDS

pytestmark = pytest.mark.django_db


def addresses() -> list[str]:
    rooms = [f"/api/docs/reference/{one.slug}/" for one in reference.rooms()]
    texts = [f"/api/docs/{slug}/" for slug in reference.TEXTS]
    problems = [f"/api/docs/problems/{one.name}/" for one in reference.problems()]
    return ["/api/docs/", "/api/docs/problems/", *rooms, *texts, *problems]


def test_every_page_is_there_and_every_link_leads_somewhere() -> None:
    client, pages = Client(), {}
    for address in addresses():
        answer = client.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8"), address
        pages[address] = answer.text
    links = {link for page in pages.values() for link in re.findall(r'href="(/api/[^"]*)"', page)}
    for link in links:
        where, _hash, anchor = link.partition("#")
        resolve(where)
        assert not anchor or f'id="{anchor}"' in pages[where], link
    for name in (policy.name for policy in POLICIES.values()):
        assert any(f'id="{name}"' in page for page in pages.values()), name
    assert {f"/api/docs/problems/{problem.name}/" for problem in OF_COMMANDS.values()} <= pages.keys()
    assert client.get("/api/docs/nothing/").status_code == 404


def test_the_words_of_the_pages_come_from_the_code() -> None:
    assert "read:practice" in reference.text("authentication").html
    assert "300 requests in any 60 seconds" in reference.text("limits").html
