"""`jobfutures demo`: a made-up, marked instance to look around in, and its removal."""

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from jobfutures.config.refused import Refused
from jobfutures.config.site import prepare

if TYPE_CHECKING:
    from jobfutures.config.demo.making import Made

Role = Callable[[argparse.Namespace], int]
Add = Callable[[str, Role, str], argparse.ArgumentParser]


def add_demo(add: Add) -> None:
    line = "fill this instance with made-up companies, jobs, people and applications, marked on every page"
    command = add("demo", demo, line)
    command.add_argument("--remove", action="store_true", help="take all of it away again")
    command.add_argument("--json", action="store_true", help="for a script")


def demo(arguments: argparse.Namespace) -> int:
    prepare()
    from jobfutures.config.demo.making import CannotDemo, make_demo, remove_demo

    began = time.monotonic()
    try:
        if arguments.remove:
            gone = remove_demo(at=datetime.now(UTC))
            print(json.dumps({"removed": gone}) if arguments.json else told_removed(gone))
            return 0
        made = make_demo(at=datetime.now(UTC))
    except CannotDemo as refusal:
        raise Refused(str(refusal)) from None
    print(json.dumps(asdict(made)) if arguments.json else told(made, time.monotonic() - began))
    return 0


def fill_with_demo() -> None:
    """Make the demo where it is not here yet, for `serve --demo`; say what was made on standard error."""
    from jobfutures.config.demo.making import CannotDemo, make_demo

    began = time.monotonic()
    try:
        made = make_demo(at=datetime.now(UTC))
    except CannotDemo as refusal:
        print(f"jobfutures: {refusal}", file=sys.stderr)
    else:
        print(told(made, time.monotonic() - began), file=sys.stderr)


def told(made: "Made", seconds: float) -> str:
    return (
        f"Made in {seconds:.1f} s: {made.companies} companies, {made.jobs} postings, "
        f"{made.people} people, {made.applications} applications.\n"
        "All of it is marked, and `jobfutures demo --remove` takes it away.\n"
        f"Sign in as {made.owner} for a company, or as {made.candidate} for a candidate.\n"
        f"The password of every account of the demo, told only now: {made.password}"
    )


def told_removed(gone: int) -> str:
    return (
        f"Removed {gone} companies and people of the demo, and all that hung on them." if gone else "There is no demo."
    )
