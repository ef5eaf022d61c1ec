"""`python -m jobfutures.runner --socket PATH`, or `--listen HOST:PORT` with the host's key in RUNNER_KEY: the
runner's process."""

import argparse
import os
import sys

from jobfutures.runner import telling
from jobfutures.runner.host import Address, serve
from jobfutures.runner.telling import FORMS


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m jobfutures.runner")
    where = arguments.add_mutually_exclusive_group(required=True)
    where.add_argument("--socket", default="")
    where.add_argument("--listen", default="")
    arguments.add_argument("--user", default="nobody")
    arguments.add_argument("--at-once", type=int, default=0)
    arguments.add_argument("--rests-after", type=float, default=0, help="minutes without a job; 0: always warm")
    arguments.add_argument("--with-parent", action="store_true", help="end when the process that started this one ends")
    arguments.add_argument("--log-level", choices=("debug", "info", "warning", "error"), default="info")
    arguments.add_argument("--log-format", choices=FORMS, default="json")
    arguments.add_argument("--log-jobs", action="store_true", help="write one line for each job, not only for faults")
    given = arguments.parse_args()
    telling.set_up(given.log_level, given.log_format, jobs=given.log_jobs)
    host, _, port = given.listen.rpartition(":")
    address = Address(path=given.socket) if given.socket else Address(host=host.strip("[]"), port=int(port))
    key = bytes.fromhex(os.environ.pop("RUNNER_KEY", ""))
    return serve(
        address,
        user=given.user,
        key=key or None,
        at_once=given.at_once or None,
        with_parent=given.with_parent,
        rests_after_s=given.rests_after * 60 or None,
    )


if __name__ == "__main__":
    sys.exit(main())
