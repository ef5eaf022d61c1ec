"""The runner's figures, interleaved, medians of ROUNDS, with the floor and the peer in the same run.

    python bench/runner.py [ROUNDS] [SOAK]

floor: fork and exit of an interpreter with the same modules: those of the standard library for a program that imports
nothing else, all of them for others.  peer: bubblewrap, cold, the same program.
"""

import asyncio
import gc
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path

from jobfutures.runner import cgroups, memory, privileges, shell, tier
from jobfutures.runner.first import preload
from jobfutures.runner.image import ARENAS, IMAGES, PASSED_OVER
from jobfutures.runner.job import Grading, Job, Template, Tier, Verdict
from jobfutures.runner.supervisor import Plan, Supervisor

TRIVIAL = "print(1)"
TRIVIAL_LARGE = "import django; print(1)"
SETTINGS = """
import django
from django.conf import settings
settings.configure(INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"], SECRET_KEY="bench",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField")
django.setup()
from django.db import connection
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
with connection.schema_editor() as editor:
    for model in (ContentType, Permission, Group, User):
        editor.create_model(model)
User.objects.create(username="ana")
assert User.objects.filter(username="ana").count() == 1
"""
WARM = (
    SETTINGS
    + """
import sys, types
image = connection.connection.serialize()
connection.close()
fresh = types.ModuleType("fresh")
def restore():
    connection.ensure_connection()
    connection.connection.deserialize(image)
fresh.restore = restore
sys.modules["fresh"] = fresh
"""
)
ORM = """
import fresh; fresh.restore()
from django.contrib.auth.models import User
User.objects.create(username="ben")
assert User.objects.count() == 2
"""
APP = """
from fastapi import FastAPI, Header, HTTPException
app = FastAPI()
ORDERS = {1: {"owner": "ana", "total": 10}, 2: {"owner": "ben", "total": 20}}
@app.get("/orders/{number}")
def order(number: int, x_user: str = Header("")):
    found = ORDERS.get(number)
    if found is None or found["owner"] != x_user:
        raise HTTPException(404)
    return found
"""
CHECKS = """
from grading import check
CASES = [("/orders/1", "ana", 200), ("/orders/2", "ana", 404), ("/orders/2", "ben", 200),
    ("/orders/1", "ben", 404), ("/orders/9", "ana", 404), ("/orders/1", "", 404)]
for number, (path, user, status) in enumerate(CASES):
    def body(run, path=path, user=user, status=status):
        run.expect(run.http().get(path, headers={"x-user": user}).status == status, f"{path} for {user}")
    body.__name__ = f"case_{number}"
    check(requirement="access", title=f"{path} for {user or 'nobody'}")(body)
"""
Measure = Callable[[], Awaitable[float]]
FLOOR, FLOOR_LARGE = "floor: fork, standard library", "floor: fork, all libraries"
TRIVIAL_NAME, LARGE_NAME = "trivial program", "trivial program, all libraries"
ORM_NAME, VERDICT_NAME = "Django ORM from a template", "verdict, 6 hidden checks"
COLD_ORM = "peer: bubblewrap cold, Django ORM"


def job(code: str, template: Template | None = None) -> Job:
    return Job(
        id=uuid.uuid4().hex, work="program", files={"main.py": code}, lane="graded", template=template or Template()
    ).checked()


def graded() -> Job:
    grading = Grading(checks={"hidden.py": CHECKS}, shim="asgi", app="main:app", seed=1)
    return Job(id=uuid.uuid4().hex, work="grading", files={"main.py": APP}, lane="graded", grading=grading).checked()


class Floor:
    """A process that has imported what a zygote has, and forks on request. It ends when we do."""

    def __init__(self, image: str) -> None:
        to_child, self.ask = os.pipe()
        self.answer, from_child = os.pipe()
        if os.fork() == 0:
            os.closerange(3, to_child)  # those of another floor, which would otherwise never end
            os.close(self.ask)
            mapped = memory.reserve_arenas(ARENAS[image])
            preload(IMAGES[image], PASSED_OVER)
            del mapped
            gc.collect()
            memory.make_immortal()
            gc.freeze()
            memory.use_huge_pages()
            while asked := os.read(to_child, 1 << 16):
                if asked.startswith(b"["):
                    began = time.perf_counter()
                    subprocess.run(json.loads(asked), check=True, stdout=subprocess.DEVNULL)
                    os.write(from_child, f"{(time.perf_counter() - began) * 1000:.4f}\n".encode())
                    continue
                if asked != b"x":
                    os.write(from_child, f"{private_kib(int(asked))}\n".encode())
                    continue
                began = time.perf_counter()
                pid = os.fork()
                if pid == 0:
                    os._exit(0)
                os.waitpid(pid, 0)
                os.write(from_child, f"{(time.perf_counter() - began) * 1000:.4f}\n".encode())
            os._exit(0)
        for ends_there in (to_child, from_child):
            os.close(ends_there)

    async def measure(self) -> float:
        os.write(self.ask, b"x")
        return float(os.read(self.answer, 64))

    async def run(self, words: list[str]) -> float:
        os.write(self.ask, json.dumps(words).encode())
        return float(os.read(self.answer, 64))

    def private_kib(self, pid: int) -> int:
        """Ask the process that is still root: a slot shows its memory to nobody else."""
        os.write(self.ask, str(pid).encode())
        return int(os.read(self.answer, 64))


def bubblewrap(code: str, floor: Floor) -> Measure | None:
    """The same program, cold: a new sandbox and a new interpreter each time; None where bubblewrap is not installed."""
    program = shutil.which("bwrap")
    if program is None:
        return None
    words = [
        program,
        "--unshare-all",
        "--die-with-parent",
        "--clearenv",
        "--tmpfs",
        "/tmp",
        "--proc",
        "/proc",
        "--dev",
        "/dev",
    ]
    for link in shell.SYSTEM_LINKS:
        words += ["--symlink", str(Path(link).readlink()), link] if Path(link).is_symlink() else []
    for place in shell.interpreter_paths():
        words += ["--ro-bind", place, place]
    words += ["--", sys.executable, "-I", "-c", code]

    async def measure() -> float:
        return await floor.run(words)

    return measure


def alone(supervisor: Supervisor, code: str, template: Template | None = None) -> Measure:
    async def measure() -> float:
        outcome = await supervisor.run(job(code, template))
        assert outcome.verdict is Verdict.OK, outcome
        return outcome.wall_ms

    return measure


def verdict(supervisor: Supervisor) -> Measure:
    async def measure() -> float:
        outcome = await supervisor.run(graded())
        assert outcome.passed, outcome
        return outcome.wall_ms

    return measure


async def throughput(measure: Measure, at_once: int, seconds: float) -> float:
    """Return how many runs a second go through with so many at once."""
    ends = time.perf_counter() + seconds
    done = 0

    async def keep_on() -> None:
        nonlocal done
        while time.perf_counter() < ends:
            await measure()
            done += 1

    began = time.perf_counter()
    await asyncio.gather(*(keep_on() for _ in range(at_once)))
    return done / (time.perf_counter() - began)


def private_kib(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(("Private_Dirty", "Private_Clean")))


def standing(supervisor: Supervisor) -> dict[str, int]:
    """What must not grow: the zygote's memory, our open files, control groups."""
    zygote = supervisor.zygotes["standard"].result()
    groups = supervisor.plan.groups
    return {
        "zygote KiB": int(Path(f"/proc/{zygote.pid}/statm").read_text().split()[1])
        * os.sysconf("SC_PAGE_SIZE")
        // 1024,
        "files": len(list(Path("/proc/self/fd").iterdir())),
        "slots": len(zygote.slots),
        "groups": sum(1 for folder in groups.folders.values() for one in folder.iterdir() if one.is_dir())
        if groups
        else 0,
    }


async def soak(supervisor: Supervisor, jobs: int) -> None:
    kinds = [
        TRIVIAL,
        "1/0",
        "import os; os._exit(3)",
        "print('x' * 3_000_000)",
        "import threading\nfor _ in range(9): threading.Thread(target=print).start()",
        "import ctypes; ctypes.string_at(0)",
    ]
    limit = asyncio.Semaphore(4)

    async def one(number: int) -> None:
        async with limit:
            await supervisor.run(job(ORM, ORM_TEMPLATE) if number % 10 == 9 else job(kinds[number % len(kinds)]))

    await asyncio.gather(*(one(number) for number in range(FIRST_JOBS)))
    await asyncio.sleep(1)
    before, began = standing(supervisor), time.perf_counter()
    for start in range(0, jobs, 500):
        await asyncio.gather(*(one(number) for number in range(start, min(start + 500, jobs))))
    took = time.perf_counter() - began
    await asyncio.sleep(1)
    print(f"\nsoak: {jobs} mixed jobs in {took:.0f} s ({jobs / took:.0f}/s)")
    for name, now in standing(supervisor).items():
        growth = (now / before[name] - 1) * 100 if before[name] else 0
        print(f"  {name:12} {before[name]:>8} -> {now:>8}  ({growth:+.1f} %)")


ORM_TEMPLATE = Template(warm=WARM)
FIRST_JOBS = 2000  # by then every control group that is kept has been used in every way, and its files are open


async def interleave(measures: dict[str, Measure], rounds: int) -> dict[str, list[float]]:
    """Return the times of each measure, ms, taken in turn; three rounds before do not count."""
    times: dict[str, list[float]] = {name: [] for name in measures}
    for turn in range(rounds + 3):
        for name, measure in measures.items():
            await asyncio.sleep(0.03)  # the pool refills beside, as it does between people
            took = await measure()
            if turn >= 3:
                times[name].append(took)
    return times


def show(times: dict[str, list[float]], rounds: int) -> None:
    print(f"\n{'median of ' + str(rounds):36} {'p50 ms':>8} {'p95 ms':>8} {'x floor':>8}")
    for name, found in times.items():
        base = statistics.median(times[FLOOR if name in (FLOOR, TRIVIAL_NAME) else FLOOR_LARGE])
        middle, late = statistics.median(found), sorted(found)[int(len(found) * 0.95)]
        print(f"{name:36} {middle:8.2f} {late:8.2f} {middle / base:8.1f}")
    if COLD_ORM in times:
        faster = statistics.median(times[COLD_ORM]) / statistics.median(times[ORM_NAME])
        print(f"Django ORM: {faster:.0f} x faster than bubblewrap cold (goal 20)")


async def replace_killed(supervisor: Supervisor, name: str, code: str) -> float:
    """Kill a zygote and return the seconds until the next job has run in a fresh one."""
    began = time.perf_counter()
    supervisor.zygotes[name].result().kill()
    await supervisor.zygotes[name].result().dead
    await alone(supervisor, code)()
    return time.perf_counter() - began


async def main(
    rounds: int, soaked: int, groups: cgroups.Groups | None, floors: list[Floor], peers: dict[str, Measure | None]
) -> None:
    supervisor = Supervisor(Plan(tier=Tier.NAMESPACES, groups=groups))
    began = time.perf_counter()
    await supervisor.start()
    print(f"ready after {time.perf_counter() - began:.2f} s; control groups: {'yes' if groups else 'no'}")
    await asyncio.sleep(0.5)
    for name in IMAGES:
        zygote = supervisor.zygotes[name].result()
        idle = statistics.median(floors[0].private_kib(slot.pid) for slot in zygote.idle)
        print(f"{name}: {zygote.resident_kib // 1024} MiB; idle slot {idle / 1024:.1f} MiB private (goal 3)")
    ours = {
        FLOOR: floors[0].measure,
        FLOOR_LARGE: floors[1].measure,
        TRIVIAL_NAME: alone(supervisor, TRIVIAL),
        LARGE_NAME: alone(supervisor, TRIVIAL_LARGE),
        ORM_NAME: alone(supervisor, ORM, ORM_TEMPLATE),
        VERDICT_NAME: verdict(supervisor),
    }
    show(await interleave(ours | {name: peer for name, peer in peers.items() if peer}, rounds), rounds)
    for name, goal in ((TRIVIAL_NAME, "goal 250"), (LARGE_NAME, "no goal"), (ORM_NAME, "goal 150")):
        found = sorted([await throughput(ours[name], 4, 3) for _ in range(5)])
        print(f"throughput, {name}: {found[2]:.0f}/s, from {found[0]:.0f} to {found[-1]:.0f} ({goal})")
    for name, code in (("standard", TRIVIAL), ("candidates", TRIVIAL_LARGE)):
        print(
            f"{name} killed: the next job was done after {await replace_killed(supervisor, name, code):.2f} s (goal 1)"
        )
    if soaked:
        await soak(supervisor, soaked)
    await supervisor.close()


if __name__ == "__main__":
    both_floors = [Floor(name) for name in IMAGES]
    cold_peers = {
        "peer: bubblewrap cold, trivial": bubblewrap(TRIVIAL, both_floors[0]),
        COLD_ORM: bubblewrap(SETTINGS, both_floors[0]),
    }
    held = (
        privileges.give_up_root("nobody", readable=shell.interpreter_paths())
        if os.geteuid() == 0
        else cgroups.find_delegated()
    )
    state = tier.probe()
    assert state.tier is Tier.NAMESPACES, state
    asyncio.run(
        main(
            int(sys.argv[1]) if len(sys.argv) > 1 else 30,
            int(sys.argv[2]) if len(sys.argv) > 2 else 0,
            held,
            both_floors,
            cold_peers,
        )
    )
