"""An image as read-only layers, a container as one process with a writable layer on top, and a build that reuses layers."""

import os
import signal
import subprocess
import sys
from collections import ChainMap
from hashlib import sha256

IMAGE = [{"/app/main.py": "v1"}, {"/usr/bin/python": "3.13"}]  # newest layer first; nobody writes into these


def start(image: list[dict[str, str]], volume: dict[str, str]) -> ChainMap[str, str]:
    """A container: an empty layer of its own over the image's. Only `volume` lives longer than the container."""
    return ChainMap({}, volume, *image)


def test_two_containers_of_one_image_do_not_see_each_others_files():
    one, two = start(IMAGE, {}), start(IMAGE, {})
    one["/app/upload.jpg"] = "a photo"
    one["/app/main.py"] = "patched by hand"
    print("one:", one["/app/main.py"], "- two:", two["/app/main.py"], "- image:", IMAGE[0]["/app/main.py"])
    assert "/app/upload.jpg" not in two
    assert two["/app/main.py"] == "v1" == IMAGE[0]["/app/main.py"]


def test_what_a_container_wrote_goes_with_it_unless_it_lies_on_a_volume():
    volume: dict[str, str] = {}
    container = start(IMAGE, volume)
    container["/app/upload.jpg"] = "a photo"
    volume["/data/upload.jpg"] = "a photo"  # mounted from outside
    container = start(IMAGE, volume)  # the deploy replaces the container
    print("after a deploy:", sorted(name for name in container if "upload" in name))
    assert "/app/upload.jpg" not in container and "/data/upload.jpg" in container


def build(steps: list[tuple[str, str]], cache: set[str]) -> list[str]:
    """Each step's key holds its text, the files it copies, and the key before it. Return the steps that ran."""
    ran, key = [], ""
    for step, files in steps:
        key = sha256(f"{key}|{step}|{files}".encode()).hexdigest()
        if key not in cache:
            ran.append(step)
            cache.add(key)
    return ran


def steps(source: str, *, lock_first: bool) -> list[tuple[str, str]]:
    if lock_first:
        return [("FROM python", ""), ("COPY uv.lock", "lock 1"), ("RUN install", ""), ("COPY .", source)]
    return [("FROM python", ""), ("COPY .", f"lock 1, {source}"), ("RUN install", "")]


def test_the_order_of_lines_decides_what_a_one_line_change_costs():
    for lock_first in (False, True):
        cache: set[str] = set()
        build(steps("main v1", lock_first=lock_first), cache)
        again = build(steps("main v2", lock_first=lock_first), cache)
        print(f"lock file copied first: {lock_first}; a source line changes, steps that run again: {again}")
        assert ("RUN install" in again) is (not lock_first)


SERVER = """
import os, signal, sys
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
print(os.getpid(), flush=True)
signal.pause()
"""


def stop(command: list[str]) -> str:
    """Send SIGTERM to the process that was started, as a container runtime does. Is the server told?"""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout
        server = int(started.stdout.readline())
        started.send_signal(signal.SIGTERM)
        started.wait()
        if server == started.pid:
            return f"told, exit code {started.returncode}"
        os.kill(server, 0)  # raises if it is gone
        os.kill(server, signal.SIGKILL)
        return "not told, still running"


def test_a_shell_in_between_keeps_the_signal():
    server = [sys.executable, "-S", "-c", SERVER]
    quoted = f"'{sys.executable}' -S -c '{SERVER}'; true"
    print("started directly:   ", stop(server))
    print("started by a shell: ", stop(["sh", "-c", quoted]))
    assert stop(server) == "told, exit code 0"
    assert stop(["sh", "-c", quoted]) == "not told, still running"
