"""The id of a request: who may give it, where it goes, and what it never holds."""

import re

import pytest
import structlog
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from pytest_django import Settings

from jobfutures.runner import origin
from jobfutures.telemetry import counting, ids, metrics
from jobfutures.telemetry.middleware import Observe
from jobfutures.telemetry.models import Hour
from tests.people import NOON

GIVEN = "0af7651916cd43dd8448eb211c80319c"


def broken(_request: object) -> HttpResponse:
    raise RuntimeError("broken on purpose")


urlpatterns = [path("broken/", broken, name="broken")]
handler500 = "jobfutures.web.errors.broken"


@pytest.mark.parametrize(
    ("given", "proxies", "taken"),
    [
        (GIVEN, 1, True), (GIVEN.upper(), 1, True), (GIVEN, 0, False), ("ana@example.org", 1, False),
        ("abc", 1, False), ("a\nb" * 10, 1, False), ("f" * 65, 1, False), ("", 1, False),
    ],
)  # fmt: skip
def test_only_a_trusted_proxy_gives_an_id_and_only_one_that_can_hold_no_words(
    client: Client, settings: Settings, given: str, proxies: int, taken: bool
) -> None:
    settings.TRUSTED_PROXIES = proxies
    answered = client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"]

    assert (answered == given.lower()) is taken
    assert re.fullmatch("[0-9a-f]{32}", answered)


@pytest.mark.urls(__name__)
def test_a_broken_page_names_its_request_and_the_thread_forgets_it() -> None:
    answer = Client(raise_request_exception=False).get("/broken/")

    assert answer["X-Request-ID"] in answer.text
    assert ids.current() == ""
    assert "request_id" not in structlog.contextvars.get_contextvars()


def test_pieces_of_an_answer_are_made_under_the_id_of_their_request() -> None:
    seen = []

    def pieces():
        seen.append((origin.headers()["x-request-id"], structlog.contextvars.get_contextvars()["request_id"]))
        yield b"one"

    answer = Observe(lambda _request: StreamingHttpResponse(pieces()))(RequestFactory().get("/examples/"))
    list(answer)

    assert seen == [(answer["X-Request-ID"],) * 2]
    assert origin.headers() == {}


def test_a_request_is_counted_under_the_name_of_its_page(client: Client, db: None) -> None:
    labels = {"route": "web:readyz", "method": "GET", "status": "503"}
    before = metrics.REGISTRY.get_sample_value("jobfutures_http_requests_total", labels) or 0
    queries = metrics.REGISTRY.get_sample_value("jobfutures_http_request_queries_sum", {"route": "web:readyz"}) or 0
    client.get("/readyz")
    client.generic("BREW", "/nothing/for/ana@example.org/")

    assert metrics.REGISTRY.get_sample_value("jobfutures_http_requests_total", labels) == before + 1
    asked = metrics.REGISTRY.get_sample_value("jobfutures_http_request_queries_sum", {"route": "web:readyz"})
    assert asked is not None
    assert asked > queries
    unknown = {"route": "unmatched", "method": "OTHER", "status": "404"}
    assert metrics.REGISTRY.get_sample_value("jobfutures_http_requests_total", unknown)


def test_hours_add_up_over_processes_and_machines_that_only_ask_for_health_are_not_in_them(db: None) -> None:
    for _ in range(2):
        counts = counting.Counts()
        counts.note(route="web:home", status=200, seconds=0.02, at=NOON)
        counts.note(route="web:home", status=500, seconds=0.02, at=NOON)
        counts.note(route="web:healthz", status=200, seconds=0.02, at=NOON)
        assert counting.write_out(counts) == 1
        assert counting.write_out(counts) == 0

    assert list(Hour.objects.values_list("hour", "up_to_ms", "number", "failed")) == [(NOON, 25, 4, 2)]
