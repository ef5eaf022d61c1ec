"""Answers pages that look the same for everybody from memory, before any other middleware runs.

A view joins with `@public`. Its answer is kept in this process under the edition of what it shows (content version
and operator's choices), so a new edition is seen within a second and nothing has to be thrown away by hand. Signed-in
visitors, forms and fragments never pass through here: a request with a session or a message cookie goes on to the view.
"""

import gzip
import hashlib
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from threading import Lock
from typing import Any

import brotli
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch
from django.utils.cache import add_never_cache_headers
from django.utils.http import parse_etags, quote_etag
from django.utils.module_loading import import_string

from jobfutures.kit.http import Page

KEPT_SECONDS = 600.0  # how long an answer is good: what people search for most changes without an edition
EDITION_SECONDS = 1.0  # how long a process trusts the edition it last read
AWAY_SECONDS = 10.0  # how long it asks no more after the database did not answer
MARK = "_public_page"
NO_WEIGHT = re.compile(r"q\s*=\s*0(\.0*)?")
COMPRESS_FROM = 512  # bytes; below this compression only adds work


@dataclass(frozen=True)
class Kept:
    """One answer, ready to send in each encoding."""

    etag: str
    headers: list[tuple[str, str]]
    bodies: dict[str, bytes]
    until: float  # on the monotonic clock
    match: ResolverMatch | None  # which page it is, for whoever counts requests


def public(*parameters: str) -> Callable[[Page], Page]:
    """Mark a view whose answer depends only on its path and on the named query parameters."""

    def mark(page: Page) -> Page:
        @wraps(page)
        def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = page(request, *args, **kwargs)
            known = set(request.GET) <= set(parameters) and request.GET.urlencode() == request.META["QUERY_STRING"]
            if response.status_code == 200 and request.method in ("GET", "HEAD") and known:
                setattr(response, MARK, True)
            return response

        return marked

    return mark


def has_known_host(request: HttpRequest) -> bool:
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return True


def never_stored(response: HttpResponse) -> HttpResponse:
    """Forbid every cache, and our service worker, to keep what was made for one visitor."""
    if "Cache-Control" not in response:
        add_never_cache_headers(response)
    return response


@lru_cache(maxsize=256)
def accepted_encodings(header: str) -> list[str]:
    """Return which of our encodings an Accept-Encoding header takes, the smaller one first. `br;q=0` refuses it."""
    offers = [[part.strip() for part in offer.lower().split(";")] for offer in header.split(",")]
    taken = {name for name, *weights in offers if not any(NO_WEIGHT.fullmatch(weight) for weight in weights)}
    return [name for name in ("br", "gzip") if name in taken]


class PublicPages:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.pages: OrderedDict[tuple[str, str], Kept] = OrderedDict()
        self.lock = Lock()
        self.read_edition: Callable[[], str] = import_string(settings.PUBLIC_EDITION)
        self.edition = ""
        self.read_at = float("-inf")
        self.personal = (settings.SESSION_COOKIE_NAME, "messages")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.is_personal(request):
            return never_stored(self.get_response(request))
        if not settings.PUBLIC_PAGES_KEPT or request.method not in ("GET", "HEAD") or not has_known_host(request):
            return self.get_response(request)
        key = (str(request.scheme), request.get_full_path())
        if key in self.pages or not self.edition:
            self.refresh_edition()
        edition = self.edition
        kept = self.pages.get(key)
        if kept is None or time.monotonic() > kept.until:
            response = self.get_response(request)
            if not getattr(response, MARK, False) or response.streaming or self.may_hold_token(request, response):
                return response
            self.refresh_edition()
            kept = self.keep(key, response, edition, request.resolver_match)
        request.resolver_match = kept.match
        return self.answer(request, kept)

    def is_personal(self, request: HttpRequest) -> bool:
        header = request.META.get("HTTP_COOKIE", "")
        if "HTTP_HX_REQUEST" in request.META or "HTTP_AUTHORIZATION" in request.META:
            return True
        return bool(header) and any(name in request.COOKIES for name in self.personal)

    def may_hold_token(self, request: HttpRequest, response: HttpResponse) -> bool:
        """Tell whether a form's token may stand in an answer: a new one shows in a cookie, a known one nowhere."""
        return bool(response.cookies) or settings.CSRF_COOKIE_NAME in request.COOKIES

    def refresh_edition(self) -> None:
        now = time.monotonic()
        if now - self.read_at < EDITION_SECONDS:
            return
        self.read_at = now
        try:
            edition = self.read_edition()
        except Error:  # while the database is away, what is kept is the best there is, and asking takes long
            self.read_at = time.monotonic() + AWAY_SECONDS
            return
        if edition != self.edition:
            with self.lock:
                self.pages.clear()
                self.edition = edition

    def keep(self, key: tuple[str, str], response: HttpResponse, edition: str, match: ResolverMatch | None) -> Kept:
        body = response.content
        bodies = {"": body}
        if len(body) >= COMPRESS_FROM:
            bodies["br"] = brotli.compress(body, quality=9)
            bodies["gzip"] = gzip.compress(body, 9, mtime=0)
        left = {"content-length", "content-encoding", "etag", "vary", "cache-control", "set-cookie"}
        headers = [(name, value) for name, value in response.items() if name.lower() not in left]
        headers += [
            ("Vary", "Accept-Encoding, Cookie, HX-Request"),
            ("Cache-Control", "private, max-age=0, must-revalidate"),
        ]
        etag, until = hashlib.blake2b(body, digest_size=9).hexdigest(), time.monotonic() + KEPT_SECONDS
        kept = Kept(etag, headers, bodies, until, match)
        with self.lock:
            if edition == self.edition:  # else it may have been made of older content
                self.pages[key] = kept
            while len(self.pages) > settings.PUBLIC_PAGES_KEPT:
                self.pages.popitem(last=False)
        return kept

    def answer(self, request: HttpRequest, kept: Kept) -> HttpResponse:
        accepted = accepted_encodings(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        encoding = next((name for name in accepted if name in kept.bodies), "")
        etag = quote_etag(f"{kept.etag}{encoding and '-' + encoding}")
        response = HttpResponse(kept.bodies[encoding])
        for name, value in kept.headers:
            response.headers[name] = value
        response.headers["ETag"] = etag
        if encoding:
            response.headers["Content-Encoding"] = encoding
        known = request.META.get("HTTP_IF_NONE_MATCH", "")
        if known and etag in parse_etags(known):
            response.status_code = 304
            response.content = b""
        if request.method == "HEAD":
            response.headers["Content-Length"] = str(len(kept.bodies[encoding]))
            response.content = b""
        elif response.status_code == 200:
            response.headers["Content-Length"] = str(len(kept.bodies[encoding]))
        return response
