"""The id of a request goes to the runner beside the job, and stands in the line of a job that went wrong."""

import asyncio
import logging

import httpx
import pytest

from jobfutures.runner import origin
from jobfutures.runner.client import Host
from jobfutures.runner.errors import RunnerBusy
from jobfutures.runner.job import Job, Outcome, Verdict
from jobfutures.runner.server import tell

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


@pytest.mark.parametrize(
    ("verdict", "level"), [(Verdict.FAULT, logging.WARNING), (Verdict.OK, logging.DEBUG)]
)  # fmt: skip
def test_the_runner_says_whose_job_went_wrong_and_nothing_of_what_it_held(
    caplog: pytest.LogCaptureFixture, verdict: Verdict, level: int
) -> None:
    async def ended() -> None:
        async def run() -> Outcome:
            return Outcome(job="1" * 32, verdict=verdict, reason="canary", output="canary")

        running = asyncio.create_task(run())
        await running
        tell("1" * 32, GIVEN, running)

    with caplog.at_level(logging.DEBUG, "jobfutures.runner.server"):
        asyncio.run(ended())

    (line,) = [one for one in caplog.records if one.name == "jobfutures.runner.server"]
    assert (line.levelno, GIVEN in line.getMessage(), "canary" in line.getMessage()) == (level, True, False)
