"""When the answer leaves, what runs after it, and what is left of that when the process stops."""

import asyncio

import pytest
from django.http import HttpRequest, JsonResponse
from django.tasks import task
from django.test import override_settings
from fastapi import BackgroundTasks, FastAPI

SCOPE = {
    "type": "http",
    "asgi": {"version": "3.0"},
    "http_version": "1.1",
    "method": "POST",
    "path": "/orders",
    "raw_path": b"/orders",
    "query_string": b"",
    "headers": [],
}


def application(job) -> FastAPI:
    app = FastAPI()

    @app.post("/orders", status_code=202)
    async def create(background: BackgroundTasks) -> dict[str, str]:
        background.add_task(job)
        return {"status": "accepted"}

    return app


async def call(app: FastAPI, log: list[str], answered: asyncio.Event | None = None) -> None:
    """Call the application as a server does, and note when each part of the answer leaves."""

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            log.append(f"status {message['status']}")
        elif not message.get("more_body"):
            log.append("answer sent")
            if answered:
                answered.set()

    await app(SCOPE, receive, send)


def test_fastapis_background_tasks_run_after_the_answer_in_the_same_process():
    log: list[str] = []

    async def job() -> None:
        log.append("mail sent")

    asyncio.run(call(application(job), log))
    print(" -> ".join(log))
    assert log == ["status 202", "answer sent", "mail sent"]


def test_a_failure_after_the_answer_reaches_nobody_who_waits():
    log: list[str] = []

    async def job() -> None:
        raise ConnectionError("mail server")

    with pytest.raises(ConnectionError):  # the server logs it; the client has its 202
        asyncio.run(call(application(job), log))
    print(" -> ".join(log))
    assert log == ["status 202", "answer sent"]


def test_a_process_that_stops_takes_the_job_along():
    log: list[str] = []

    async def job() -> None:
        await asyncio.Event().wait()  # a mail server that takes its time
        log.append("mail sent")

    async def killed() -> None:
        answered = asyncio.Event()
        request = asyncio.create_task(call(application(job), log, answered))
        await answered.wait()
        request.cancel()  # a server that waits no longer
        await asyncio.wait([request])

    asyncio.run(killed())
    print(" -> ".join(log), "-> stopped")
    assert log == ["status 202", "answer sent"]  # accepted, and forgotten without a trace


ran: list[int] = []


@task
def send_invoice(order_id: int) -> None:
    ran.append(order_id)


def place_order(request: HttpRequest) -> JsonResponse:
    result = send_invoice.enqueue(17)
    return JsonResponse({"job": result.id, "status": result.status}, status=202, headers={"Location": f"/jobs/{result.id}"})


@pytest.mark.parametrize(
    ("backend", "status", "expected"),
    [("dummy.DummyBackend", "READY", []), ("immediate.ImmediateBackend", "SUCCESSFUL", [17])],
    ids=["kept_for_later", "at_once"],
)
def test_django_says_what_and_the_backend_decides_where(rf, backend, status, expected):
    ran.clear()
    with override_settings(TASKS={"default": {"BACKEND": f"django.tasks.backends.{backend}"}}):
        answer = place_order(rf.post("/orders"))
    print(f"{backend}: {answer.status_code}, {status}, ran before the answer: {ran}")
    assert (answer.status_code, ran) == (202, expected)
    assert f'"status": "{status}"' in answer.text
