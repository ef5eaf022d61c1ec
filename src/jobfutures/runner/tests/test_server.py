"""The runner's address: signatures, nonces, back-pressure, and a client with several hosts."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from jobfutures.runner.client import Client
from jobfutures.runner.errors import NotBelieved, RunnerUnavailable, WrongJob
from jobfutures.runner.job import JOB, Outcome, Tier
from jobfutures.runner.signing import Nonces, is_signed, signature
from jobfutures.runner.tests.people import program

pytestmark = pytest.mark.slow
KEY = bytes(range(32))


@contextmanager
def client_of(*addresses: str, key: bytes | None = KEY) -> Iterator[Client]:
    client = Client(addresses, dict.fromkeys(addresses, key) if key else {})
    try:
        yield client
    finally:
        client.close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


class Remote:
    """A runner host of its own, as `jobfutures runner --listen` starts it."""

    def __init__(self) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        words = [sys.executable, "-m", "jobfutures.runner", "--listen", f"127.0.0.1:{self.port}", "--with-parent"]
        self.process = subprocess.Popen(words, env={"PATH": os.environ["PATH"], "RUNNER_KEY": KEY.hex()})
        client = self.client = Client([self.address], {self.address: KEY})
        deadline = time.monotonic() + 60
        while client.hosts[0].state() is None and time.monotonic() < deadline:
            time.sleep(0.05)

    def end(self, number: int = signal.SIGTERM) -> None:
        self.client.close()
        self.process.send_signal(number)
        self.process.wait(30)


@pytest.fixture(scope="module")
def remote() -> Iterator[Remote]:
    host = Remote()
    yield host
    if host.process.poll() is None:
        host.end()


def test_a_signed_job_runs_and_its_answer_is_signed(remote: Remote) -> None:
    with client_of(remote.address) as client:
        assert client.run(program("print(7)")).output == "7\n"
        assert client.state().tier is Tier.NAMESPACES


@pytest.mark.parametrize("key", [None, bytes(32)], ids=["no key", "another key"])
def test_a_job_without_the_key_is_refused(remote: Remote, key: bytes | None) -> None:
    with client_of(remote.address, key=key) as client, pytest.raises(NotBelieved, match="signature"):
        client.run(program("print(7)"))


def test_the_same_job_is_judged_once(remote: Remote) -> None:
    job = program("print(7)")
    with client_of(remote.address) as client:
        client.run(job)

        with pytest.raises(WrongJob, match="taken already"):
            client.run(job)


def test_an_old_signature_is_refused(remote: Remote) -> None:
    body = JOB.dump_json(program("print(7)"))
    said_at = str(int(time.time()) - 3600)
    headers = {"x-runner-time": said_at, "x-runner-signature": signature(KEY, said_at.encode(), body)}

    assert httpx.post(f"{remote.address}/jobs", content=body, headers=headers).status_code == 401


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"id": 1}', json.dumps({"id": "12345678", "work": "x", "files": {}}).encode()]
)
def test_a_malformed_job_gets_a_sentence(remote: Remote, body: bytes) -> None:
    said_at = str(int(time.time()))
    headers = {"x-runner-time": said_at, "x-runner-signature": signature(KEY, said_at.encode(), body)}

    answer = httpx.post(f"{remote.address}/jobs", content=body, headers=headers)

    assert answer.status_code == 422
    assert answer.json()["reason"]


def test_health_says_what_the_host_offers_without_a_key(remote: Remote) -> None:
    facts = httpx.get(f"{remote.address}/healthz").json()

    assert facts["ready"] is True
    assert facts["tier"] == "namespaces"


def test_only_over_the_private_socket_work_is_expected(remote: Remote, tmp_path: Path) -> None:
    assert httpx.post(f"{remote.address}/expect").status_code == 404

    place = tmp_path / "runner.sock"
    words = [sys.executable, "-m", "jobfutures.runner", "--socket", str(place), "--with-parent", "--rests-after", "30"]
    process = subprocess.Popen(words, env={"PATH": os.environ["PATH"]})
    with client_of(f"unix:{place}", remote.address) as client:
        host = client.hosts[0]
        until(lambda: host.state() is not None)
        assert host.http.get("/healthz").json()["warm"] is False
        client.expect_work()
        until(lambda: host.http.get("/healthz").json()["warm"])
        process.terminate()
        process.wait(30)
        place.unlink(missing_ok=True)
        client.expect_work()  # nobody is there, and nothing is wrong


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_host_that_is_gone_is_passed_over(remote: Remote) -> None:
    with client_of(f"http://127.0.0.1:{free_port()}", remote.address) as client:
        assert [client.run(program("print(7)")).output for _ in range(3)] == ["7\n"] * 3


def test_a_host_killed_before_the_code_started_hands_the_job_to_another(remote: Remote) -> None:
    other = Remote()
    other.process.send_signal(signal.SIGSTOP)
    with client_of(other.address, remote.address) as client, ThreadPoolExecutor() as threads:
        running = threads.submit(client.run, program("print(7)"))
        time.sleep(0.3)
        other.end(signal.SIGKILL)

        assert running.result(30).output == "7\n"


def test_a_host_killed_while_the_code_runs_gives_no_verdict() -> None:
    host = Remote()
    with client_of(host.address) as client:
        pieces = client.stream(program("import time; print('begun', flush=True); time.sleep(4)"))
        first = next(pieces)
        host.end(signal.SIGKILL)

        with pytest.raises(RunnerUnavailable, match="lost"):
            list(pieces)
    assert not isinstance(first, Outcome)


def test_nonces_are_accepted_once_and_forgotten_late() -> None:
    nonces = Nonces()

    assert nonces.accept("one", now=0)
    assert not nonces.accept("one", now=599)
    assert nonces.accept("one", now=700)


def test_a_signature_covers_every_part_and_where_it_ends() -> None:
    assert is_signed(KEY, signature(KEY, b"ab", b"c"), b"ab", b"c")
    assert not is_signed(KEY, signature(KEY, b"ab", b"c"), b"a", b"bc")


def test_the_process_holds_no_secret_of_the_site(remote: Remote) -> None:
    environ = Path(f"/proc/{remote.process.pid}/environ").read_bytes()

    assert b"JOBFUTURES" not in environ
    assert b"DATABASE" not in environ
