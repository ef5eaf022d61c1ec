"""Runs an example of the guide in the sandbox: the job that it becomes, and what is said of how it went."""

import time
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.utils.translation import gettext as _

from jobfutures.guide.models import Example
from jobfutures.runner.client import Client
from jobfutures.runner.errors import RunnerUnavailable
from jobfutures.runner.job import Job, Outcome, Output, Template, Tier, Verdict
from jobfutures.runner.limits import Limits

STATE_SECONDS = 5.0  # how long a process trusts what the runners last said of themselves
EXPECTED_SECONDS = 60.0  # sandboxes rest only after many minutes
LIMITS = Limits(output_kib=64)
HARNESS = ("run_example.py", "tables_made_before.py")
WARM = "import run_example\n\nrun_example.warm()\n"


class Runners:
    """The runners of this site, and what they last said of themselves."""

    def __init__(self, addresses: Sequence[str], keys: Mapping[str, bytes]) -> None:
        self.addresses = addresses
        self.client = Client(addresses, keys)
        self.tier = Tier.NONE
        self.asked_at, self.expected_at = -STATE_SECONDS, -EXPECTED_SECONDS

    def has_sandbox(self) -> bool:
        if time.monotonic() - self.asked_at > STATE_SECONDS:
            self.tier = self.client.state().tier if any(map(is_there, self.addresses)) else Tier.NONE
            self.asked_at = time.monotonic()
        return self.tier is not Tier.NONE

    def expect_work(self) -> None:
        """Wake sandboxes that rest, for whoever has an editor in front of them; says so once a minute at most."""
        if time.monotonic() - self.expected_at > EXPECTED_SECONDS:
            self.expected_at = time.monotonic()
            self.client.expect_work()


def is_there(address: str) -> bool:
    """Tell whether it makes sense to ask a runner: the private socket of one that does not run is not there."""
    return not address.startswith("unix:") or Path(address.removeprefix("unix:")).exists()


@cache
def runners_at(addresses: tuple[str, ...]) -> Runners:
    return Runners(addresses, settings.RUNNER_KEYS)


def runners() -> Runners:
    return runners_at(tuple(settings.RUNNERS))


def run_example(example: Example, source: str) -> Iterator[Output | Outcome]:
    """Run an example with this text: pieces of output as they come, then one Outcome.

    Raises RunnerBusy, RunnerUnavailable or WrongJob at once, before the first piece.
    """
    if not any(map(is_there, settings.RUNNERS)):
        raise RunnerUnavailable("No runner runs on this machine.")
    pieces = runners().client.stream(job_of(example, source))
    return chain([next(pieces)], pieces)


def job_of(example: Example, source: str) -> Job:
    """Return the job of one run; the template is the same for all examples of a guide, and so is warm."""
    return Job(
        id=str(uuid4()),
        work="example",
        files={**example.beside, example.file_name: source},
        entry=example.file_name,
        lane="snippet",
        limits=LIMITS,
        template=Template(files=shared_files(example), warm=WARM),
    )


def shared_files(example: Example) -> dict[str, str]:
    """Return what stands beside every example of a guide: its project, and what runs tests and tells of them."""
    return {**example.question.guide.project, **{name: harness(name) for name in HARNESS}}


@cache
def harness(name: str) -> str:
    return files("jobfutures.guide").joinpath("harness", name).read_text(encoding="utf-8")


def sentence(outcome: Outcome) -> str:
    """Say how a run went, to the person who started it."""
    if outcome.verdict is Verdict.OK:
        return _("No test failed.")
    if outcome.verdict is Verdict.FAILED:
        return _("At least one test failed.")
    if outcome.verdict is Verdict.FAULT:
        return _("The sandbox failed, not your text. Please run it again.")
    return outcome.reason
