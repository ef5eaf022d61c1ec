"""A cached page with a name on it: who sees whose, by key and by header."""

import pytest
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.cache import cache_control, cache_page
from django.views.decorators.vary import vary_on_cookie, vary_on_headers

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    yield
    cache.clear()


def token_page(request: HttpRequest) -> HttpResponse:
    """The user comes from a key in a header, as in an API."""
    return HttpResponse(f"Hello {request.headers.get('X-Api-Key', 'stranger')}")


def session_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"Hello {request.user.get_username() or 'stranger'}")


urlpatterns = [
    path("careless/", cache_page(60)(token_page)),
    path("vary/", cache_page(60)(vary_on_headers("X-Api-Key")(token_page))),
    path("private/", cache_page(60)(cache_control(private=True)(token_page))),
    path("session/", cache_page(60)(session_page)),
    path("session/vary/", cache_page(60)(vary_on_cookie(session_page))),
]


def greetings(client, address: str) -> list[str]:
    return [client.get(address, headers={"X-Api-Key": name}).text for name in ("ada", "ben", "ada")]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/careless/", ["Hello ada", "Hello ada", "Hello ada"]),
        ("/vary/", ["Hello ada", "Hello ben", "Hello ada"]),
        ("/private/", ["Hello ada", "Hello ben", "Hello ada"]),
    ],
    ids=["by_address_only", "vary_on_the_token", "private"],
)
def test_two_people_ask_for_one_address(client, address, expected):
    seen = greetings(client, address)
    print(f"{address} for ada, ben, ada: {seen}")
    assert seen == expected


def test_what_each_answer_tells_the_caches_on_the_way(client):
    for address in ("/careless/", "/vary/", "/private/"):
        answer = client.get(address, headers={"X-Api-Key": "ada"})
        print(f"{address} Cache-Control: {answer['Cache-Control']} | Vary: {answer.get('Vary', '-')}")
    assert client.get("/careless/").get("Vary") is None
    assert client.get("/vary/", headers={"X-Api-Key": "ada"})["Vary"] == "X-Api-Key"
    assert "private" in client.get("/private/")["Cache-Control"]


@pytest.mark.parametrize(
    ("address", "second"), [("/session/", "Hello ada"), ("/session/vary/", "Hello ben")], ids=["plain", "vary_on_cookie"]
)
def test_the_decorator_caches_before_the_session_middleware_has_said_vary(client, django_user_model, address, second):
    seen = []
    for name in ("ada", "ben"):
        client.force_login(django_user_model.objects.create_user(name))
        seen.append(client.get(address).text)
    print(f"{address} for ada, then ben: {seen}")
    assert seen == ["Hello ada", second]


def prices(user: str, group: str, language: str) -> str:
    return f"prices for {group} in {language}"


def key_of(*parts: str) -> str:
    return ":".join(("prices", *parts))


PEOPLE = [("ada", "retail", "en"), ("ben", "retail", "en"), ("cem", "dealer", "en"), ("eva", "retail", "de")]


@pytest.mark.parametrize(
    ("parts", "entries", "wrong"),
    [((), 1, 2), ((0, 1, 2), 4, 0), ((1, 2), 3, 0), ((1,), 2, 1)],
    ids=["no_part", "user_group_language", "group_language", "group_only"],
)
def test_the_key_names_all_the_value_depends_on_and_no_more(parts, entries, wrong):
    keys, mistakes = set(), 0
    for person in PEOPLE:
        key = key_of(*(person[part] for part in parts))
        keys.add(key)
        mistakes += cache.get_or_set(key, lambda person=person: prices(*person)) != prices(*person)
    print(f"key of {parts}: {len(keys)} entries for 4 people, {mistakes} wrong answers")
    assert (len(keys), mistakes) == (entries, wrong)


def test_permissions_are_checked_on_every_request_and_never_cached_with_the_value():
    allowed = {"ada"}

    def document(user: str) -> str:
        if user not in allowed:
            raise PermissionError
        return cache.get_or_set("document:1", lambda: "text")

    assert document("ada") == "text"
    with pytest.raises(PermissionError):
        document("ben")  # the value is there, and he does not get it
    allowed.discard("ada")
    with pytest.raises(PermissionError):
        document("ada")  # taken away a moment ago
