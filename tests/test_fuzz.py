"""Hostile text at every form, parameter and path: never an error of ours, and nothing that was typed is lost.

Every run throws the same: few examples for each of many targets, on each database others, and more on PostgreSQL,
which refuses letters and numbers that SQLite takes.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urljoin

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from jobfutures.accounts.models import User
from tests import hostile
from tests.access import Kind, addresses, undone
from tests.made import Site
from tests.markup import Field, Form, Page

pytestmark = pytest.mark.django_db
REFUSED = {
    400,
    401,
    403,
    404,
    405,
    409,
    413,
    422,
    429,
    503,
}  # 401, 503: what a sign-in provider says, and if it is away
TAKEN = {200, 204, 301, 302, 410}
METHODS = st.sampled_from(["GET", "HEAD", "POST", "PUT", "OPTIONS", "NONSENSE"])
KEPT = ("text", "textarea", "email", "search", "url", "number", "tel")
WHO = {Kind.PUBLIC: "visitor", Kind.MACHINE: "visitor", Kind.SIGNED_IN: "ana", Kind.OPERATOR: "olga"}


def throws(examples: int, strategy: st.SearchStrategy[Any]) -> Callable[[Callable[[Any], None]], Callable[[], None]]:
    """Call the function with so many examples, a third of them on SQLite: on a database the same in every run."""
    quiet = settings(
        max_examples=examples if connection.vendor == "postgresql" else max(1, examples // 3),
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    chance = seed(connection.vendor)
    return lambda thrown: chance(quiet(given(strategy)(thrown)))


def check(answer: HttpResponse, said: object) -> None:
    assert answer.status_code in REFUSED | TAKEN, f"{answer.status_code} for {said!r:.2000}"


def forms_of_the_site(site: Site, clients: dict[str, Client]) -> dict[tuple[str, str, str], Form]:
    """Return every form that anybody finds, by who found it, where it is sent and what is in it."""
    found: dict[tuple[str, str, str], Form] = {}
    for who, client in clients.items():
        for one in addresses(site):
            with undone(client):
                answer = client.get(one.path)
            if answer.get("Content-Type", "").startswith("text/html"):
                for form in Page(answer.text).forms:
                    form.action = urljoin(one.path, form.action)
                    names = " ".join(sorted(form.values()))
                    found.setdefault((who if one.kind is not Kind.PUBLIC else "", form.action, names), form)
    return found


def test_no_form_breaks_and_a_refused_form_keeps_its_text(small_site: Site, clients: dict[str, Client]) -> None:
    forms = forms_of_the_site(small_site, clients)
    assert len(forms) > 25
    for (who, _action, _names), form in forms.items():
        throw_at_form(clients[who or "visitor"], form)


def test_the_set_up_form_does_not_break(small_site: Site, olga: User) -> None:
    User.objects.filter(pk=olga.pk).update(is_operator=False)
    client = Client()
    where = f"/operate/setup/{small_site.setup_token}/"
    form = Page(client.get(where).text).forms[0]
    form.action = where
    throw_at_form(client, form)


def throw_at_form(client: Client, form: Form) -> None:
    @throws(3, hostile.values(sorted(form.values())))
    def thrown(values: hostile.Values) -> None:
        send = client.post if form.method == "post" else client.get
        with undone(client):
            answer = send(form.action, values)
        check(answer, (form.method, form.action, values))
        if answer.status_code == 422:
            page = Page(answer.text)
            lost = [one.name for one in form.fields if not keeps(page, one, values.get(one.name, [""])[-1])]
            assert not lost, f"{form.action} loses {lost} of {values!r:.2000}"

    thrown()


def keeps(page: Page, sent: Field, text: str) -> bool:
    """Tell whether a page that came back still has what was typed; secrets and hidden fields need not come back."""
    if sent.kind not in KEPT:
        return True
    held = [one.value for form in page.forms for one in form.fields if one.name == sent.name]
    return plain(text) in [plain(one) for one in held]


def plain(text: str) -> str:
    return "".join(text.replace("\r\n", "\n").replace("\r", "\n").split())


def test_no_parameter_of_any_address_breaks(small_site: Site, clients: dict[str, Client]) -> None:
    known = addresses(small_site)
    names = {"next", "page", "q", "state", "question", "need"}
    for one in known:
        answer = clients[WHO[one.kind]].get(one.path)
        if answer.get("Content-Type", "").startswith("text/html"):
            names |= Page(answer.text).parameters()
    for one in known:
        client = clients[WHO[one.kind]]
        throw_at_parameters(client, one.path, sorted(names))


def throw_at_parameters(client: Client, path: str, names: list[str]) -> None:
    some = st.dictionaries(
        st.sampled_from(names), st.lists(hostile.texts, min_size=1, max_size=2), min_size=1, max_size=4
    )
    broken = st.tuples(st.sampled_from(names), hostile.raw).map(lambda pair: pair[0].encode() + b"=" + pair[1])

    @throws(3, st.tuples(st.one_of(some, broken), st.booleans()))
    def thrown(drawn: tuple[dict[str, list[str]] | bytes, bool]) -> None:
        asked, typing = drawn
        query = asked.decode("latin-1") if isinstance(asked, bytes) else urlencode(asked, doseq=True)
        with undone(client):
            answer = client.get(path, QUERY_STRING=query, **({"HTTP_HX_REQUEST": "true"} if typing else {}))
        check(answer, (path, query))

    thrown()


@pytest.mark.parametrize("who", ["visitor", "ana", "olga"])
def test_no_path_breaks(small_site: Site, clients: dict[str, Client], who: str) -> None:
    client = clients[who]
    known = [one.path for one in addresses(small_site)]

    @throws(
        250, st.tuples(hostile.paths(known), st.sampled_from(["GET", "HEAD", "POST", "PUT", "OPTIONS", "NONSENSE"]))
    )
    def thrown(drawn: tuple[str, str]) -> None:
        path, method = drawn
        with undone(client):
            check(client.generic(method, path), (method, path))

    thrown()


@pytest.mark.parametrize("who", ["visitor", "ana", "olga"])
def test_no_body_breaks(small_site: Site, clients: dict[str, Client], who: str) -> None:
    client = clients[who]
    known = [one.path for one in addresses(small_site)]

    @throws(120, st.tuples(st.sampled_from(known), hostile.bodies))
    def thrown(drawn: tuple[str, tuple[str, bytes]]) -> None:
        path, (kind, body) = drawn
        with undone(client):
            check(client.generic("POST", path, body, content_type=kind), (path, kind, body[:200]))

    thrown()


def test_no_header_and_no_cookie_breaks(small_site: Site, clients: dict[str, Client]) -> None:
    known = [one.path for one in addresses(small_site)]
    client = clients["visitor"]

    @throws(200, st.tuples(st.sampled_from(known), hostile.headers, hostile.cookies, st.sampled_from(["GET", "POST"])))
    def thrown(drawn: tuple[str, dict[str, str], dict[str, str], str]) -> None:
        path, headers, cookies, method = drawn
        with undone(client):
            answer = client.generic(method, path, HTTP_COOKIE=hostile.cookie_header(cookies), **headers)
        check(answer, (method, path, headers, cookies))

    thrown()


@pytest.mark.parametrize("host", ["example.org", "a b", "[::1", "\x7f", "x" * 5000])
def test_a_wrong_host_is_refused(host: str) -> None:
    assert Client().get("/", HTTP_HOST=host).status_code == 400
