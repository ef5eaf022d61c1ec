"""The worker's part that looks for attempts."""

import threading
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from jobfutures.config import runs
from jobfutures.kit.bell import Ear
from jobfutures.runner.errors import NotBelieved


class Stopping(threading.Event):
    """Stops whoever waits, and remembers for how long they meant to."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.waits.append(timeout)
        self.set()
        return True


def test_a_worker_that_no_runner_believes_lets_others_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    class Attempt:
        pk, tries = "1", 1

    def refuse(**_given: Any) -> None:
        raise NotBelieved("The clocks are apart.")

    stopping, looked = Stopping(), list[object]()

    def look(*_given: object) -> Attempt:
        looked.append(stopping.is_set())
        return Attempt()

    monkeypatch.setattr(runs, "look", look)
    monkeypatch.setattr(runs, "run_attempt", refuse)
    monkeypatch.setattr(runs.origins, "of", lambda *_about, **_more: nullcontext())
    monkeypatch.setattr(runs, "close_old_connections", lambda: None)
    runs.keep_running(stopping, 1)

    assert looked[0] is False
    assert stopping.waits == [runs.AFTER_ERROR_S]


def test_a_worker_with_nothing_to_run_listens_for_the_bell(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    waits = list[float]()
    ear = Ear(tmp_path / "bell")
    monkeypatch.setattr(ear, "wait", waits.append)
    monkeypatch.setattr(runs, "is_any_waiting", lambda **_given: False)
    monkeypatch.setattr(runs, "close_old_connections", lambda: None)

    assert runs.look(threading.Event(), ear) is None
    assert waits == [runs.LOOK_S]
    ear.close()
