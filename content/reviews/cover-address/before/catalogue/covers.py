from .models import Book, Cover

SIGNATURES = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
MOST_BYTES = 2_000_000


class CannotUse(Exception):
    """The picture was refused; the message is for the librarian."""


def keep(book: Book, kind: str, data: bytes) -> None:
    """Make the picture the cover of the book. Raises CannotUse unless it is a JPEG or PNG of at most 2 MB."""
    if kind not in SIGNATURES or not data.startswith(SIGNATURES[kind]):
        raise CannotUse("That is no JPEG or PNG picture.")
    if len(data) > MOST_BYTES:
        raise CannotUse("The picture is larger than 2 MB.")
    Cover.objects.update_or_create(book=book, defaults={"kind": kind, "data": data})
