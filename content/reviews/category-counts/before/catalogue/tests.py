import pytest

from .models import Book, Category

pytestmark = pytest.mark.django_db


@pytest.fixture
def top():
    """Nature > Water > Sea, and Nature > Air."""
    top = Category.objects.create(name="Nature")
    water = Category.objects.create(name="Water", parent=top)
    sea = Category.objects.create(name="Sea", parent=water)
    Category.objects.create(name="Air", parent=top)
    Book.objects.create(title="Rivers", category=water)
    Book.objects.create(title="Tides", category=sea)
    return top


def shelves(client, category, word=""):
    answer = client.get(f"/categories/{category.pk}/shelves/", {"word": word}).json()
    return [(shelf["name"], shelf["books"]) for shelf in answer["shelves"]]


def test_books_count_for_every_category_above_them(client, top):
    assert shelves(client, top) == [("Air", 0), ("Water", 2)]


def test_a_word_narrows_the_count(client, top):
    assert shelves(client, top, "tide") == [("Air", 0), ("Water", 1)]
