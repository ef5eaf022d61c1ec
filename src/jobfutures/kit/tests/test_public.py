"""Pages that look the same for everybody are answered from memory, and never to the wrong person."""

from typing import Any

import brotli
import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from jobfutures.kit import public as module
from jobfutures.kit.public import PublicPages, public

EDITION = ["1"]


@public("page")
def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("x" * 2000 + request.GET.get("page", ""), status=404 if "gone" in request.path else 200)


class Counted:
    """A site that counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.asked += 1
        return page(request)


@pytest.fixture
def site() -> Counted:
    return Counted()


@pytest.fixture
def kept(site: Counted, settings: Any, monkeypatch: pytest.MonkeyPatch) -> PublicPages:
    settings.PUBLIC_PAGES_KEPT = 3
    monkeypatch.setattr(module, "EDITION_SECONDS", 0)
    EDITION[0] = "1"
    pages = PublicPages(site)
    pages.read_edition = lambda: EDITION[0]
    return pages


def get(path: str = "/", **headers: str) -> HttpRequest:
    return RequestFactory().get(path, **headers)


def test_the_second_visitor_is_answered_from_memory(kept: PublicPages, site: Counted) -> None:
    first, second = kept(get()), kept(get())

    assert first.content == second.content
    assert site.asked == 1


def test_a_new_edition_is_seen(kept: PublicPages, site: Counted) -> None:
    kept(get())
    EDITION[0] = "2"
    kept(get())

    assert site.asked == 2


@pytest.mark.parametrize(
    "header",
    [
        {"HTTP_COOKIE": "session=abc"},
        {"HTTP_COOKIE": "messages=abc"},
        {"HTTP_HX_REQUEST": "true"},
        {"HTTP_AUTHORIZATION": "Bearer x"},
    ],
)
def test_a_personal_request_goes_to_the_site(header: dict[str, str], kept: PublicPages, site: Counted) -> None:
    kept(get())
    kept(get(**header))

    assert site.asked == 2


def test_a_post_an_error_and_an_unknown_parameter_are_not_kept(kept: PublicPages, site: Counted) -> None:
    for _ in range(2):
        kept(RequestFactory().post("/"))
        kept(get("/gone"))
        kept(get("/?other=1"))

    assert site.asked == 6


def test_a_known_parameter_has_its_own_page(kept: PublicPages) -> None:
    assert kept(get("/?page=2")).content.endswith(b"2")
    assert not kept(get("/")).content.endswith(b"2")


def test_no_more_pages_are_kept_than_allowed(kept: PublicPages) -> None:
    for number in range(9):
        kept(get(f"/?page={number}"))

    assert len(kept.pages) == 3


def test_a_page_is_sent_compressed_to_who_accepts_it(kept: PublicPages) -> None:
    answer = kept(get(HTTP_ACCEPT_ENCODING="gzip, br"))

    assert answer["Content-Encoding"] == "br"
    assert brotli.decompress(answer.content) == kept(get()).content
    assert kept(get(HTTP_ACCEPT_ENCODING="gzip"))["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]


def test_a_page_that_has_not_changed_is_not_sent_again(kept: PublicPages) -> None:
    etag = kept(get(HTTP_ACCEPT_ENCODING="br"))["ETag"]

    answer = kept(get(HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=etag))

    assert (answer.status_code, answer.content) == (304, b"")


def test_head_has_the_length_and_no_body(kept: PublicPages) -> None:
    answer = kept(RequestFactory().head("/"))

    assert (answer.content, answer["Content-Length"]) == (b"", "2000")
