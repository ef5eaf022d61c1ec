"""Makes allauth's pages keep the manners of this house.

Whatever stands under /account/ is never stored, a refused form answers 422, a sign-in provider that cannot be
reached gives a page that says so, and a name that no row can have is as good as no name.
"""

import sys
from collections.abc import Callable
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers

PREFIX = "/account/"


class AccountManners:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        personal = request.path.startswith(PREFIX)
        if personal and "\x00" in request.path:
            raise Http404  # allauth would look it up, and PostgreSQL breaks off at such a text
        response = self.get_response(request)
        if personal:
            add_never_cache_headers(response)
        return response

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        forms = [(response.context_data or {}).get(name) for name in ("form", "webauthn_form")]
        refused = any(getattr(form, "errors", None) for form in forms)
        if request.method == "POST" and response.status_code == HTTPStatus.OK and refused:
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if provider_failed(exception) and request.path.startswith(PREFIX):
            return render(request, "socialaccount/authentication_error.html", {"unreachable": True}, status=503)
        return None


def provider_failed(exception: Exception) -> bool:
    """Tell a failed call to a sign-in provider. Such a call has imported `requests`; no other start needs to."""
    requests = sys.modules.get("requests")
    return requests is not None and isinstance(exception, requests.RequestException)
