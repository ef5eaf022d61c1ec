"""What happens when a zygote ends, and what zygotes leave to each other."""

import asyncio
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from jobfutures.runner import image, pool
from jobfutures.runner.errors import SlotLost
from jobfutures.runner.job import Outcome, Template, Verdict
from jobfutures.runner.limits import Limits
from jobfutures.runner.pool import Zygote
from jobfutures.runner.supervisor import Supervisor
from jobfutures.runner.tests.people import program
from jobfutures.runner.tests.test_supervisor import with_supervisor

pytestmark = pytest.mark.slow
TEMPLATE = Template(warm="x = 1")
START_S = 30


def both(name: str) -> Callable[[Supervisor], tuple[Zygote, Zygote]]:
    """Return what finds a zygote and its heir."""

    def find(supervisor: Supervisor) -> tuple[Zygote, Zygote]:
        zygote = supervisor.zygotes[name].result()
        assert zygote.heir
        return zygote, zygote.heir

    return find


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(START_S):
        while not holds():
            await asyncio.sleep(0.01)


async def end(zygotes: Iterable[Zygote]) -> None:
    for zygote in zygotes:
        zygote.kill()
        await zygote.dead


@pytest.mark.parametrize(("name", "start"), [("standard", ""), ("candidates", "import django\n")])
def test_the_heir_of_a_killed_zygote_serves_until_there_is_a_new_one(name: str, start: str) -> None:
    async def act(supervisor: Supervisor) -> list[Outcome]:
        zygote, heir = both(name)(supervisor)
        sleeper = program(f"{start}import time; time.sleep(.4)")
        running = [asyncio.create_task(supervisor.run(replace(sleeper, id=uuid4().hex))) for _ in range(2)]
        await asyncio.sleep(0.2)
        zygote.kill()
        after = [await supervisor.run(program(f"{start}print(1)")) for _ in range(3)]
        assert supervisor.zygotes[name].result() is heir, "nobody had to wait for an interpreter to start"
        await until(lambda: supervisor.restarts == 1)
        after.append(await supervisor.run(program(f"{start}print(1)")))
        await until(heir.dead.done)
        return [*await asyncio.gather(*running), *after]

    outcomes = with_supervisor(act)

    assert [outcome.verdict for outcome in outcomes] == [Verdict.FAULT] * 2 + [Verdict.OK] * 4


def test_a_zygote_and_its_heir_that_are_killed_are_replaced() -> None:
    async def act(supervisor: Supervisor) -> Outcome:
        await end(both("standard")(supervisor))
        return await supervisor.run(program("print(1)"))

    outcome = with_supervisor(act)

    assert isinstance(outcome, Outcome)
    assert outcome.verdict is Verdict.OK


def test_nothing_is_left_of_a_slot_that_was_not_set_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    async def act(supervisor: Supervisor) -> tuple[int, int]:
        zygote, _heir = both("standard")(supervisor)
        others = [future.result() for future in supervisor.zygotes.values()]
        await until(lambda: all(slot.parked.done() for one in others for slot in one.idle))
        before = files_of_ours()
        monkeypatch.setattr(pool, "PARK_S", 0)
        with pytest.raises(SlotLost, match="not set up"):
            await zygote.take(Limits(disk_mib=7))
        await until(lambda: len(zygote.slots) == len(zygote.idle))
        await asyncio.sleep(0.3)
        return before, files_of_ours()

    before, after = with_supervisor(act)

    assert after == before


def files_of_ours() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_a_template_outlives_the_zygote_that_it_was_forked_from() -> None:
    async def act(supervisor: Supervisor) -> tuple[bool, Outcome]:
        template = await supervisor.zygote_of(TEMPLATE)
        zygote, _heir = both("candidates")(supervisor)
        await end([zygote])
        outcome = await supervisor.run(program("print(1)", template=TEMPLATE))
        return template.dead.done(), outcome

    ended, outcome = with_supervisor(act)

    assert (ended, outcome.verdict) == (False, Verdict.OK)


def test_nothing_is_left_of_a_shell_once_its_last_zygote_has_ended() -> None:
    async def act(supervisor: Supervisor) -> None:
        zygote, heir = both("standard")(supervisor)
        assert os.getsid(zygote.pid) != os.getsid(0), "who stops us from a terminal stops no zygote"
        first = Path(f"/proc/{zygote.shell}")
        assert first.exists()
        await end([zygote, heir])
        await until(lambda: not first.exists())

    with_supervisor(act)


def test_who_gives_up_while_a_zygote_is_replaced_takes_it_from_nobody() -> None:
    async def act(supervisor: Supervisor) -> Outcome:
        await end(both("standard")(supervisor))
        gone = asyncio.create_task(supervisor.run(program("print(1)")))
        await asyncio.sleep(0.05)
        gone.cancel()
        return await asyncio.wait_for(supervisor.run(program("print(1)")), 10)

    outcome = with_supervisor(act)

    assert isinstance(outcome, Outcome)
    assert outcome.verdict is Verdict.OK


@pytest.mark.parametrize("kind", ["template", "heir"])
def test_a_fork_leaves_no_file_of_its_parent_open(kind: str) -> None:
    async def act(supervisor: Supervisor) -> tuple[int, int]:
        first, heir = both("candidates")(supervisor)
        fork = await supervisor.zygote_of(TEMPLATE) if kind == "template" else heir
        await until(lambda: all(slot.parked.done() for slot in (*first.idle, *fork.idle)))
        return open_files(first), open_files(fork)

    first, fork = with_supervisor(act)

    assert fork <= first + 1  # the place of its template


def open_files(zygote: Zygote) -> int:
    return len(list(Path(f"/proc/{zygote.pid}/fd").iterdir()))


@pytest.mark.parametrize("kind", ["candidates", "template"])
def test_a_zygote_keeps_its_huge_pages_while_it_serves(kind: str) -> None:
    """It breaks one up by writing to it once a slot shares it; nearly all that it writes to stand together."""

    async def act(supervisor: Supervisor) -> tuple[int, int]:
        template = TEMPLATE if kind == "template" else Template()
        job = program("import django", template=template)
        zygote = await supervisor.zygote_for(job)
        before = huge_kib(zygote)
        for _ in range(6):
            await supervisor.run(replace(job, id=uuid4().hex))
        return before, huge_kib(zygote)

    before, after = with_supervisor(act)

    assert after >= before * 0.6


def huge_kib(zygote: Zygote) -> int:
    return sum(map(int, re.findall(r"AnonHugePages: +(\d+)", Path(f"/proc/{zygote.pid}/smaps").read_text())))


def output_of(code: str) -> str:
    async def act(supervisor: Supervisor) -> Outcome:
        return await supervisor.run(program(code))

    outcome = with_supervisor(act)
    assert isinstance(outcome, Outcome)
    return outcome.output + outcome.errors


def test_all_that_is_said_to_be_warm_is_warm() -> None:
    """What is passed over may be what another module cannot do without."""
    code = f"import django, sys\nprint(*[name for name in {image.CANDIDATES} if name not in sys.modules])"

    assert output_of(code) == "\n"


def test_an_application_imports_nothing_more_when_it_is_made() -> None:
    code = """
import sys
from fastapi import FastAPI
from pydantic import BaseModel
before = set(sys.modules)
class Order(BaseModel):
    total: int
app = FastAPI()
@app.post("/orders/{number}")
def order(number: int, body: Order) -> Order:
    return body
print(*set(sys.modules) - before)
"""

    assert output_of(code) == "\n"
