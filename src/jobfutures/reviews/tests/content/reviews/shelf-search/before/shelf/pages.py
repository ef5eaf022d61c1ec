import sqlite3
from collections.abc import Mapping
from html import escape

from shelf.books import Book, all_books

PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Shelf</title></head>
<body>
<h1>Shelf</h1>
<ul>
{rows}
</ul>
</body>
</html>
"""


def row(book: Book) -> str:
    return f"<li>{escape(book.title)}, {escape(book.author)}, {book.year}</li>"


def books_page(shelf: sqlite3.Connection, query: Mapping[str, str]) -> str:
    """Return the page with all books."""
    return PAGE.format(rows="\n".join(row(book) for book in all_books(shelf)))
