import httpx
import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile

from . import covers
from .models import Book, Cover

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n and the rest"


@pytest.fixture
def book():
    return Book.objects.create(title="Bees of the north")


@pytest.fixture
def librarian(client):
    user = User.objects.create_user("librarian")
    user.user_permissions.add(Permission.objects.get(codename="change_book"))
    client.force_login(user)
    return client


def test_an_uploaded_picture_becomes_the_cover(librarian, book):
    picture = SimpleUploadedFile("bees.png", PNG, content_type="image/png")
    assert librarian.post(f"/books/{book.pk}/cover/upload/", {"picture": picture}).status_code == 201
    assert librarian.get(f"/books/{book.pk}/cover/").content == PNG


def test_a_text_is_refused(librarian, book):
    picture = SimpleUploadedFile("bees.png", b"bees", content_type="image/png")
    assert librarian.post(f"/books/{book.pk}/cover/upload/", {"picture": picture}).status_code == 422
    assert not Cover.objects.exists()


@pytest.fixture
def publisher(monkeypatch):
    """A network with one server, which has a picture at /bees.png."""

    def answer(request):
        if request.url.path == "/bees.png":
            return httpx.Response(200, content=iter([PNG]), headers={"Content-Type": "image/png"})
        return httpx.Response(404, content=iter([b"No such page"]))

    network = httpx.Client(transport=httpx.MockTransport(answer))
    monkeypatch.setattr(covers.httpx, "stream", network.stream)


def test_a_picture_is_fetched_from_an_address(librarian, book, publisher):
    address = {"address": "https://publisher.example/bees.png"}
    assert librarian.post(f"/books/{book.pk}/cover/fetch/", address).status_code == 201
    assert librarian.get(f"/books/{book.pk}/cover/").content == PNG


@pytest.mark.parametrize("address", ["https://publisher.example/wasps.png", "ftp://publisher.example/bees.png", ""])
def test_an_address_without_a_picture_is_refused(librarian, book, publisher, address):
    assert librarian.post(f"/books/{book.pk}/cover/fetch/", {"address": address}).status_code == 422
    assert not Cover.objects.exists()
