"""Behind 'we took httpx': three needs written as tests, what the standard library does about them, and the price."""

from importlib.metadata import requires
from urllib.request import Request, urlopen

import httpx
import pytest
from packaging.requirements import Requirement

# ---- The needs of our service, before any name of a library


def ask_price(client: httpx.Client, sku: str) -> int | None:
    """The code that will use it: None when the partner does not know the article."""
    answer = client.get(f"/prices/{sku}")
    if answer.status_code == 404:
        return None
    answer.raise_for_status()
    return answer.json()["cents"]


def partner(request: httpx.Request) -> httpx.Response:
    """The partner as our tests need it: no network, any behaviour."""
    if request.url.path.endswith("/slow"):
        raise httpx.ReadTimeout("no answer", request=request)
    if request.url.path.endswith("/unknown"):
        return httpx.Response(404)
    return httpx.Response(200, json={"cents": 490})


@pytest.fixture
def client():
    limits = httpx.Timeout(2.0, connect=0.5)
    with httpx.Client(base_url="https://partner.example", timeout=limits, transport=httpx.MockTransport(partner)) as client:
        yield client


def test_need_1_tests_without_a_network(client):
    print("known:", ask_price(client, "T1"), "- unknown:", ask_price(client, "unknown"))
    assert (ask_price(client, "T1"), ask_price(client, "unknown")) == (490, None)


def test_need_2_separate_limits_for_connecting_and_reading(client):
    print("connect", client.timeout.connect, "s, read", client.timeout.read, "s")
    assert (client.timeout.connect, client.timeout.read) == (0.5, 2.0)
    with pytest.raises(httpx.TimeoutException):
        ask_price(client, "slow")


def test_need_3_the_same_interface_for_async_code():
    for name in ("get", "post", "request", "stream"):
        assert hasattr(httpx.AsyncClient, name) and hasattr(httpx.Client, name)


def test_what_the_standard_library_offers_for_the_three():
    """One timeout for all phases, no async, and tests need a handler of our own. Enough for a script; not for this."""
    assert "timeout" in urlopen.__code__.co_varnames and "connect" not in urlopen.__code__.co_varnames
    assert Request("https://partner.example").get_method() == "GET"


def closure(name: str) -> set[str]:
    """Everything that is installed because of this package, itself not counted; optional extras left out."""
    found: set[str] = set()
    todo = [name]
    while todo:
        for needed in map(Requirement, requires(todo.pop()) or []):
            if needed.name not in found and (not needed.marker or needed.marker.evaluate({"extra": ""})):
                found.add(needed.name)
                todo.append(needed.name)
    return found


def test_the_price_in_packages():
    for name in ("httpx", "requests"):
        print(f"{name} brings:", ", ".join(sorted(closure(name))))
    assert 3 <= len(closure("httpx")) <= 10
    assert "urllib3" in closure("requests") and "urllib3" not in closure("httpx")
