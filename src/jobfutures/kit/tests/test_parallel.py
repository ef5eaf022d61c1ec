"""What forks make is what one process makes, in the same order."""

import os
import threading

import pytest

from jobfutures.kit.parallel import WORTH_FORKS, mapped

MANY = range(WORTH_FORKS * 3)


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "process_cpu_count", lambda: 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def test_many_things_are_made_by_forks_in_order() -> None:
    found = mapped(lambda one: (one, os.getpid()), MANY)

    assert [one for one, _ in found] == list(MANY)
    assert os.getpid() not in {pid for _, pid in found}


def test_few_things_are_made_here() -> None:
    assert set(mapped(lambda _one: os.getpid(), range(WORTH_FORKS - 1))) == {os.getpid()}


@pytest.mark.parametrize(("name", "number"), [("active_count", 2), ("process_cpu_count", 1)])
def test_a_process_with_threads_or_one_processor_makes_all_itself(
    monkeypatch: pytest.MonkeyPatch, name: str, number: int
) -> None:
    monkeypatch.setattr(threading if name == "active_count" else os, name, lambda: number)

    assert set(mapped(lambda _one: os.getpid(), MANY)) == {os.getpid()}


def test_an_error_of_a_fork_is_ours() -> None:
    def refuse(one: int) -> int:
        if one == MANY[-1]:
            raise ValueError(f"no {one}")
        return one

    with pytest.raises(ValueError, match=f"no {MANY[-1]}"):
        mapped(refuse, MANY)
