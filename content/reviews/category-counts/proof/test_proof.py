import importlib.util
from pathlib import Path

import pytest
from catalogue import counts
from catalogue.models import Book, Category
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db

WORDS = ["", "tide", "TIDE", "%", "_", "!", "!%", "100%", "' OR 1 = 1 --", "%' OR '1' = '1", "a_b", "\\", "\\%"]


@pytest.fixture
def top() -> Category:
    """Three levels with three children each, and a book for every word in every category."""
    top = Category.objects.create(name="Nature")
    level = [top]
    for _ in range(3):
        level = [
            Category.objects.create(name=f"{parent.name}.{name}", parent=parent) for parent in level for name in "abc"
        ]
        for category in level:
            Book.objects.bulk_create(Book(title=f"Tides {word}", category=category) for word in WORDS)
    return top


def loop_of_before():
    path = Path(__file__).parents[1] / "before" / "catalogue" / "counts.py"
    spec = importlib.util.spec_from_file_location("catalogue.counts_before", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def numbers(shelves) -> list[tuple[int, str, int]]:
    return [(shelf.id, shelf.name, shelf.books) for shelf in shelves]


def test_no_word_leaves_its_place(top) -> None:
    before = loop_of_before()
    for word in WORDS:
        assert numbers(counts.shelves_in(top, word)) == numbers(before.shelves_in(top, word)), word


def test_a_statement_in_the_word_is_a_text(top) -> None:
    books = Book.objects.count()
    assert sum(shelf.books for shelf in counts.shelves_in(top, "x'; DELETE FROM catalogue_book; --")) == 0
    assert sum(shelf.books for shelf in counts.shelves_in(top, "' OR 1 = 1 --")) == 39
    assert Book.objects.count() == books


def test_one_query_instead_of_two_for_every_category(top) -> None:
    with CaptureQueriesContext(connection) as now:
        counts.shelves_in(top)
    with CaptureQueriesContext(connection) as then:
        loop_of_before().shelves_in(top)
    assert (len(now), len(then)) == (1, 79)


def test_a_ring_ends() -> None:
    one = Category.objects.create(name="One")
    two = Category.objects.create(name="Two", parent=one)
    Category.objects.filter(pk=one.pk).update(parent=two)
    Book.objects.create(title="Tides", category=two)

    assert numbers(counts.shelves_in(one)) == [(two.pk, "Two", 1)]
