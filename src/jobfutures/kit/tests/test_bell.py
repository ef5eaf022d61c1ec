"""The bell between processes of one host. Waits that end by themselves last a minute: a test that needs one hangs."""

import os
import threading
from pathlib import Path

import pytest

from jobfutures.kit.bell import Ear, ring

LONG_S = 60.0


class Listening(threading.Thread):
    """Waits once, for a minute."""

    def __init__(self, ear: Ear) -> None:
        super().__init__(daemon=True)
        self.ear = ear
        self.start()

    def run(self) -> None:
        self.ear.wait(LONG_S)


def has_woken(listening: Listening) -> bool:
    listening.join(LONG_S / 2)
    return not listening.is_alive()


def test_who_waits_wakes_when_it_rings(tmp_path: Path) -> None:
    ear = Ear(tmp_path / "bell")
    listening = Listening(ear)
    ring(tmp_path / "bell")

    assert has_woken(listening)
    ear.close()


def test_what_rang_before_is_heard_once(tmp_path: Path) -> None:
    ear = Ear(tmp_path / "bell")
    for _ in range(3):
        ring(tmp_path / "bell")

    assert has_woken(Listening(ear))
    assert ear.pipe is not None
    with pytest.raises(BlockingIOError):
        os.read(ear.pipe, 1)  # nothing is left to wake for
    ear.close()


def test_nobody_listens_or_has_listened_for_long(tmp_path: Path) -> None:
    ring(tmp_path / "no-bell")
    assert not (tmp_path / "no-bell").exists()

    ear = Ear(tmp_path / "bell")
    for _ in range(70_000):  # more than a pipe holds
        ring(tmp_path / "bell")
    assert has_woken(Listening(ear))
    ear.close()
    ring(tmp_path / "bell")


def test_a_place_that_can_be_no_bell_is_looked_past(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")

    for place in (tmp_path / "file", tmp_path / "nowhere" / "bell"):
        ear = Ear(place)
        assert ear.pipe is None
        ear.wait(0)
        ear.close()
    assert (tmp_path / "file").read_text() == "kept"
