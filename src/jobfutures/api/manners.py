"""Below /api/v1/ nothing is ever a page: what Django or a middleware refuses becomes a problem, too."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from jobfutures.api import problems
from jobfutures.api.errors import MEDIA_TYPE, answer

PREFIX = "/api/"
PAGES = "/api/docs/"


def is_for_programs(path: str) -> bool:
    return path.startswith(PREFIX) and not path.startswith(PAGES)


class ApiManners:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not is_for_programs(request.path) or response.status_code < 400:
            return response
        if response.headers.get("Content-Type", "").startswith(MEDIA_TYPE):
            return response
        known = problems.BY_STATUS.get(response.status_code)
        found = answer(known or (problems.BROKEN if response.status_code >= 500 else problems.UNREADABLE))
        for name, value in response.items():
            if not name.lower().startswith(("content-", "cache-", "etag")):
                found.headers.setdefault(name, value)
        return found
