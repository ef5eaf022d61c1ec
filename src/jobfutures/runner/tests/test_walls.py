"""Each wall is there for something: without it, what it was for stands open; files and network of the host never do."""

import asyncio
import socket
from pathlib import Path
from uuid import uuid4

import pytest

from jobfutures.runner.job import Job, Outcome, Template, Tier
from jobfutures.runner.limits import Limits
from jobfutures.runner.supervisor import Plan, Supervisor

pytestmark = pytest.mark.slow
PATIENT = Limits(wall_s=60)  # half a gigabyte that nobody has touched before can take its time
PROBE = """
import ctypes, os, resource, socket
libc = ctypes.CDLL(None, use_errno=True)

def opens(name, act):
    try:
        if act() is not False: print("open:", name)
    except BaseException as error: print("held:", name, type(error).__name__)

def capable():
    header = ctypes.create_string_buffer((0x20080522).to_bytes(4, "little") + bytes(4))
    data = ctypes.create_string_buffer(24)
    libc.capget(header, data)
    return any(data.raw)

opens("shared folders", lambda: os.stat("/tmp").st_dev == os.stat("/box").st_dev or not os.access("/tmp", os.W_OK))
opens("processes", lambda: bool(os.stat("/proc/self")))
opens("a giant file", lambda: os.truncate(os.open("/dev/shm/giant", os.O_CREAT | os.O_RDWR), 1 << 30))
opens("half a gigabyte", lambda: bytearray(512 << 20) and None)
opens("the list of /", lambda: os.listdir("/") and None)
opens("capabilities", capable)
opens("memory files", lambda: os.memfd_create("x") and None)
opens("own loopback", lambda: socket.create_server(("127.0.0.1", 0)) and None)
opens("HOST FILE", lambda: open(SECRET).read() and None)
opens("HOST NETWORK", lambda: socket.create_connection(("127.0.0.1", PORT), 1) and None)
for place in ("/var", "/boot", "/etc/ssl"):
    opens("HOST DATA " + place, lambda: os.listdir(place) and None)
"""
OPENED_WITHOUT = {
    "folders": "shared folders",
    "proc": "processes",
    "limits": "a giant file",
    "memory": "half a gigabyte",
    "landlock": "the list of /",
    "capabilities": "capabilities",
    "seccomp": "memory files",
}
ALWAYS_OPEN = {"own loopback"}


async def probe(without: tuple[str, ...], secret: Path, port: int) -> Outcome:
    """Run the probe from a template, which needs no folder to write to, in a runner that leaves out these walls."""
    supervisor = Supervisor(Plan(tier=Tier.NAMESPACES, spare=1, without=without))
    await supervisor.start()
    try:
        template = Template(files={"probe.py": PROBE.replace("SECRET", repr(str(secret))).replace("PORT", str(port))})
        return await supervisor.run(
            Job(
                id=uuid4().hex,
                work="program",
                files={},
                entry="../template/probe.py",
                template=template,
                limits=PATIENT,
            )
        )
    finally:
        await supervisor.close()


def opened(outcome: Outcome) -> set[str]:
    assert "held:" in outcome.output, (outcome.verdict, outcome.reason, outcome.errors)
    return {line.removeprefix("open: ") for line in outcome.output.splitlines() if line.startswith("open: ")}


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    tmp_path.chmod(0o755)
    (tmp_path / "secret").write_text("secret")
    return tmp_path / "secret"


@pytest.mark.parametrize("wall", ["", *OPENED_WITHOUT])
def test_a_missing_wall_opens_what_it_was_for_and_nothing_of_the_host(wall: str, secret: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        outcome = asyncio.run(probe((wall,) if wall else (), secret, listener.getsockname()[1]))

    assert opened(outcome) - ALWAYS_OPEN == ({OPENED_WITHOUT[wall]} if wall else set())


def test_without_its_own_namespaces_a_slot_is_still_in_the_shell_of_its_zygote(secret: Path) -> None:
    without = ("namespaces", "loopback", "folders", "proc")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        outcome = asyncio.run(probe(without, secret, listener.getsockname()[1]))

    assert not {name for name in opened(outcome) if name.startswith("HOST")}
    assert opened(outcome) >= {"shared folders"}
