"""The id and the trace of a request go along with what it queued, and with the runner's job."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
import structlog
from django.tasks import task
from django.test import Client
from django_ox.models import OxTask
from django_ox.testing import run_tasks
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pytest_django import Settings

from jobfutures.accounts.models import User
from jobfutures.runner import origin
from jobfutures.telemetry import ids, metrics, origins, spans
from jobfutures.telemetry.commands import prune_telemetry
from jobfutures.telemetry.models import Origin

GIVEN = "0af7651916cd43dd8448eb211c80319c"
SEEN: list[dict[str, object]] = []


@task
def look_around() -> None:
    SEEN.append({**structlog.contextvars.get_contextvars(), **origin.headers()})


@pytest.fixture
def exported(settings: Settings) -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    settings.OTLP_ENDPOINT = "http://127.0.0.1:9"
    spans.ADDED.append(SimpleSpanProcessor(exporter))
    spans.provider.cache_clear()
    yield exporter
    spans.ADDED.clear()
    spans.provider.cache_clear()


def test_a_task_runs_under_the_id_of_the_request_that_queued_it(db: None) -> None:
    SEEN.clear()
    with ids.bound(GIVEN):
        look_around.enqueue()
    look_around.enqueue()  # by nobody's request, as a schedule does
    name = f"{__name__}.look_around"
    labels = {"task": name, "outcome": "successful"}
    before = metrics.REGISTRY.get_sample_value("jobfutures_task_runs_total", labels) or 0
    run_tasks()

    assert [one.get("request_id") for one in SEEN] == [GIVEN, None]
    assert [one.get("x-request-id") for one in SEEN] == [GIVEN, None]
    assert {one["task"] for one in SEEN} == {name}
    assert OxTask.objects.values_list("args", "kwargs")[0] == ([], {}), "the arguments are as they were"
    assert metrics.REGISTRY.get_sample_value("jobfutures_task_runs_total", labels) == before + 2
    assert structlog.contextvars.get_contextvars() == {}
    Origin.objects.update(at="2020-01-01T00:00Z")
    prune_telemetry.call()
    assert not Origin.objects.exists()


def test_one_trace_leads_from_the_request_over_its_queries_to_its_task_and_the_runner(
    db: None, ana: User, client: Client, exported: InMemorySpanExporter
) -> None:
    SEEN.clear()
    client.post("/help/contact/", {"email": "canary@example.org", "text": "A canary sings here.", "form_key": uuid4()})
    request = next(one for one in exported.get_finished_spans() if one.name == "POST support:contact")
    queries = [one for one in exported.get_finished_spans() if one.name in ("SELECT", "INSERT")]

    assert request.attributes is not None
    assert request.attributes["http.response.status_code"] == 302
    assert {one.context.trace_id for one in queries} >= {request.context.trace_id}
    assert any("%s" in str((one.attributes or {})["db.query.text"]) for one in queries)
    work = uuid4()
    with spans.opened("outer", kind="SERVER", parent="", attributes={}) as outer, ids.bound(GIVEN):
        origins.remember(work)
        look_around.enqueue()
    run_tasks()
    with origins.of(work, "run"):
        carried = origin.headers()
    ran = [one for one in exported.get_finished_spans() if one.name in ("run", f"task {__name__}.look_around")]
    assert {one.context.trace_id for one in ran} == {outer.get_span_context().trace_id}
    assert format(outer.get_span_context().trace_id, "032x") in carried["traceparent"]
    assert carried["x-request-id"] == GIVEN
    assert SEEN[0]["traceparent"]
    told = " ".join(f"{one.name} {one.attributes} {one.events} {one.status}" for one in exported.get_finished_spans())
    assert "canary" not in told
    assert ana.email not in told


def test_an_error_is_told_by_its_class_and_off_means_nothing_at_all(
    db: None, exported: InMemorySpanExporter, settings: Settings
) -> None:
    with pytest.raises(ValueError, match="canary"), spans.opened("broken", kind="INTERNAL", parent="", attributes={}):
        raise ValueError("canary wrote this")
    span = exported.get_finished_spans()[-1]

    assert span.attributes == {"error.type": "ValueError"}
    assert span.events == ()
    settings.OTLP_ENDPOINT = ""
    exported.clear()
    Client().get("/readyz")
    assert exported.get_finished_spans() == ()
