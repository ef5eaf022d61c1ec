"""Every address, asked by every kind of person, in every way."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from jobfutures.accounts.models import User
from tests.access import Address, Kind, UnknownArgument, address, addresses, client_of, undone
from tests.made import Site
from tests.markup import Page

pytestmark = pytest.mark.django_db
WHO = ("visitor", "halfway", "ana", "ben", "olga")  # in one test: to make the site takes longer than to ask it all
NOT_IN = ("visitor", "halfway")  # ana typed her password, and the second step is not done: still a visitor
MOVED = {301, 302}
TOKEN = re.compile(r'(?<=")[A-Za-z0-9]{64}(?=")|(?<=>)[0-9a-f]{32}(?=<)')  # of a form, of a request: always another
BAD_REQUEST = 400  # what OAuth answers programs whose request says too little
PROVIDER_AWAY = 503  # allauth takes whatever is no GET as a wish to go to the sign-in provider, and ours is nowhere
HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "X-Frame-Options": "DENY"}


def expected(one: Address, who: str, *, reads: bool) -> set[int]:
    """Return the status codes this person may get; 401 and 503: a sign-in provider that is away, 410: an old link."""
    not_made_for_this = {405}
    if one.kind is Kind.OPERATOR and who != "olga":
        return {404}
    if one.kind is Kind.SIGNED_IN and who in NOT_IN:
        return {302}
    if one.is_personal and who != "ana":
        return {404} | (not_made_for_this if reads else set())
    found = {200, *not_made_for_this} if one.kind is Kind.MACHINE else {200, *MOVED, *not_made_for_this}
    if one.kind is Kind.SIGNED_IN:
        found |= {404}  # what this person does not have, such as recovery codes
    if one.kind is Kind.PUBLIC:
        found |= {401, 410}
    if reads:
        return found
    return found | {204, 409, 422, 503} | ({BAD_REQUEST} if one.kind is Kind.MACHINE else set())


def wrong_status(one: Address, who: str, method: str, answer: HttpResponse) -> Iterator[str]:
    allowed = expected(one, who, reads=method != "POST")
    if answer.status_code not in allowed:
        yield f"{answer.status_code}, expected one of {sorted(allowed)}"
    to_login = answer.status_code in MOVED and answer["Location"].startswith("/account/login/")
    if one.kind is Kind.SIGNED_IN and who in NOT_IN and not to_login:
        yield "does not ask to sign in"


def kept_by_others(who: str, answer: HttpResponse) -> Iterator[str]:
    """Yield a complaint where a page made for somebody signed in may be stored on its way, or in the browser."""
    page = answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html")
    if page and who not in NOT_IN and "no-store" not in answer.get("Cache-Control", ""):
        yield "may be stored"


def unsafe(answer: HttpResponse) -> Iterator[str]:
    """Yield what is wrong with the headers of an answer, and with the page it brings."""
    yield from (f"{name} is {answer.get(name)}" for name, value in HEADERS.items() if answer.get(name) != value)
    if not answer.get("Content-Type", "").startswith("text/html"):
        return
    policy = answer.get("Content-Security-Policy", "")
    for rule in ("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"):
        if f"{rule};" not in f"{policy};":
            yield f"the policy does not say {rule}"
    if answer.content:
        yield from page_faults(TOKEN.sub("", answer.text).replace(answer.request["PATH_INFO"], "/"))


@cache
def page_faults(text: str) -> list[str]:
    """Return what is wrong with a page. Refusals look alike but for tokens and addresses: each is read once."""
    page = Page(text)
    return [*page.faults, *page.outline_faults()]


def another_head(client: Client, one: Address, got: HttpResponse) -> Iterator[str]:
    """Yield a complaint where HEAD does not answer as GET did, or brings a body."""
    with undone(client):
        asked = client.head(one.path)
    if asked.status_code not in (got.status_code, PROVIDER_AWAY) or asked.content:
        yield f"HEAD {asked.status_code}, GET {got.status_code}"


@pytest.mark.any_database
def test_every_address_shows_each_person_what_its_kind_says(small_site: Site, clients: dict[str, Client]) -> None:
    faults: list[str] = []
    for who, one in product(WHO, addresses(small_site)):
        client = clients[who]
        with undone(client):
            got = client.get(one.path)
        found = [*wrong_status(one, who, "GET", got), *unsafe(got), *kept_by_others(who, got)]
        faults += [f"{who} {one.path}: {fault}" for fault in [*found, *another_head(client, one, got)]]

    assert not faults, "\n".join(faults)


def with_token_checks(client: Client) -> Client:
    """Return a client of the same person whose posts need the token of their form."""
    checked = Client(enforce_csrf_checks=True)
    checked.cookies = client.cookies
    return checked


@pytest.mark.any_database
def test_every_address_takes_from_each_person_what_its_kind_says(small_site: Site, clients: dict[str, Client]) -> None:
    asking = {who: with_token_checks(clients[who]) for who in WHO}
    forms = {who: Page(client.get("/help/report/").text).forms[0].values() for who, client in asking.items()}
    faults: list[str] = []
    for who, one in product(WHO, addresses(small_site)):
        with undone(asking[who]):
            answer = asking[who].post(one.path, {"csrfmiddlewaretoken": forms[who]["csrfmiddlewaretoken"]})
        found = [*wrong_status(one, who, "POST", answer), *unsafe(answer)]
        faults += [f"{who} {one.path}: {fault}" for fault in found]

    assert not faults, "\n".join(faults)


OTHER_PROOF = {
    "jobs:alerts_ending",  # mail programs post to it: the signed token of its address is the proof
    "notices:letters_ending",
    "api:document",  # takes no POST at all
    "clients:token",  # programs post to it: the secret that they send is the proof
    "clients:token_revocation",
}


@pytest.mark.any_database
def test_a_post_without_the_token_of_its_form_changes_nothing(small_site: Site, clients: dict[str, Client]) -> None:
    asking = {who: with_token_checks(clients[who]) for who in WHO}
    faults = []
    for who, one in product(WHO, addresses(small_site)):
        client = asking[who]
        if one.name in OTHER_PROOF:
            continue
        with undone(client):
            answer = client.post(one.path)
        if answer.status_code != 403 or "This form was open for too long" not in answer.text:
            faults.append(f"{who} {one.path}: {answer.status_code}")

    assert not faults, "\n".join(faults)


def test_a_page_kept_in_memory_is_the_page_that_was_made(small_site: Site, settings: Settings) -> None:
    settings.PUBLIC_PAGES_KEPT = 100
    client = Client()
    faults: list[str] = []
    for one in addresses(small_site):
        if one.kind is Kind.PUBLIC:
            first, second = client.get(one.path), client.get(one.path)
            faults += [f"{one.path}: {fault}" for fault in unsafe(second)]
            if first.status_code != second.status_code:
                faults.append(f"{one.path}: {first.status_code}, then {second.status_code}")

    assert not faults, "\n".join(faults)


def broken_page(request: object) -> HttpResponse:
    raise RuntimeError("broken on purpose")


urlpatterns = [path("broken/", broken_page)]
handler500 = "jobfutures.web.errors.broken"


@pytest.mark.urls(__name__)
def test_a_broken_page_says_so_in_words_and_is_safe_to_show() -> None:
    answer = Client(raise_request_exception=False).get("/broken/")

    assert answer.status_code == 500
    assert "Something broke on our side" in answer.text
    assert list(unsafe(answer)) == []


@pytest.mark.parametrize(
    "where", ["/nowhere/", "/guides/nothing/", "/guides/python/nothing/", "/inbox/x/", "/account/x/"]
)
def test_what_is_not_there_is_said_in_words(small_site: Site, where: str) -> None:
    answer = Client().get(where)

    assert answer.status_code == 404
    assert "There is no such page" in answer.text
    assert list(unsafe(answer)) == []


def test_an_address_that_only_takes_a_form_says_so_in_words(small_site: Site, ana: User) -> None:
    answer = client_of(ana).get(f"/account/sessions/{small_site.session}/end/")

    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "This address opens from its form only" in answer.text
    assert list(unsafe(answer)) == []


def test_an_argument_without_an_example_is_refused_with_a_sentence(small_site: Site) -> None:
    with pytest.raises(UnknownArgument, match="name it in ARGUMENTS"):
        address("guides/<colour>/", "guide:colour", small_site)


def test_the_set_up_page_is_open_while_there_is_no_operator(small_site: Site, olga: User) -> None:
    User.objects.filter(pk=olga.pk).update(is_operator=False)
    answer = Client().get(f"/operate/setup/{small_site.setup_token}/")

    assert answer.status_code == 200
    assert list(unsafe(answer)) == []


def test_somebody_who_is_not_active_any_more_is_a_visitor(small_site: Site, olga: User) -> None:
    client = client_of(olga)
    User.objects.filter(pk=olga.pk).update(is_active=False)

    assert client.get("/operate/").status_code == 404
