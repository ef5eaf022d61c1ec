"""Verdicts, limits, templates and what happens when a part of the runner dies."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import pytest

from jobfutures.runner import cold, grading, resting, shell
from jobfutures.runner.errors import RunnerUnavailable, WrongJob
from jobfutures.runner.job import Job, Outcome, Output, Template, Tier, Verdict
from jobfutures.runner.limits import Limits
from jobfutures.runner.pool import Zygote
from jobfutures.runner.supervisor import Plan, Supervisor
from jobfutures.runner.tests.people import graded, program

pytestmark = pytest.mark.slow
Act = Callable[[Supervisor], Awaitable[object]]


class OutcomesOf(Protocol):
    def __call__(self, *jobs: Job, tier: Tier = Tier.NAMESPACES) -> list[Outcome]: ...


def with_supervisor(act: Act, tier: Tier = Tier.NAMESPACES) -> object:
    """Run one act with a supervisor of its own, and end it."""

    async def main() -> object:
        supervisor = Supervisor(Plan(tier=tier, spare=1, at_once=2))
        await supervisor.start()
        try:
            return await act(supervisor)
        finally:
            await supervisor.close()

    return asyncio.run(main())


@pytest.fixture(scope="module")
def outcomes_of() -> Iterator[OutcomesOf]:
    """Run jobs on one supervisor for each tier, for all tests here that leave it as it was."""
    started: dict[Tier, Supervisor] = {}

    async def run(jobs: Sequence[Job], tier: Tier) -> list[Outcome]:
        if tier not in started:
            started[tier] = Supervisor(Plan(tier=tier, spare=1, at_once=2))
            await started[tier].start()
        return [await started[tier].run(job) for job in jobs]

    with asyncio.Runner() as loop:
        yield lambda *jobs, tier=Tier.NAMESPACES: loop.run(run(jobs, tier))
        for supervisor in started.values():
            loop.run(supervisor.close())


@pytest.mark.parametrize("tier", [Tier.NAMESPACES, Tier.LANDLOCK])
def test_each_way_to_end_has_its_verdict(outcomes_of: OutcomesOf, tier: Tier) -> None:
    quick = Limits(wall_s=1.0, cpu_s=1)
    ways = {
        "print('hello')": Verdict.OK,
        "raise SystemExit(3)": Verdict.FAILED,
        "1 / 0": Verdict.FAILED,
        "import time; time.sleep(9)": Verdict.TIME,
        "while True: print('x' * 10000)": Verdict.OUTPUT,
        "import ctypes; ctypes.string_at(0)": Verdict.CRASHED,
    }

    outcomes = outcomes_of(*(program(code, quick) for code in ways), tier=tier)

    assert [outcome.verdict for outcome in outcomes] == list(ways.values())
    assert outcomes[0].output == "hello\n"
    assert outcomes[1].exit_code == 3
    assert "ZeroDivisionError" in outcomes[2].errors
    assert "inside" not in outcomes[2].errors


def test_output_comes_while_the_program_runs() -> None:
    pieces: list[str] = []

    async def act(supervisor: Supervisor) -> None:
        def emit(output: Output) -> None:
            pieces.append(output.text)

        code = "import time\nfor n in range(3): print(n, flush=True); time.sleep(.05)"
        await supervisor.run(program(code), emit)

    with_supervisor(act)

    assert pieces == ["0\n", "1\n", "2\n"]


def test_memory_and_cpu_are_measured_from_outside(outcomes_of: OutcomesOf) -> None:
    small, large = outcomes_of(program("x = 1"), program("x = bytearray(30 << 20); sum(range(3_000_000))"))

    assert small.memory_kib < 6_000
    assert 30_000 < large.memory_kib < 40_000
    assert large.cpu_ms > small.cpu_ms


def test_a_template_runs_once_and_its_files_cannot_be_written(outcomes_of: OutcomesOf) -> None:
    template = Template(files={"shop.py": "PRICE = 7"}, warm="import shop, os; shop.pid = os.getpid()")
    code = "import shop; print(shop.PRICE, shop.pid)\ntry: open(shop.__file__, 'a')\nexcept OSError: print('held')"
    jobs = [program(code, template=template) for _ in range(2)]

    first, second = outcomes_of(*jobs)

    assert first.output == second.output
    assert first.output.startswith("7 ")
    assert first.output.endswith("held\n")


def test_a_template_that_fails_says_why(outcomes_of: OutcomesOf) -> None:
    with pytest.raises(RunnerUnavailable, match="ZeroDivisionError"):
        outcomes_of(program("x = 1", template=Template(warm="1 / 0")))


def test_a_program_finds_only_what_it_imports_already_there(outcomes_of: OutcomesOf) -> None:
    tell = "import sys\nprint(*(name in sys.modules for name in ('django', 'sqlite3', 'pydantic')))\n"
    hidden = "import importlib\nprint(importlib.import_module('djan' + 'go').VERSION[0] > 4)\n"

    plain, named, found = outcomes_of(program(tell), program("import django\n" + tell), program(hidden))

    assert (plain.output, named.output, found.output) == (
        "False True False\n",
        "True True True\n",
        "True\n",
    )


def test_a_program_may_ask_to_be_called_after_a_fork(outcomes_of: OutcomesOf) -> None:
    (outcome,) = outcomes_of(program("import os, posix\nprint(os.register_at_fork is posix.register_at_fork)"))

    assert outcome.output == "True\n"


def test_a_zygote_that_does_not_come_up_ends_the_others_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Zygote] = []
    wait = Zygote.wait_until_ready

    async def refuse_candidates(zygote: Zygote) -> None:
        started.append(zygote)
        await wait(zygote)
        if zygote.name == "candidates":
            raise RunnerUnavailable("no memory")

    monkeypatch.setattr(Zygote, "wait_until_ready", refuse_candidates)

    with pytest.raises(RunnerUnavailable, match="no memory"):
        asyncio.run(resting.started(Plan(tier=Tier.NAMESPACES)))

    assert {zygote.name for zygote in started} == {"standard", "candidates"}
    assert all(zygote.dead.done() for zygote in started)


def test_using_what_was_imported_ahead_writes_no_count_and_what_a_program_makes_still_ends(
    outcomes_of: OutcomesOf,
) -> None:
    code = (
        "import sys, weakref, django.db.models as models\n"
        "for one in (models.Model, models.Model.save.__code__):\n"
        "    print(sys.getrefcount(one) == sys.getrefcount(None))\n"
        "class Own: pass\n"
        "own = Own(); weakref.finalize(own, print, 'ended'); del own\n"
    )

    (outcome,) = outcomes_of(program(code))

    assert outcome.output == "True\nTrue\nended\n"


def test_a_zygote_retires_only_when_the_forks_of_it_are_through() -> None:
    template = Template(warm="x = 1")

    async def act(supervisor: Supervisor) -> Outcome:
        first = supervisor.zygotes["candidates"].result()
        await supervisor.run(program("x = 1", template=template))
        running = asyncio.create_task(supervisor.run(program("import time; time.sleep(1)", template=template)))
        await asyncio.sleep(0.3)
        first.worn.set_result(None)
        while supervisor.zygotes["candidates"].result() is first:
            await asyncio.sleep(0.05)
        outcome = await running
        await asyncio.wait_for(first.dead, 5)
        return outcome

    outcome = with_supervisor(act)

    assert isinstance(outcome, Outcome)
    assert outcome.verdict is Verdict.OK


def test_graded_work_does_not_wait_for_snippets() -> None:
    order: list[str] = []

    async def act(supervisor: Supervisor) -> None:
        async def run(name: str, job: Job) -> None:
            await supervisor.run(job)
            order.append(name)

        snippets = [run("snippet", program("import time; time.sleep(.5)")) for _ in range(6)]
        running = [asyncio.create_task(one) for one in snippets]
        await asyncio.sleep(0.1)
        await run("graded", program("x = 1", lane="graded"))
        await asyncio.gather(*running)

    with_supervisor(act)

    assert order[0] == "graded"


def test_a_job_never_gets_a_weaker_tier_than_it_names(outcomes_of: OutcomesOf) -> None:
    with pytest.raises(RunnerUnavailable, match="needs the tier namespaces"):
        outcomes_of(program("x = 1", tier=Tier.NAMESPACES), tier=Tier.LANDLOCK)


def test_without_namespaces_files_processes_and_network_stay_closed(outcomes_of: OutcomesOf, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    tmp_path.chmod(0o755)
    code = f"""
import os, socket
def attempt(act):
    try: act(); print("GOT")
    except (OSError, RuntimeError): pass
attempt(lambda: open({str(tmp_path / "secret")!r}).read())
attempt(lambda: open("/etc/passwd").read())
attempt(lambda: os.listdir("/proc"))
attempt(lambda: open("/tmp/elsewhere", "w"))
attempt(os.fork)
attempt(lambda: os.kill(os.getppid(), 0))
attempt(socket.socket)
open("own", "w").write("x")
print("done")
"""

    (outcome,) = outcomes_of(program(code), tier=Tier.LANDLOCK)

    assert outcome.output == "done\n", outcome.errors


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"../main.py": ""}, "not accepted"),
        ({"/main.py": ""}, "not accepted"),
        ({"a/../../b.py": ""}, "not accepted"),
        ({"main.py": "x" * (2 << 20)}, "larger than"),
        ({f"f{number}.py": "" for number in range(100)}, "too many"),
        ({"main.py": "\0"}, "no text"),
        ({"main.py": "\ud800"}, "no text"),
    ],
)
def test_a_job_with_bad_files_is_refused_with_a_sentence(files: dict[str, str], sentence: str) -> None:
    with pytest.raises(WrongJob, match=sentence):
        Job(id="12345678", work="program", files=files).checked()


def test_two_workers_share_the_database_and_nothing_else(outcomes_of: OutcomesOf) -> None:
    files = {
        "main.py": "from jobfutures.runner.inside import remote\nSEEN = []\nclass App:\n    pass\n"
        "def app(environ, start):\n    SEEN.append(1)\n    c = remote.connect()\n"
        "    c.execute('update counter set n = n + 1')\n    start('200 OK', [])\n    return [str(len(SEEN)).encode()]\n"
    }
    checks = """
from grading import check
@check(requirement="shared", title="each worker counts for itself, the database for both")
def counted(run):
    found = [run.http(worker).get("/").text for worker in (0, 1, 0)]
    run.same(found, ["1", "1", "2"], "own counts")
    run.same(run.db.value("select n from counter"), 3, "shared count")
"""

    (outcome,) = outcomes_of(
        graded(
            files,
            checks,
            shim="wsgi",
            app="main:app",
            workers=2,
            database="create table counter (n); insert into counter values (0);",
        )
    )

    assert outcome.passed, outcome


def test_a_graded_run_stays_on_one_processor(outcomes_of: OutcomesOf) -> None:
    files = {"main.py": "import os\ndef where():\n    return sorted(os.sched_getaffinity(0))\n"}
    checks = """
import os
from grading import check
@check(requirement="close", title="the grader stays where the program does")
def close(run):
    run.same(run.call("where"), sorted(os.sched_getaffinity(0)), "processors")
    run.same(len(os.sched_getaffinity(0)), 1, "number of processors")
"""

    (outcome,) = outcomes_of(graded(files, checks))

    assert outcome.passed, outcome


def test_a_program_that_is_slow_to_finish_its_last_answer_passes_and_what_it_printed_is_shown(
    outcomes_of: OutcomesOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_all = grading.end_all

    async def end_late(cast: grading.Cast) -> list[grading.Ended]:
        await asyncio.sleep(0.5)  # as a supervisor does that waits for a processor
        return await end_all(cast)

    monkeypatch.setattr(grading, "end_all", end_late)
    files = {
        "main.py": "import time\nclass Body(list):\n    def close(self):\n        time.sleep(0.1)\n"
        "def app(environ, start):\n    print('asked', environ['PATH_INFO'])\n"
        "    start('200 OK', [('Content-Length', '2')])\n    return Body([b'ok'])\n"
    }
    checks = """
from grading import check
@check(requirement="answer", title="it answers")
def answers(run):
    run.same(run.http().get("/last").text, "ok", "the answer")
"""

    (outcome,) = outcomes_of(graded(files, checks, shim="wsgi", app="main:app"))

    assert outcome.passed, outcome
    assert outcome.output == "asked /last\n"


@pytest.mark.skipif(not cold.program(), reason="bubblewrap is not installed: apt install bubblewrap")
def test_what_the_interpreter_needs_may_stand_under_the_folder_that_the_sandbox_replaces(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with TemporaryDirectory(dir=Path("/", "tmp")) as place:
        Path(place, "needed").touch()
        needed = [*shell.interpreter_paths(), place]
        monkeypatch.setattr(shell, "interpreter_paths", lambda: needed)
        job = program(f"import os; print(os.listdir({place!r}))", starts_programs=True)
        done = asyncio.run(cold.run_cold(job, None, lambda *_: None, lambda: None))

    assert done.output == "['needed']\n", done


@pytest.mark.skipif(not cold.program(), reason="bubblewrap is not installed: apt install bubblewrap")
def test_a_program_that_starts_programs_runs_cold(outcomes_of: OutcomesOf) -> None:
    code = "import subprocess, sys\nprint(subprocess.check_output([sys.executable, '-c', 'print(6 * 7)'], text=True))"
    secret = "import os; print(os.listdir('/'), os.path.exists('/etc/passwd'), os.path.exists('/var'))"
    quick = Limits(wall_s=1.0)

    done, seen, late = outcomes_of(
        program(code, starts_programs=True),
        program(secret, starts_programs=True),
        program("import time; time.sleep(60)", quick, starts_programs=True),
    )

    assert done.output == "42\n\n", done
    assert seen.output.endswith("False False\n"), seen
    assert late.verdict is Verdict.TIME


def test_a_program_in_a_slot_may_not_start_programs(outcomes_of: OutcomesOf) -> None:
    (outcome,) = outcomes_of(program("import subprocess; subprocess.run(['/usr/bin/env'])"))

    assert outcome.verdict is Verdict.FAILED
