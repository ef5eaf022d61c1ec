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


def test_the_words_are_looked_for_in_titles_and_names(shelf):
    assert books_page(shelf, {"q": "roth"}).count("<li>") == 2
    assert books_page(shelf, {"q": "walk"}).count("<li>") == 1


def test_an_unknown_order_is_the_order_of_titles(shelf):
    page = books_page(shelf, {"order": "year; drop table book"})
    assert page.index("100% Wool") < page.index("A &lt;Short&gt; Walk") < page.index("Tea at Noon")


def test_the_newest_stand_first(shelf):
    page = books_page(shelf, {"order": "newest"})
    assert page.index("Walk") < page.index("Wool") < page.index("Tea")
