"""Small pieces that pages of all rooms share."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

Page = Callable[..., HttpResponse]


class HtmxRequest(HttpRequest):
    htmx: HtmxDetails


def render_part(
    request: HttpRequest, template: str, part: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Answer with the whole page, or with its named partial where the page itself asked for a fragment."""
    name = f"{template}#{part}" if getattr(request, "htmx", False) else template
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def client_address(request: HttpRequest, trusted_proxies: int) -> str:
    """Return the visitor's address: what the outermost trusted proxy saw, or the peer where there is none."""
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if trusted_proxies and len(forwarded) >= trusted_proxies:
        return forwarded[-trusted_proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def is_operator(user: Any) -> bool:
    return bool(user.is_authenticated and user.is_operator)
