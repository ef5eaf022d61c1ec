"""What is warm ends after a time without work, and is there again for the next job."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from jobfutures.runner.errors import RunnerUnavailable
from jobfutures.runner.job import Tier, Verdict
from jobfutures.runner.resting import Resting
from jobfutures.runner.supervisor import Plan, Supervisor
from jobfutures.runner.tests.people import program

pytestmark = pytest.mark.slow
REST_S = 0.4


def with_runs(act: Callable[[Resting], Awaitable[None]], rests_after_s: float | None = REST_S) -> None:
    async def main() -> None:
        runs = Resting(Plan(tier=Tier.NAMESPACES, spare=1, at_once=2), rests_after_s)
        await runs.start()
        try:
            await act(runs)
        finally:
            await runs.close()

    asyncio.run(main())


def zygotes(supervisor: Supervisor | None) -> list[int]:
    return [one.result().pid for one in supervisor.zygotes.values()] if supervisor else []


async def until_it_rests(runs: Resting) -> None:
    async with asyncio.timeout(20):
        while runs.now():
            await asyncio.sleep(0.02)


def test_nothing_is_warm_before_the_first_job_nor_after_the_rest_and_every_job_runs() -> None:
    async def act(runs: Resting) -> None:
        assert (runs.now(), runs.facts()["ready"], runs.facts()["warm"]) == (None, True, False)
        for number in (1, 2):
            outcomes = await asyncio.gather(*(runs.run(program("print(1)")) for _ in range(3)))
            assert [one.verdict for one in outcomes] == [Verdict.OK] * 3
            pids = zygotes(runs.now())
            assert len(pids) == 3
            assert runs.facts()["jobs_done"] == 3 * number
            await until_it_rests(runs)
            async with asyncio.timeout(20):
                while any(Path(f"/proc/{pid}").exists() for pid in pids):
                    await asyncio.sleep(0.02)
            assert (runs.facts()["ready"], runs.facts()["jobs_done"]) == (True, 3 * number)

    with_runs(act)


def test_who_says_that_work_will_come_wakes_it_and_without_any_it_rests_again() -> None:
    async def act(runs: Resting) -> None:
        runs.expect_work()
        runs.expect_work()
        async with asyncio.timeout(20):
            while runs.now() is None:
                await asyncio.sleep(0.02)
        await until_it_rests(runs)

    with_runs(act)


def test_where_nothing_is_safe_no_work_is_expected() -> None:
    async def main() -> None:
        runs = Resting(Plan(tier=Tier.NONE, spare=1, at_once=2), REST_S)
        runs.expect_work()
        assert runs.waking is None

    asyncio.run(main())


def test_a_job_that_takes_longer_than_the_rest_is_not_disturbed() -> None:
    async def act(runs: Resting) -> None:
        outcome = await runs.run(program(f"import time; time.sleep({REST_S * 4}); print('done')"))

        assert (outcome.verdict, outcome.output) == (Verdict.OK, "done\n")

    with_runs(act)


def test_who_gives_up_while_it_wakes_takes_nothing_from_the_others() -> None:
    async def act(runs: Resting) -> None:
        gone, stays = (asyncio.create_task(runs.run(program("print(1)"))) for _ in range(2))
        await asyncio.sleep(0.1)
        gone.cancel()

        assert (await stays).verdict is Verdict.OK
        assert runs.busy == 0

    with_runs(act)


def test_without_a_rest_all_is_warm_from_the_start() -> None:
    async def act(runs: Resting) -> None:
        first = zygotes(runs.now())
        await asyncio.sleep(REST_S * 3)

        assert len(first) == 3
        assert zygotes(runs.now()) == first

    with_runs(act, None)


@pytest.mark.parametrize("error", [OSError("no memory"), RuntimeError("no memory")])
def test_sandboxes_that_cannot_be_started_are_tried_again_with_the_next_job(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    async def refuse(_supervisor: Supervisor) -> None:
        raise error

    async def act(runs: Resting) -> None:
        with monkeypatch.context() as broken:
            broken.setattr(Supervisor, "start", refuse)
            with pytest.raises((RunnerUnavailable, RuntimeError), match="no memory"):
                await runs.run(program("print(1)"))

        assert (await runs.run(program("print(1)"))).verdict is Verdict.OK

    with_runs(act)


@pytest.mark.parametrize("rests_after_s", [REST_S, None])
def test_where_nothing_is_safe_no_job_starts_anything(rests_after_s: float | None) -> None:
    async def refused() -> None:
        runs = Resting(Plan(tier=Tier.NONE), rests_after_s)
        with pytest.raises(RunnerUnavailable, match="needs the tier"):
            await runs.run(program("print(1)"))

        assert (runs.warm, runs.facts()["ready"]) == (None, False)

    asyncio.run(refused())
