import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile

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
