from dataclasses import dataclass

from .models import Category


@dataclass(frozen=True)
class Shelf:
    id: int
    name: str
    books: int


def shelves_in(category: Category, word: str = "") -> list[Shelf]:
    """Return the categories right below this one, each with its books and those of all categories below it.

    word: count only books with this text in the title, in small or capital letters.
    """
    children = category.children.order_by("name", "pk")
    return [Shelf(child.pk, child.name, books_below(child, word)) for child in children]


def books_below(category: Category, word: str) -> int:
    here = category.books.filter(title__icontains=word).count()
    return here + sum(books_below(child, word) for child in category.children.all())
