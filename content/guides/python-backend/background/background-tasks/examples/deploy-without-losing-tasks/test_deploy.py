"""A worker is told to stop, and two versions of the code read each other's messages."""

import signal
import sys
from subprocess import PIPE, Popen

import pytest

WORKER = """
import signal, sys

stopping = False

def stop(*_):
    global stopping
    stopping = True

if sys.argv[1] == "graceful":
    signal.signal(signal.SIGTERM, stop)

for job in (1, 2, 3):
    if stopping:
        print("leaving", job, flush=True)
        break
    print("begin", job, flush=True)
    sys.stdin.readline()  # the work: it takes until the test says so
    print("end", job, flush=True)
"""


def run_and_stop(kind: str) -> tuple[list[str], int]:
    """Start a worker, send SIGTERM in the middle of job 1, let the job end; return its lines and exit code."""
    with Popen([sys.executable, "-I", "-c", WORKER, kind], stdin=PIPE, stdout=PIPE, text=True) as worker:
        lines = [worker.stdout.readline().strip()]
        worker.send_signal(signal.SIGTERM)
        if kind == "careless":
            worker.wait(timeout=10)
        else:
            worker.stdin.write("\n")
            worker.stdin.flush()
        lines += worker.stdout.read().split("\n")
        worker.wait(timeout=10)
    return [line for line in lines if line], worker.returncode


@pytest.mark.parametrize(
    ("kind", "lines", "code"),
    [("careless", ["begin 1"], -signal.SIGTERM), ("graceful", ["begin 1", "end 1", "leaving 2"], 0)],
    ids=["careless", "graceful"],
)
def test_a_worker_that_is_told_to_stop(kind, lines, code):
    seen = run_and_stop(kind)
    print(f"{kind}: {', '.join(seen[0])}; exit code {seen[1]}")
    assert seen == (lines, code)


def old_task(order: int) -> str:
    return f"invoice {order}"


def breaking_task(order: int, language: str) -> str:
    return f"invoice {order} in {language}"


def careful_task(order: int, language: str = "en") -> str:
    return f"invoice {order} in {language}"


OLD_MESSAGE, NEW_MESSAGE = {"order": 17}, {"order": 17, "language": "de"}


def understands(task, message: dict[str, object]) -> bool:
    try:
        task(**message)
    except TypeError:
        return False
    return True


@pytest.mark.parametrize(
    ("task", "expected"),
    [(old_task, (True, False)), (breaking_task, (False, True)), (careful_task, (True, True))],
    ids=["old", "breaking", "careful"],
)
def test_which_version_understands_which_message(task, expected):
    seen = understands(task, OLD_MESSAGE), understands(task, NEW_MESSAGE)
    print(f"{task.__name__}: old message {seen[0]}, new message {seen[1]}")
    assert seen == expected


def roll_out(steps: list[tuple[str, object, dict[str, object]]]) -> list[str]:
    """Each step: its name, the worker that is alive, the message that is sent. Messages may wait for one step."""
    failures, waiting = [], OLD_MESSAGE
    for name, worker, message in steps:
        failures += [name for each in (waiting, message) if not understands(worker, each)]
        waiting = message
    return failures


def test_workers_first_then_the_senders():
    both_at_once = roll_out([("deploy", breaking_task, NEW_MESSAGE)])
    senders_first = roll_out([("senders", old_task, NEW_MESSAGE), ("workers", careful_task, NEW_MESSAGE)])
    workers_first = roll_out([("workers", careful_task, OLD_MESSAGE), ("senders", careful_task, NEW_MESSAGE)])
    print(f"failures: at once {both_at_once}, senders first {senders_first}, workers first {workers_first}")
    assert (both_at_once, senders_first, workers_first) == (["deploy"], ["senders"], [])


class Worker:
    def __init__(self, tasks: dict[str, object], *, drop_unknown: bool) -> None:
        self.tasks, self.drop_unknown = tasks, drop_unknown

    def run(self, queue: list[str]) -> list[str]:
        """Run what is known; return what stays in the queue."""
        return [name for name in queue if name not in self.tasks and not self.drop_unknown]


def test_a_task_renamed_while_its_messages_wait():
    waiting = ["send_invoice", "send_invoice"]
    dropped = Worker({"mail_invoice": old_task}, drop_unknown=True).run(waiting)
    kept = Worker({"mail_invoice": old_task}, drop_unknown=False).run(waiting)
    both_names = Worker({"mail_invoice": old_task, "send_invoice": old_task}, drop_unknown=False).run(waiting)
    print(f"left of two: dropping {len(dropped)}, both lost; keeping {len(kept)}; old name known too {len(both_names)}")
    assert (len(dropped), len(kept), len(both_names)) == (0, 2, 0)
