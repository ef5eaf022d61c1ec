"""No request leaves the process: the network is a function that notes which addresses were asked."""

from ipaddress import ip_address

import httpx
import pytest
from catalogue import covers
from catalogue.models import Book
from catalogue.views import AddressForm
from django.contrib.auth.models import Permission, User
from django.test import Client

pytestmark = pytest.mark.django_db

INSIDE = "http://169.254.169.254/credentials"


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    urls = []

    def answer(request: httpx.Request) -> httpx.Response:
        urls.append(str(request.url))
        if request.url.host == "pictures.example":
            return httpx.Response(302, headers={"Location": INSIDE})
        return httpx.Response(200, content=iter([b"key of the machine: 4711"]))

    network = httpx.Client(transport=httpx.MockTransport(answer))
    monkeypatch.setattr(covers.httpx, "stream", network.stream)
    return urls


def problem_with(address: str) -> str:
    librarian = User.objects.create_user("librarian")
    librarian.user_permissions.add(Permission.objects.get(codename="change_book"))
    client = Client()
    client.force_login(librarian)
    book = Book.objects.create(title="Bees of the north")
    answer = client.post(f"/books/{book.pk}/cover/fetch/", {"address": address})
    assert answer.status_code == 422
    return answer.json()["problem"]


def test_addresses_of_our_network(asked) -> None:
    for inside in (INSIDE, "http://127.0.0.1:8000/", "http://localhost/", "http://[::1]/"):
        assert AddressForm({"address": inside}).is_valid()
    assert not ip_address("169.254.169.254").is_global  # what a check could ask of each resolved address

    problem_with(INSIDE)
    assert asked == [INSIDE]


def test_a_redirect_leads_inside_too(asked) -> None:
    problem_with("https://pictures.example/bees.png")
    assert asked == ["https://pictures.example/bees.png", INSIDE]


def test_answer_is_shown(asked) -> None:
    assert "key of the machine: 4711" in problem_with(INSIDE)
