"""Every address, asked by every kind of person, in every state of a grant: no canary that no live grant covers."""

import logging
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core import mail
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client
from django.urls import clear_url_caches, path
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.accounts.queries import export_archive
from jobfutures.checks.models import Attempt
from jobfutures.companies.models import Company
from jobfutures.config import urls
from jobfutures.ledger.models import Entry
from jobfutures.notices.models import Letter
from jobfutures.profiles.models import Profile
from tests.access import addresses, undone
from tests.leaks import MARK, Canaries, World, plant, states, texts, world
from tests.made import Site

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
OF_SHARES = ("hire/", "shared/", "sharing/", "profile/", "credentials/", "operate/", "inbox/", "search/", "checks/")


@pytest.fixture
def canaries(small_site: Site, ana: User) -> Canaries:
    return plant(ana, Attempt.objects.get(pk=small_site.checked))


@pytest.fixture
def others(small_site: Site, ben: User, olga: User) -> World:
    return world(Company.objects.get(slug=small_site.company), ben, olga)


def pages_of(site: Site, share: str, *, every: bool) -> list[str]:
    """Return the addresses, with one share in the place of that of the small site."""
    found = [one for one in addresses(site) if every or one.route.startswith(OF_SHARES)]
    return sorted({one.path.replace(site.my_company_share, share) for one in found})


def leaks(canaries: Canaries, others: World, paths: list[str], *, opens: bool) -> list[str]:
    """Return where somebody meets a canary that no live grant covers for them."""
    found = []
    for who, client in others.clients.items():
        covered = canaries.covered() if opens and who in others.allowed else set()
        for address in paths:
            with undone(client):
                answer = client.get(address)
                body = "" if answer.streaming else answer.content.decode(errors="replace")
            met = canaries.in_text(f"{body} {dict(answer.headers)}")
            wrong = met - (covered if address.startswith("/hire/acme/shared/") else set())
            found += [f"{who} {address}: {word}" for word in sorted(wrong)]
    return found


def test_no_canary_leaves_without_a_live_grant(
    small_site: Site, canaries: Canaries, others: World, ana: User, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        for name, given, opens in states(ana, others.acme):
            paths = pages_of(small_site, str(given.pk), every=name == "active")
            assert leaks(canaries, others, paths, opens=opens) == [], name
            if opens:
                seen = others.clients["recruiter"].get(f"/hire/acme/shared/{given.pk}/").text
                assert canaries.in_text(seen) == canaries.covered(), "what is granted is seen: the canaries work"
    assert canaries.in_text(caplog.text) == set()


def test_no_letter_ledger_cache_or_export_of_others_holds_a_canary(
    small_site: Site, canaries: Canaries, others: World, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    cached: list[str] = []

    def spy(_cache: object, key: str, value: object, *_rest: object, **_more: object) -> bool:
        cached.append(f"{key} {value!r}")
        return True

    for name in ("set", "add"):
        monkeypatch.setattr(type(caches["default"]), name, spy)
    for _name, given, _opens in states(ana, others.acme):
        others.clients["recruiter"].get(f"/hire/acme/shared/{given.pk}/")
    for person in User.objects.exclude(pk=ana.pk):
        with ZipFile(BytesIO(export_archive(person, timezone.now()))) as opened:
            cached += [opened.read(name).decode() for name in opened.namelist()]
    assert canaries.in_text(" ".join(cached)) == set()
    kept = " ".join([*texts(Letter), *texts(Entry), *(str(letter.message()) for letter in mail.outbox)])

    assert canaries.in_text(kept) == set()
    assert MARK not in " ".join(str(one) for one in Profile.objects.all())


def test_search_knows_no_canary(small_site: Site, canaries: Canaries) -> None:
    def answer(word: str) -> str:
        return Client().get("/search/", {"q": word}).text.replace(word, "")

    known = {word for word in canaries.words if word.startswith(MARK)}
    assert {word for word in known if answer(word) != answer(f"{MARK}ofnobody")} == set()


def test_an_address_that_leaks_is_found_without_being_named(
    small_site: Site, canaries: Canaries, others: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leaking(_request: object) -> HttpResponse:
        return HttpResponse(" ".join(Profile.objects.values_list("phone", flat=True)))

    monkeypatch.setattr(urls, "urlpatterns", [path("checks/new-and-leaking/", leaking, name="new"), *urls.urlpatterns])
    clear_url_caches()
    try:
        paths = [one for one in pages_of(small_site, small_site.my_company_share, every=True) if "leaking" in one]
        found = leaks(canaries, others, paths, opens=True)
    finally:
        monkeypatch.undo()
        clear_url_caches()
    assert {line.partition(" /")[0] for line in found} == set(others.clients)
