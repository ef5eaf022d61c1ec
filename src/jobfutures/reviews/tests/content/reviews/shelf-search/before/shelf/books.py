import sqlite3
from dataclasses import dataclass

SCHEMA = """
create table author (id integer primary key, name text not null);
create table book (
    id integer primary key,
    author_id integer not null references author (id),
    title text not null,
    year integer not null
);
"""


@dataclass(frozen=True)
class Book:
    """One book as the search page shows it."""

    title: str
    author: str
    year: int


def open_shelf(path: str = ":memory:") -> sqlite3.Connection:
    shelf = sqlite3.connect(path)
    shelf.executescript(SCHEMA)
    return shelf


def add(shelf: sqlite3.Connection, title: str, author: str, year: int) -> None:
    """Put a book on the shelf; its author is made where there is none of this name."""
    row = shelf.execute("select id from author where name = ?", [author]).fetchone()
    author_id = row[0] if row else shelf.execute("insert into author (name) values (?)", [author]).lastrowid
    shelf.execute("insert into book (author_id, title, year) values (?, ?, ?)", [author_id, title, year])
    shelf.commit()


def all_books(shelf: sqlite3.Connection) -> list[Book]:
    rows = shelf.execute("select title, name, year from book join author on author.id = author_id order by book.id")
    return [Book(*row) for row in rows]
