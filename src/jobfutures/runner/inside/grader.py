"""The grader's sandbox: runs the hidden checks, one after the other in an order of its own, and reports each over the
result pipe.

The supervisor trusts this pipe and nothing else. Nothing that the candidate sends becomes an object here, only
numbers, texts, lists and maps.
"""

import importlib
import json
import os
import random
import socket
import sys
import time
from typing import Any, NoReturn

from jobfutures.runner.inside import checks, frames, program
from jobfutures.runner.inside.calls import CallFailed, CallLost, Calls
from jobfutures.runner.inside.database_client import Database
from jobfutures.runner.inside.http_client import BrokenAnswer, Http

RESULT_CHANNEL, DATABASE_CHANNEL = 0, 1


def main(request: dict[str, Any], channels: list[int]) -> NoReturn:
    """channels: the result pipe, then the database's where there is one, then one for each worker."""
    program.open_streams()
    sys.modules["grading"] = checks
    result = channels[RESULT_CHANNEL]
    has_database = bool(request["has_database"])
    database = Database(socket.socket(fileno=channels[DATABASE_CHANNEL])) if has_database else None
    workers = [socket.socket(fileno=one) for one in channels[1 + has_database :]]
    for name in request["modules"]:
        importlib.import_module(name)
    run = checks.Run(random.Random(request["seed"]), workers, request["answer_s"], database)  # noqa: S311 - names and data, no secret
    settle = database.settle if database else lambda: None
    if request["shim"] == "functions":
        run.calls = Calls(workers[0], request["answer_s"], settle)
    else:
        run.connections = [Http(one, request["answer_s"], settle) for one in workers]
    order = sorted(checks.REGISTERED.values(), key=lambda one: one.name)
    random.Random(f"order {request['seed']}").shuffle(order)  # noqa: S311
    for one in order:
        say(result, outcome_of(one, run, request["seed"]))
    say(result, {"done": len(order)})
    while (
        True
    ):  # the supervisor ends everybody now; who saw the grader leave while finishing an answer would fail at it
        time.sleep(60)


def outcome_of(one: checks.Check, run: checks.Run, seed: int) -> dict[str, Any]:
    """Run one check on fresh rows and return what to report."""
    run.random.seed(f"{one.name} {seed}")
    run.measured = {}
    why = ""
    try:
        if run.database:
            run.database.reset()
        one.body(run)
        if run.database:
            run.database.settle()
    except (checks.Failed, BrokenAnswer, CallFailed, CallLost) as failed:
        why = str(failed) or "The check failed."
    except (frames.Closed, TimeoutError):
        why = "The database ended during this check."
    except Exception as error:  # noqa: BLE001 - whatever a hostile answer makes of a check, it has failed
        why = f"The answer could not be read ({type(error).__name__}: {str(error)[:120]})."
    return {
        "check": one.name,
        "requirement": one.requirement,
        "title": one.title,
        "ok": not why,
        "why": why[:1000],
        "measured": run.measured,
    }


def say(result: int, message: dict[str, Any]) -> None:
    line = json.dumps(message).encode() + b"\n"
    while line:
        line = line[os.write(result, line) :]
