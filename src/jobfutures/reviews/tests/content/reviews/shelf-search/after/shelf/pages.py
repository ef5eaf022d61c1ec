import sqlite3
from collections.abc import Mapping
from html import escape

from shelf.books import ORDERS, Book, search

PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Shelf</title></head>
<body>
<h1>Shelf</h1>
<form><input name="q" value="{words}"><button>Search</button></form>
<ul>
{rows}
</ul>
</body>
</html>
"""


def row(book: Book) -> str:
    return f"<li>{escape(book.title)}, {escape(book.author)}, {book.year}</li>"


def books_page(shelf: sqlite3.Connection, query: Mapping[str, str]) -> str:
    """Return the page with the books that are asked for; an order that nobody knows is the order of titles."""
    words, order = query.get("q", ""), query.get("order", "title")
    found = search(shelf, words, order if order in ORDERS else "title")
    return PAGE.format(words=escape(words), rows="\n".join(row(book) for book in found))
