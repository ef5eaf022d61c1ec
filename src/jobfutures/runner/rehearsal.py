"""What a zygote goes through a few times before it serves.

The interpreter fits code to what it does, and writes into it for that; lists and tables grow to their size. Each slot
would do so in copies of its own, and the zygote would break up huge pages that all its slots could have shared.
"""

import json
import os
import socket
import sys
from collections.abc import Callable
from contextlib import chdir
from dataclasses import asdict

from jobfutures.runner import slot
from jobfutures.runner.inside import program
from jobfutures.runner.limits import Limits

TIMES = 4  # after two the interpreter has fitted most of the code


def run_empty_programs() -> None:
    """Go the way of an empty program, as a slot will."""
    held = sys.stdout, sys.stderr, sys.argv, sys.modules["__main__"]
    with chdir("/dev"):
        for _ in range(TIMES):
            slot.prepare(json.loads(json.dumps({"files": {"null": ""}, "limits": {}})))
            program.open_streams()
            program.run_as_main("null")
            program.flush_streams()
    sys.stdout, sys.stderr, sys.argv, sys.modules["__main__"] = held


def make_slots(supervisor: socket.socket, obey: Callable[[], None], report_ended: Callable[[], None]) -> None:
    """Make slots that get no work, by the zygote's own functions.

    supervisor: the other end of what they listen and talk to.
    """
    order = json.dumps({"op": "slot", "id": 1, "limits": asdict(Limits()), "folder": "/box"}).encode()
    for _ in range(TIMES):
        job, theirs = socket.socketpair()
        null = os.open("/dev/null", os.O_WRONLY)
        with theirs:
            socket.send_fds(supervisor, [order], [theirs.fileno(), null, null])
            obey()
        os.close(null)
        with job:
            job.recv(slot.PARKED.size)
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        report_ended()
