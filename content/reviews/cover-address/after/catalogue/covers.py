from time import monotonic

import httpx

from .models import Book, Cover

SIGNATURES = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
MOST_BYTES = 2_000_000
LONGEST_S = 10
MOST_ADDRESSES = 4


class CannotUse(Exception):
    """The picture was refused; the message is for the librarian."""


def fetch(address: str) -> tuple[str, bytes]:
    """Return the kind and the bytes of the picture at an http or https address, or where it redirects to."""
    until = monotonic() + LONGEST_S
    try:
        for _ in range(MOST_ADDRESSES):
            with httpx.stream("GET", address, timeout=5) as answer:
                if answer.next_request is None:
                    return picture_in(answer, until)
                address = str(answer.next_request.url)
    except (httpx.HTTPError, httpx.InvalidURL):
        raise CannotUse("The address could not be read.") from None
    raise CannotUse("The address redirects too often.")


def picture_in(answer: httpx.Response, until: float) -> tuple[str, bytes]:
    data = bytearray()
    for part in answer.iter_raw():
        data += part
        if len(data) > MOST_BYTES or monotonic() > until:
            raise CannotUse("The picture is larger than 2 MB, or its server is too slow.")
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    if answer.status_code != 200 or kind not in SIGNATURES:
        start = data[:300].decode(errors="replace")
        raise CannotUse(f"There is no JPEG or PNG picture. The server answered {answer.status_code}: {start}")
    return kind, bytes(data)


def keep(book: Book, kind: str, data: bytes) -> None:
    """Make the picture the cover of the book. Raises CannotUse unless it is a JPEG or PNG of at most 2 MB."""
    if kind not in SIGNATURES or not data.startswith(SIGNATURES[kind]):
        raise CannotUse("That is no JPEG or PNG picture.")
    if len(data) > MOST_BYTES:
        raise CannotUse("The picture is larger than 2 MB.")
    Cover.objects.update_or_create(book=book, defaults={"kind": kind, "data": data})
