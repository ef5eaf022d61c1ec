"""Forty pictures, 0.2 s of computing and 0.8 s of uploading each, on four cores: five designs on a simulated clock."""

import hashlib
import heapq
import json
import pickle
import sys
import threading
import time
import zlib
from dataclasses import dataclass

import pytest

PICTURES, RESIZE, UPLOAD, CORES = 40, 0.2, 0.8, 4


@dataclass
class Design:
    """How many pictures may be resized at once, how many uploaded, and whether one worker does both in turn."""

    name: str
    resizing: int
    uploading: int
    workers: int | None = None  # one worker carries a picture through both steps


def seconds(design: Design) -> float:
    """The end of the last upload: each picture takes a worker, then a slot for each step."""
    workers = [0.0] * (design.workers or PICTURES)
    resizers, uploaders = [0.0] * design.resizing, [0.0] * design.uploading
    end = 0.0
    for _ in range(PICTURES):
        begin = max(heapq.heappop(workers), heapq.heappop(resizers))
        resized = begin + RESIZE
        heapq.heappush(resizers, resized)
        uploaded = max(resized, heapq.heappop(uploaders)) + UPLOAD
        heapq.heappush(uploaders, uploaded)
        heapq.heappush(workers, uploaded if design.workers else resized)
        end = max(end, uploaded)
    return round(end, 1)


DESIGNS = [
    (Design("one after the other", 1, 1, workers=1), 40.0),
    (Design("4 processes, each does both", 4, 4, workers=4), 10.0),
    (Design("20 threads, resizing keeps the interpreter lock", 1, 20, workers=20), 8.8),
    (Design("20 threads, resizing releases the lock, 4 cores", 4, 20, workers=20), 2.8),
    (Design("4 processes resize, 20 threads upload", 4, 20), 2.8),
]


@pytest.mark.parametrize(("design", "expected"), DESIGNS, ids=[design.name.split(",")[0] for design, _ in DESIGNS])
def test_how_long_forty_pictures_take(design, expected):
    took = seconds(design)
    print(f"{design.name}: {took} s")
    assert took == expected


def test_where_the_limit_is_next():
    best = Design("", 4, 20)
    more_uploads, more_cores = Design("", 4, 40), Design("", 8, 20)
    print(f"now {seconds(best)} s; 40 uploads at once {seconds(more_uploads)} s; 8 cores {seconds(more_cores)} s")
    assert seconds(more_uploads) == seconds(best) > seconds(more_cores)


@pytest.mark.parametrize(("width", "height"), [(800, 600), (6000, 4000)])
def test_memory_sets_a_limit_before_the_cores_do(width, height):
    decoded = width * height * 4 / 1e6
    fit = int(1500 / decoded)
    print(f"{width} x {height}: {decoded:.0f} MB decoded; {fit} at once in 1.5 GB")
    assert fit == {800: 781, 6000: 15}[width]


def test_what_crosses_the_border_of_a_process():
    picture = bytes(5_000_000)
    as_bytes, as_path = len(pickle.dumps(picture)), len(pickle.dumps("/uploads/4711.jpg"))
    print(f"sent to another process: the picture {as_bytes:,} bytes, its path {as_path} bytes")
    assert as_bytes > 5_000_000 and as_path < 60


def others_run_during(work) -> bool:
    """Does another thread get on while `work` is inside its one long call?"""
    count, stop = 0, threading.Event()

    def counting() -> None:
        nonlocal count
        while not stop.is_set():
            count += 1
            time.sleep(0)  # lets go by itself

    interval = sys.getswitchinterval()
    sys.setswitchinterval(60)  # nobody is asked to let go: only a released lock lets the other one run
    thread = threading.Thread(target=counting)
    thread.start()
    moved = False
    for _ in range(3):
        before = count
        work()
        moved = moved or count > before
    stop.set()
    sys.setswitchinterval(interval)
    thread.join()
    return moved


DATA, ROWS = bytes(range(256)) * 8_000, [{"id": number} for number in range(20_000)]


@pytest.mark.parametrize(
    ("name", "work", "expected"),
    [
        ("zlib.compress", lambda: zlib.compress(DATA), True),
        ("hashlib.sha256", lambda: hashlib.sha256(DATA * 10).digest(), True),
        ("json.dumps", lambda: json.dumps(ROWS), False),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_which_libraries_compute_without_the_lock(name, work, expected):
    released = others_run_during(work)
    print(f"{name}: other threads run meanwhile: {released}")
    assert released is expected
