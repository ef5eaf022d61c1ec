"""The id of a request goes to the runner beside the job, and stands in the line of a job that went wrong."""

import asyncio
import json
import logging

import httpx
import pytest

from jobfutures.runner import origin, telling
from jobfutures.runner.client import Host
from jobfutures.runner.errors import RunnerBusy
from jobfutures.runner.job import Job, Outcome, Verdict
from jobfutures.runner.server import tell
from jobfutures.runner.telling import OF_JOBS, Line

GIVEN = "0af7651916cd43dd8448eb211c80319c"


def test_a_job_brings_the_id_of_its_request_and_nothing_where_there_is_none() -> None:
    asked: list[httpx.Headers] = []

    def busy(request: httpx.Request) -> httpx.Response:
        asked.append(request.headers)
        return httpx.Response(429, json={"reason": "busy"})

    host = Host("http://runner.example:1", b"k" * 32)
    host.http = httpx.Client(base_url=host.address, transport=httpx.MockTransport(busy))
    job = Job(id="1" * 32, work="program", files={"main.py": ""})
    token = origin.REQUEST_ID.set(GIVEN)
    with pytest.raises(RunnerBusy):
        list(host.stream(job))
    origin.REQUEST_ID.reset(token)
    with pytest.raises(RunnerBusy):
        list(host.stream(job))

    assert [headers.get("x-request-id") for headers in asked] == [GIVEN, None]


@pytest.mark.parametrize(("verdict", "level"), [(Verdict.FAULT, logging.WARNING), (Verdict.OK, logging.INFO)])
def test_the_runner_says_whose_job_ended_and_nothing_of_what_it_held(
    caplog: pytest.LogCaptureFixture, verdict: Verdict, level: int
) -> None:
    async def ended() -> None:
        async def run() -> Outcome:
            return Outcome(job="1" * 32, verdict=verdict, reason="canary", output="canary", wall_ms=12.5)

        running = asyncio.create_task(run())
        await running
        tell("1" * 32, {"request_id": GIVEN}, running)

    with caplog.at_level(logging.INFO, OF_JOBS):
        asyncio.run(ended())

    (record,) = [one for one in caplog.records if one.name == OF_JOBS]
    said = json.loads(Line("json").format(record))
    assert record.levelno == level
    assert (
        said.items() >= {"event": "job ended", "request_id": GIVEN, "verdict": verdict.value, "wall_ms": 12.5}.items()
    )
    assert "canary" not in str(said)
    assert f"job ended job={'1' * 32} request_id={GIVEN} verdict={verdict.value}" in Line("console").format(record)


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        ({"x-request-id": GIVEN, "traceparent": f"00-{'a' * 32}-{'b' * 16}-01"},
         {"request_id": GIVEN, "trace_id": "a" * 32}),
        ({"x-request-id": "two words here now", "traceparent": f"00-{'a' * 32}"}, {}),
        ({"x-request-id": GIVEN + "\n"}, {}),
        ({}, {}),
    ],
)  # fmt: skip
def test_only_ids_come_from_headers_into_lines(headers: dict[str, str], found: dict[str, str]) -> None:
    assert origin.known(headers) == found


@pytest.mark.parametrize(
    ("level", "jobs", "said"),
    [
        ("info", False, {"WARNING"}),
        ("info", True, {"INFO", "WARNING"}),
        ("warning", True, {"WARNING"}),
        ("error", False, set()),
    ],
)
def test_jobs_that_ended_well_are_told_only_where_asked_for(
    monkeypatch: pytest.MonkeyPatch, level: str, jobs: bool, said: set[str]
) -> None:
    root, logger = logging.getLogger(), logging.getLogger(OF_JOBS)
    before = root.level, logger.level
    monkeypatch.setattr(logging, "basicConfig", lambda *, level, **_more: root.setLevel(level))
    try:
        telling.set_up(level, "json", jobs=jobs)
        assert {name for name in ("INFO", "WARNING") if logger.isEnabledFor(getattr(logging, name))} == said
    finally:
        root.setLevel(before[0])
        logger.setLevel(before[1])
