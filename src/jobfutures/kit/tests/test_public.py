"""Pages that look the same for everybody are answered from memory, and never to the wrong person."""

from typing import Any

import brotli
import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
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


def test_an_answer_is_made_anew_when_it_is_old(
    kept: PublicPages, site: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEPT_SECONDS", -1)
    kept(get())
    monkeypatch.setattr(module, "KEPT_SECONDS", 600)
    kept(get())
    kept(get())

    assert site.asked == 2


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
    answer = kept(get(**header))

    assert site.asked == 2
    assert "no-store" in answer["Cache-Control"]


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


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("br;q=0, gzip", "gzip"), ("br;q=0.0,gzip ; q=0", ""), ("BR;q=0.1", "br"), ("zebra, brotli", ""), (",;q=0,;", "")],
)
def test_an_encoding_that_is_refused_or_only_looks_like_ours_is_not_sent(
    accepted: str, encoding: str, kept: PublicPages
) -> None:
    assert kept(get(HTTP_ACCEPT_ENCODING=accepted)).get("Content-Encoding", "") == encoding


@pytest.mark.parametrize("path", ["/?&", "/?&&&", "/?page=1&", "/?%70age=1"])
def test_another_spelling_of_an_address_is_not_kept_beside_it(path: str, kept: PublicPages) -> None:
    kept(get(path))

    assert not kept.pages


def test_the_same_page_is_kept_once_for_all_names_of_the_site(kept: PublicPages, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    for port in range(5):
        kept(get(HTTP_HOST=f"jobs.example:{port + 1}"))

    assert len(kept.pages) == 1


def test_a_name_that_is_not_the_sites_is_left_to_the_site(kept: PublicPages, site: Counted) -> None:
    kept(get())
    kept(get(HTTP_HOST="evil.example"))

    assert site.asked == 2


def test_a_page_made_without_https_is_not_sent_to_who_has_it(kept: PublicPages, site: Counted, settings: Any) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    kept(get())
    kept(get(HTTP_X_FORWARDED_PROTO="https"))

    assert site.asked == 2


def test_a_page_with_the_token_of_one_visitors_forms_is_not_kept(kept: PublicPages) -> None:
    @public()
    def form(request: HttpRequest) -> HttpResponse:
        return HttpResponse(get_token(request))

    kept.get_response = form
    kept(get(HTTP_COOKIE="csrf=" + "a" * 32))

    assert not kept.pages


def test_while_the_database_is_away_kept_pages_are_still_answered(kept: PublicPages, site: Counted) -> None:
    def away() -> str:
        raise OperationalError("the database is away")

    first = kept(get())
    kept.read_edition = away

    assert kept(get()).content == first.content
    assert site.asked == 1
    kept.read_edition = lambda: pytest.fail("it asked again at once")
    assert kept(get()).content == first.content


def test_what_is_not_public_does_not_wait_for_the_edition(kept: PublicPages) -> None:
    kept(get())
    kept.read_edition = lambda: pytest.fail("it asked")
    kept.get_response = lambda _request: HttpResponse("ok")

    assert kept(get("/healthz")).content == b"ok"


def test_a_page_that_was_begun_under_an_older_edition_is_not_kept(kept: PublicPages, site: Counted) -> None:
    def slow(request: HttpRequest) -> HttpResponse:
        EDITION[0] = "2"
        kept.refresh_edition()  # as another thread does meanwhile
        return page(request)

    kept.get_response = slow
    kept(get())

    assert not kept.pages
