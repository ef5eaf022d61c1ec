"""The outermost middleware: gives each request its id, and counts what it took."""

import time
from collections.abc import Callable, Iterable, Iterator

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from jobfutures.telemetry import counting, ids, metrics, queries, tracing

REHEARSAL = "jobfutures.rehearsal"  # in the environment of a request that nobody made
log = structlog.get_logger(__name__)


class Observe:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began, spent = time.perf_counter(), queries.begin()
        is_trusted = settings.TRUSTED_PROXIES > 0
        request_id = ids.taken_or_made(request.META.get("HTTP_X_REQUEST_ID", ""), is_trusted=is_trusted)
        request.META["HTTP_X_REQUEST_ID"] = request_id  # django_structlog takes it from there
        above = request.META.get("HTTP_TRACEPARENT", "") if is_trusted else ""
        method = request.method or ""
        with ids.bound(request_id), tracing.span("request", "SERVER", above, http__request__method=method) as span:
            response = self.get_response(request)
            ids.bind(request_id)  # django_structlog has forgotten everything that was bound
            route = route_of(request)
            if span is not None:
                span.update_name(f"{method} {route}")
                span.set_attributes({"http.route": route, "http.response.status_code": response.status_code})
            self.tell(request, route, response.status_code, time.perf_counter() - began, queries.since(spent))
        response.headers["X-Request-ID"] = request_id
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = under(request_id, response.streaming_content)
        return response

    def tell(self, request: HttpRequest, route: str, status: int, seconds: float, spent: tuple[int, float]) -> None:
        if REHEARSAL in request.META:
            return
        method, (number, waited) = request.method or "", spent
        metrics.count_request(
            route=route, method=method, status=status, seconds=seconds, queries=number, query_seconds=waited
        )
        counting.note(route=route, status=status, seconds=seconds)
        if settings.LOG_REQUESTS:
            log.info(
                "request", route=route, method=method, status=status, ms=round(seconds * 1000, 1),
                queries=number, query_ms=round(waited * 1000, 1),
            )  # fmt: skip


def route_of(request: HttpRequest) -> str:
    """Return the name of the page, never its address: so there are as many as there are pages."""
    if request.resolver_match is not None:
        return request.resolver_match.view_name or request.resolver_match.route
    return "static" if request.path_info.startswith(settings.STATIC_URL) else "unmatched"


def under(request_id: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Give piece after piece of an answer, under the id of its request: it is asked for after the page is done."""
    with ids.bound(request_id):
        yield from pieces
