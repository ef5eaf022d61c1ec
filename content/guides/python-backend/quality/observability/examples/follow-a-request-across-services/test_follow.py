"""One trace id through two services, a thread, a task and a queue; and the places where it falls off."""

import asyncio
import contextvars
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from fastapi import FastAPI, Request
from opentelemetry import context as otel
from opentelemetry import trace
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

W3C = TraceContextTextMapPropagator()
INCOMING = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
log: list[tuple[str, str]] = []


@pytest.fixture(autouse=True)
def empty_log() -> Iterator[None]:
    log.clear()
    yield


def trace_id() -> str:
    return f"{trace.get_current_span().get_span_context().trace_id:032x}"[-4:]


def note(where: str) -> None:
    log.append((where, trace_id()))


def service(name: str, call: "httpx.AsyncClient | None" = None, pass_on: bool = True) -> FastAPI:
    app = FastAPI()

    @app.middleware("http")
    async def take_up(request: Request, call_next):
        token = otel.attach(W3C.extract(request.headers, otel.Context()))
        try:
            return await call_next(request)
        finally:
            otel.detach(token)

    @app.get("/")
    async def handle() -> None:
        note(name)
        if call is not None:
            headers: dict[str, str] = {}
            if pass_on:
                W3C.inject(headers)
            await call.get("/", headers=headers)

    return app


def client(app: FastAPI) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://service")


def ask(pass_on: bool, header: str = INCOMING) -> list[tuple[str, str]]:
    async def go() -> None:
        async with client(service("stock")) as stock, client(service("orders", stock, pass_on)) as orders:
            await orders.get("/", headers={"traceparent": header})

    asyncio.run(go())
    return log


def test_the_header_passed_on_makes_one_story_of_two_logs():
    print(ask(pass_on=True))
    assert log == [("orders", "4736"), ("stock", "4736")]


def test_one_call_without_the_header_ends_the_story():
    print(ask(pass_on=False))
    assert log == [("orders", "4736"), ("stock", "0000")]


def test_what_the_header_says():
    carried = W3C.extract({"traceparent": INCOMING}, otel.Context())
    span = trace.get_current_span(carried).get_span_context()
    print(f"trace {span.trace_id:032x}, parent span {span.span_id:016x}, sampled {span.trace_flags.sampled}")
    assert span.is_remote and span.trace_flags.sampled


@pytest.mark.parametrize("header", ["nonsense", "00-" + "0" * 32 + "-00f067aa0ba902b7-01", "00-4bf9-00f0-01\r\nX: 1"])
def test_a_malformed_header_is_ignored_and_not_copied(header):
    carried = W3C.extract({"traceparent": header}, otel.Context())
    assert not trace.get_current_span(carried).get_span_context().is_valid


def within_the_request(work) -> None:
    token = otel.attach(W3C.extract({"traceparent": INCOMING}, otel.Context()))
    try:
        work()
    finally:
        otel.detach(token)


def test_which_ways_of_starting_work_keep_the_context():
    async def child() -> None:
        note("task")

    async def main() -> None:
        await asyncio.create_task(child())
        await asyncio.to_thread(note, "to_thread")
        with ThreadPoolExecutor(1) as pool:
            await asyncio.get_running_loop().run_in_executor(pool, note, "run_in_executor")
            pool.submit(note, "submit").result()
            pool.submit(contextvars.copy_context().run, note, "submit in a copied context").result()

    within_the_request(lambda: asyncio.run(main()))
    kept = {where: seen == "4736" for where, seen in log}
    print(kept)
    assert kept == {
        "task": True,
        "to_thread": True,
        "run_in_executor": False,
        "submit": False,
        "submit in a copied context": True,
    }


def test_a_message_carries_the_trace_in_its_envelope():
    queue: list[str] = []

    def enqueue() -> None:
        headers: dict[str, str] = {}
        W3C.inject(headers)
        queue.append(json.dumps({"headers": headers, "body": {"order": 7}}))

    def worker() -> None:
        message = json.loads(queue.pop())
        token = otel.attach(W3C.extract(message["headers"], otel.Context()))
        try:
            note("worker")
        finally:
            otel.detach(token)

    within_the_request(enqueue)
    worker()  # later, in another process
    print(log)
    assert log == [("worker", "4736")]
