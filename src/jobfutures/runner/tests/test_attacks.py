"""Hostile programs in the sandbox: none gets anything, each ends as it should, and the next program finds all clean."""

import platform
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from jobfutures.runner.client import Client
from jobfutures.runner.tests.attacks import Attack, calls, processes, resources
from jobfutures.runner.tests.people import QUICK, program

ATTACKS = [*resources.ATTACKS, *processes.ATTACKS, *calls.ATTACKS]
CLEAN = """
import json, os, sqlite3, sys, django.http
assert json.loads("[1]") == [1] and django.http.HttpResponse and sqlite3.connect
left = [f"{place}/{name}" for place in ("/tmp", "/box", "/dev/shm") for name in os.listdir(place)]
assert not [one for one in left if one != "/box/main.py" and not sys.prefix.startswith(one)], left
print("clean")
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(platform.machine() != "x86_64", reason="the numbers are those of x86-64"),
]


@dataclass
class Host:
    """What the attacks try to reach: a listening port, two sockets, a file with a secret."""

    port: int
    socket: Path
    secret: Path


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    folder = tmp_path_factory.mktemp("host")
    folder.chmod(0o755)
    secret = folder / "secret"
    secret.write_text("secret")
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        socket.socket(socket.AF_UNIX) as named,
        socket.socket(socket.AF_UNIX) as abstract,
    ):
        named.bind(str(folder / "s"))
        named.listen()
        (folder / "s").chmod(0o777)
        abstract.bind("\0jobfutures-attack")
        abstract.listen()
        yield Host(listener.getsockname()[1], folder / "s", secret)


@pytest.mark.parametrize("attack", ATTACKS, ids=[attack.name for attack in ATTACKS])
def test_nothing_is_got_and_the_next_program_is_clean(runner: Client, host: Host, attack: Attack) -> None:
    code = (
        attack.program.replace("{port}", str(host.port))
        .replace("{socket}", str(host.socket))
        .replace("{secret}", str(host.secret))
    )

    outcome = runner.run(program(code, QUICK))

    assert not [line for line in outcome.output.splitlines() if line.startswith("GOT")], outcome.output[-2000:]
    assert outcome.verdict in attack.ends, (outcome.verdict, outcome.reason, outcome.errors[-500:])
    assert outcome.wall_ms < (QUICK.wall_s + 1) * 1000
    assert runner.run(program(CLEAN)).output == "clean\n"


def test_there_are_enough_of_them() -> None:
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS) >= 120


def test_random_numbers_differ_between_two_programs(runner: Client) -> None:
    code = "import random, secrets, uuid; print(random.random(), secrets.token_hex(4), uuid.uuid4())"

    assert runner.run(program(code)).output != runner.run(program(code)).output


def test_no_process_is_left_behind(runner: Client) -> None:
    mark = uuid4().hex  # other runners are at work on this machine
    code = "import threading, time\nthreading.Thread(target=time.sleep, args=(60,)).start()\ntime.sleep(60)"
    runner.run(program(f"# {mark}\n{code}", QUICK))

    assert not [name for name in Path("/proc").iterdir() if name.name.isdigit() and is_running(name, mark)]


def is_running(process: Path, mark: str) -> bool:
    """Say whether a process stands in a sandbox's /box with the program that bears this mark."""
    try:
        program = process / "cwd" / "main.py"
        return (process / "cwd").readlink() == Path("/box") and mark in program.read_text()
    except OSError:
        return False
