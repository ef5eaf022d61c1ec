"""The runner's address: a small HTTP application over the private socket, or over TCP with signatures.

POST /jobs     a Job as JSON -> lines of JSON: {"output": ..}*, {"started": true}, then {"outcome": .., "signature": ..}
GET /healthz   the tier, why it is not higher, places taken and waiting; 503 while no job can be run
POST /expect   somebody will send a job soon: 202, at once; only over the private socket
"""

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from functools import partial

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from jobfutures.runner.errors import RunnerBusy, RunnerError, WrongJob
from jobfutures.runner.job import OUTCOME, Job, Outcome, Output, Verdict, read_job
from jobfutures.runner.origin import known
from jobfutures.runner.resting import Resting
from jobfutures.runner.signing import WINDOW_S, Nonces, is_signed, signature
from jobfutures.runner.telling import OF_JOBS
from jobfutures.runner.tier import State

MAX_BODY = 4 << 20
logger = logging.getLogger(OF_JOBS)


class Server:
    """Answers for what runs the jobs. Without a key it must only be reachable over a private socket."""

    def __init__(self, runs: Resting, state: State, key: bytes | None) -> None:
        self.runs, self.state, self.key = runs, state, key
        self.nonces = Nonces()
        self.draining = False

    def application(self) -> Starlette:
        routes = [Route("/jobs", self.jobs, methods=["POST"]), Route("/healthz", self.health)]
        if not self.key:
            routes.append(Route("/expect", self.expect, methods=["POST"]))
        return Starlette(routes=routes)

    async def expect(self, _request: Request) -> Response:
        """Wake sandboxes that rest."""
        if not self.draining:
            self.runs.expect_work()
        return Response(status_code=202)

    async def health(self, _request: Request) -> Response:
        """Say whether jobs can be run here; nothing about who runs what."""
        facts = {**self.state.as_facts(), **self.runs.facts()}
        facts["ready"] = bool(facts["ready"]) and not self.draining
        return JSONResponse(facts, status_code=200 if facts["ready"] else 503)

    async def jobs(self, request: Request) -> Response:
        body = await request.body()
        if len(body) > MAX_BODY:
            return refusal(413, "The job is larger than 4 MiB.")
        if self.key and not self.is_authentic(self.key, request, body):
            return refusal(401, "The signature of the job is missing, wrong, or older than five minutes.")
        try:
            job = read_job(body)
        except WrongJob as error:
            return refusal(422, str(error))
        if self.draining:
            return refusal(503, "This runner is being stopped.")
        if not self.nonces.accept(job.id):
            return refusal(409, "A job with this id was taken already.")
        return await self.answer(job, known(request.headers))

    def is_authentic(self, key: bytes, request: Request, body: bytes) -> bool:
        said_at, given = request.headers.get("x-runner-time", ""), request.headers.get("x-runner-signature", "")
        if not said_at.isascii() or not said_at.isdigit() or abs(time.time() - int(said_at)) > WINDOW_S:
            return False
        return is_signed(key, given, said_at.encode(), body)

    async def answer(self, job: Job, asked_by: dict[str, str]) -> Response:
        """Start the job; refuse it with a status while nothing was sent, else stream its lines. asked_by: ids of a
        request and a trace, for our lines only."""
        lines: asyncio.Queue[dict[str, object]] = asyncio.Queue()

        def emit(output: Output) -> None:
            lines.put_nowait({"output": {"stream": output.stream, "text": output.text}})

        running = asyncio.create_task(self.runs.run(job, emit, on_start=lambda: lines.put_nowait({"started": True})))
        running.add_done_callback(partial(tell, job.id, asked_by))
        first = asyncio.create_task(lines.get())
        await asyncio.wait([running, first], return_when=asyncio.FIRST_COMPLETED)
        if running.done() and not first.done():
            first.cancel()
            error = running.exception()
            if isinstance(error, RunnerError):
                return refusal(429 if isinstance(error, RunnerBusy) else 503, str(error))
        return StreamingResponse(self.lines(job, running, first, lines), media_type="application/x-ndjson")

    async def lines(
        self,
        job: Job,
        running: asyncio.Task[Outcome],
        first: asyncio.Task[dict[str, object]],
        lines: asyncio.Queue[dict[str, object]],
    ) -> AsyncIterator[bytes]:
        """Give line after line; a reader that goes away takes its job along."""
        try:
            if first.done() and not first.cancelled():
                yield line(first.result())
            while not running.done() or not lines.empty():
                waiting = asyncio.create_task(lines.get())
                await asyncio.wait([running, waiting], return_when=asyncio.FIRST_COMPLETED)
                if waiting.done():
                    yield line(waiting.result())
                else:
                    waiting.cancel()
                    with suppress(asyncio.CancelledError):
                        await waiting
            yield self.last_line(job, running)
        finally:
            if not running.done():
                running.cancel()

    def last_line(self, job: Job, running: asyncio.Task[Outcome]) -> bytes:
        error = running.exception()
        if error:
            outcome = Outcome(
                job=job.id, verdict=Verdict.FAULT, reason=str(error) or "The runner failed.", started=False
            )
        else:
            outcome = running.result()
        text = OUTCOME.dump_json(outcome).decode()
        return line(
            {"outcome": text, "signature": signature(self.key, job.id.encode(), text.encode()) if self.key else ""}
        )


def tell(job: str, asked_by: dict[str, str], running: asyncio.Task[Outcome]) -> None:
    """Write down how a job ended, and which request asked for it; of what it was given or said, nothing."""
    error = None if running.cancelled() else running.exception()
    facts: dict[str, object] = {"job": job, **asked_by}
    if error or running.cancelled():
        facts["verdict"] = type(error).__name__ if error else "given up"
    else:
        outcome = running.result()
        facts |= {"verdict": str(outcome.verdict), "wall_ms": outcome.wall_ms, "cpu_ms": outcome.cpu_ms}
    is_fault = facts["verdict"] == Verdict.FAULT or (error is not None and not isinstance(error, RunnerError))
    logger.log(logging.WARNING if is_fault else logging.INFO, "job ended", extra=facts)


def line(facts: dict[str, object]) -> bytes:
    return json.dumps(facts).encode() + b"\n"


def refusal(status: int, sentence: str) -> Response:
    return JSONResponse({"reason": sentence}, status_code=status)
