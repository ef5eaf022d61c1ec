"""The part of tracing that needs OpenTelemetry; imported only where the setting asks for it (the extra `tracing`)."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version

from django.conf import settings
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, SpanKind
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from jobfutures.runner.origin import TRACEPARENT

SAID = TraceContextTextMapPropagator()
ADDED: list[SpanProcessor] = []  # by whoever wants the spans of this process elsewhere as well


@contextmanager
def opened(name: str, *, kind: str, parent: str, attributes: Mapping[str, str | float]) -> Iterator[Span]:
    """Open a span. Of an error only its class is kept: its words may quote what a person wrote."""
    above = SAID.extract({"traceparent": parent}) if parent else None
    tracer = provider(os.getpid()).get_tracer("jobfutures")
    with tracer.start_as_current_span(
        name, context=above, kind=SpanKind[kind], attributes=attributes,
        record_exception=False, set_status_on_exception=False,
    ) as span:  # fmt: skip
        before, carried = TRACEPARENT.get(), dict[str, str]()
        SAID.inject(carried)
        TRACEPARENT.set(carried.get("traceparent", ""))
        try:
            yield span
        except BaseException as error:
            span.set_attribute("error.type", type(error).__qualname__)
            raise
        finally:
            TRACEPARENT.set(before)


@cache
def provider(process: int) -> TracerProvider:
    """Return where this process's spans go; made in it, because the thread that sends them does not survive a fork."""
    facts = {
        "service.name": "jobfutures",
        "service.version": version("jobfutures"),
        "service.instance.id": f"{os.uname().nodename}-{process}",
    }
    made = TracerProvider(resource=Resource.create(facts))
    sending = [] if ADDED else [BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{settings.OTLP_ENDPOINT}/v1/traces"))]
    for one in ADDED or sending:
        made.add_span_processor(one)
    return made
