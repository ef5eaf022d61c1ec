"""Control groups are used again: nothing of the job before is seen, and none is left behind."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from jobfutures.runner import cgroups
from jobfutures.runner.cgroups import MOST_TASKS, ROOT, Groups
from jobfutures.runner.client import Client
from jobfutures.runner.job import Verdict
from jobfutures.runner.tests.people import program

pytestmark = pytest.mark.slow
PEAK = "memory.max_usage_in_bytes"
LARGE = "held = bytearray(120 << 20)\nfor place in range(0, len(held), 4096): held[place] = 1"
TOO_LARGE = LARGE.replace("120", "400")


def test_a_group_that_is_used_again_shows_nothing_of_the_job_before(runner: Client) -> None:
    large = runner.run(program(LARGE))
    small = [runner.run(program("x = 1")).memory_kib for _ in range(12)]  # more than slots are parked

    assert 120_000 < large.memory_kib < 140_000
    assert max(small) < 6_000


def test_a_job_that_hit_its_limit_does_not_tell_against_the_next(runner: Client) -> None:
    hit = [runner.run(program(TOO_LARGE)).verdict for _ in range(4)]
    after = [runner.run(program("x = 1")).verdict for _ in range(8)]

    assert all(verdict in (Verdict.MEMORY, Verdict.FAILED) for verdict in hit)  # the group's limit, or a MemoryError
    assert after == [Verdict.OK] * 8


class OrdinaryFiles(Groups):
    """Control groups made of ordinary files, which hold what was written last."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__({"memory": folder})

    def make(self, limits: tuple[int, int]) -> str:
        name = super().make(limits)
        for file, text in (("cgroup.procs", ""), ("memory.oom_control", "oom_kill 0"), (PEAK, "0")):
            (self.folder / name / file).write_text(text)
        return name

    def write(self, name: str, file: str, value: int) -> None:
        (self.folder / name / file).write_text(str(value))

    def remove(self, name: str) -> None:
        for file in (self.folder / name).iterdir():
            file.unlink()
        super().remove(name)


def test_a_group_is_used_again_once_the_kernel_holds_nothing_of_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups = OrdinaryFiles(tmp_path)
    first = groups.adopt(1, memory_mib=9, tasks=9)
    groups.release(first)
    assert groups.adopt(1, memory_mib=9, tasks=9) == first
    assert groups.adopt(1, memory_mib=8, tasks=9) != first

    groups.release(first)
    with monkeypatch.context() as held:
        held.setattr(OrdinaryFiles, "write", lambda *_: (tmp_path / first / PEAK).write_text(str(1 << 20)))
        second = groups.adopt(1, memory_mib=9, tasks=9)
    assert second != first
    assert groups.adopt(1, memory_mib=9, tasks=9) == first


def test_the_group_of_a_zygote_is_removed_when_the_next_one_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cgroups, "write", lambda *_: None)
    groups = Groups({"memory": tmp_path / "memory", "pids": tmp_path})
    groups.hold_zygote(1)
    (first,) = tmp_path.iterdir()
    groups.hold_zygote(2)

    assert len(list(tmp_path.iterdir())) == 1
    assert not first.exists()


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_a_group_whose_limit_was_hit_is_removed_and_its_files_are_closed(tmp_path: Path) -> None:
    groups = OrdinaryFiles(tmp_path)
    name = groups.adopt(1, memory_mib=9, tasks=9)
    before = open_files()
    groups.usage(name)
    (tmp_path / name / "memory.oom_control").write_text("oom_kill 1")

    groups.release(name)

    assert (list(tmp_path.iterdir()), open_files()) == ([], before)


def test_a_zygote_and_all_its_slots_have_one_limit_of_tasks(runner: Client) -> None:
    runner.run(program("x = 1"))

    is_version_1 = (ROOT / "pids" / "jobfutures").is_dir()  # the runner has just made it, where it may
    assert set(numbers("pids.max")) == ({MOST_TASKS} if is_version_1 else set())
    assert (max(numbers("pids.current"), default=0) > 1) is is_version_1  # a zygote and what is parked


def numbers(file: str) -> Iterator[int]:
    """Yield what stands in the groups of all runners; another may end meanwhile."""
    for place in (ROOT / "pids" / "jobfutures").glob(f"*/*/{file}"):
        with suppress(OSError):
            yield int(place.read_text())
