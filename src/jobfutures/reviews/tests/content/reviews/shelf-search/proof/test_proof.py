import pytest
from shelf.books import ORDERS, add, open_shelf, search
from shelf.pages import books_page


@pytest.fixture
def shelf():
    made = open_shelf()
    add(made, "100% Wool", "Ines Roth", 2004)
    add(made, "1000 Sheep", "Tom Ede", 2011)
    return made


@pytest.mark.parametrize("words", ["'; drop table book; --", "' or '1'='1", "\\", "%", "_"])
def test_words_are_values_and_never_sql(shelf, words):
    search(shelf, words, "title")

    assert len(search(shelf, "", "title")) == 2


def test_a_percent_sign_is_a_percent_sign(shelf):
    assert [book.title for book in search(shelf, "100%", "title")] == ["100% Wool"]


@pytest.mark.parametrize("order", ["year; drop table book", "", "TITLE"])
def test_only_three_orders_reach_the_statement(shelf, order):
    assert order not in ORDERS
    assert books_page(shelf, {"order": order}).index("100%") < books_page(shelf, {"order": order}).index("1000 Sheep")


def test_words_are_escaped_on_the_page(shelf):
    assert "<script>" not in books_page(shelf, {"q": '"><script>'})


def test_no_more_than_fifty(shelf):
    for number in range(60):
        add(shelf, f"Volume {number}", "Ines Roth", 2000)

    assert len(search(shelf, "", "author")) == 50
