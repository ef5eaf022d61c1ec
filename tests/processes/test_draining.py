"""A web role that is asked to stop says so first, and answers what it has begun."""

import socket
import subprocess
from pathlib import Path

import pytest

from tests.serving import COMMAND, PATIENCE_S, environment, free_port, wait_until

pytestmark = pytest.mark.slow
FORM = ("POST /help/contact/ HTTP/1.1", "Host: localhost", "Content-Type: text/plain", "Content-Length: 4")
HEAD = "\r\n".join([*FORM, "Connection: close", "", ""])


def test_what_is_in_flight_is_answered_and_readiness_ends_before_listening_does(folder: Path) -> None:
    port = free_port()
    words = [*COMMAND, "web", "--port", str(port), "--data", str(folder)]
    web = subprocess.Popen(words, env=environment(DRAIN="2", WEB_WORKERS="1"), stderr=subprocess.DEVNULL)

    def listens() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    try:
        wait_until(listens, "the web role to listen")
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as begun:
            begun.sendall(f"{HEAD}ab".encode())
            web.terminate()
            wait_until((folder / "draining").exists, "the web role to say that it goes")
            assert listens(), "a balancer that has not looked yet still sends visitors"
            begun.sendall(b"cd")
            answered = begun.recv(12)
        code = web.wait(PATIENCE_S)
    finally:
        web.kill()

    assert answered == b"HTTP/1.1 403", "a form without its token is refused, and told so"
    assert code == 0
    assert not listens()
