import pytest

from shelf.books import add, open_shelf
from shelf.pages import books_page


@pytest.fixture
def shelf():
    made = open_shelf()
    add(made, "Tea at Noon", "Ines Roth", 1998)
    add(made, "A <Short> Walk", "Tom Ede", 2011)
    add(made, "100% Wool", "Ines Roth", 2004)
    return made


def test_all_books_are_shown(shelf):
    page = books_page(shelf, {})
    assert page.count("<li>") == 3


def test_titles_are_escaped(shelf):
    assert "A &lt;Short&gt; Walk" in books_page(shelf, {})
