"""What goes into the runner and what comes out of it: plain values, checked wherever they arrive over a wire."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, Self, cast

from pydantic import TypeAdapter, ValidationError

from jobfutures.runner.errors import WrongJob
from jobfutures.runner.limits import Limits

MAX_FILES = 64
MAX_TOTAL_BYTES = 1 << 20
SAFE_PATH = re.compile(r"(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*){0,7}", re.ASCII)

Work = Literal["program", "example", "grading"]
Lane = Literal["graded", "snippet"]


class Tier(StrEnum):
    """How strong the walls are, weakest first. A job names the weakest that will do and never gets a weaker one."""

    NONE = "none"
    LANDLOCK = "landlock"
    NAMESPACES = "namespaces"

    def satisfies(self, needed: "Tier") -> bool:
        order = list(Tier)
        return self is not Tier.NONE and order.index(self) >= order.index(needed)


class Verdict(StrEnum):
    """How a run ended. FAULT is ours: it costs nobody an attempt."""

    OK = "ok"
    FAILED = "failed"  # the code ended with an exit code other than 0
    TIME = "time"  # killed at the deadline, wall time
    CPU = "cpu"  # used up its CPU time
    MEMORY = "memory"  # killed at the memory limit
    OUTPUT = "output"  # wrote more than it may
    CRASHED = "crashed"  # ended by a signal
    FAULT = "fault"


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """Trusted code that a zygote runs once, so that every slot forked from it starts with the work already done.

    files: path in the sandbox's /template folder -> text.  warm: Python source, run with /template on the path.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    warm: str = ""

    @property
    def digest(self) -> str:
        """A name for the template: the same content has the same name on every machine."""
        return hashlib.sha256(json.dumps([dict(self.files), self.warm], sort_keys=True).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading:
    """The hidden side of a graded job; it goes to the grader's sandbox and never to the candidate's.

    checks: file name -> text, each a module of checks.  app: "package.module:attribute" of a WSGI or ASGI
    application, or a module whose functions are called.
    workers: how many copies of the candidate's program serve at once.  database: SQL script that makes the trusted
    database, or None.
    seed: decides order, names and data of this run.  wall_s: deadline of each single request or call.
    """

    checks: Mapping[str, str]
    shim: Literal["wsgi", "asgi", "functions"]
    app: str
    seed: int
    workers: int = 1
    database: str | None = None
    answer_s: float = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One run. `files` are the untrusted program: relative path -> text; `id` is a nonce, judged at most once.

    starts_programs: it must be able to; then it runs cold, in bubblewrap.
    """

    id: str
    work: Work
    files: Mapping[str, str]
    entry: str = "main.py"
    lane: Lane = "snippet"
    tier: Tier = Tier.LANDLOCK
    limits: Limits = field(default_factory=Limits)
    template: Template = field(default_factory=Template)
    starts_programs: bool = False
    grading: Grading | None = None

    def checked(self) -> Self:
        """Return the job itself. Raises WrongJob with a sentence where it cannot be run."""
        if not re.fullmatch(r"[A-Za-z0-9-]{8,64}", self.id):
            raise WrongJob("The id of a job is 8 to 64 letters, digits or hyphens.")
        check_files(self.files)
        if (self.work == "grading") != (self.grading is not None):
            raise WrongJob("A graded job needs its checks, and only a graded job has them.")
        if self.starts_programs and self.work != "program":
            raise WrongJob("Only a plain program can run in the cold tier.")
        ceiling = Limits(wall_s=60, cpu_s=30, memory_mib=512)
        for name in Limits.__slots__:
            if not 0 < getattr(self.limits, name) <= getattr(ceiling, name):
                raise WrongJob(f"{name} must be above 0 and at most {getattr(ceiling, name)}.")
        return self


def check_files(files: Mapping[str, str]) -> None:
    """Raises WrongJob where names, sizes or texts of a project are not accepted."""
    if len(files) > MAX_FILES:
        raise WrongJob(f"{len(files)} files are too many; a project has at most {MAX_FILES}.")
    for path in files:
        if not SAFE_PATH.fullmatch(path) or len(path) > 200:
            raise WrongJob(f"The file name {path[:80]!r} is not accepted: letters, digits, . _ - and /, no .. in it.")
    if sum(len(text.encode(errors="surrogatepass")) for text in files.values()) > MAX_TOTAL_BYTES:
        raise WrongJob(f"The files are larger than {MAX_TOTAL_BYTES // 1024} KiB in all.")
    if any("\0" in text or has_surrogate(text) for text in files.values()):
        raise WrongJob("A file holds characters that are no text.")


def has_surrogate(text: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in text)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What one hidden check found. `measured` maps a budget's name to (figure, limit)."""

    check: str
    requirement: str
    title: str
    ok: bool
    why: str = ""
    measured: Mapping[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A piece of what the program wrote, as it came. Untrusted bytes, decoded with replacement characters."""

    stream: Literal["out", "err"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The one verdict of a job. cpu_ms and memory_kib are measured from outside the sandbox.

    memory_kib: peak above the parked sandbox; from the cgroup where there is one, else from the resident set.
    reason: for FAULT and limits, a sentence.  checks: results of a graded job, in the order they ran.
    """

    job: str
    verdict: Verdict
    exit_code: int | None = None
    wall_ms: float = 0.0
    cpu_ms: float = 0.0
    memory_kib: int = 0
    output: str = ""
    errors: str = ""
    reason: str = ""
    checks: tuple[CheckResult, ...] = ()
    started: bool = True  # False: the code had not begun, so the job may be given to another runner

    @property
    def passed(self) -> bool:
        return self.verdict is Verdict.OK and bool(self.checks) and all(check.ok for check in self.checks)


JOB = TypeAdapter(Job)
OUTCOME = TypeAdapter(Outcome)
OUTPUT = TypeAdapter(Output)


def read_job(body: bytes) -> Job:
    """Parse and check a job from the wire. Raises WrongJob."""
    try:
        return JOB.validate_json(body, strict=False).checked()
    except ValidationError as error:
        first = cast("Mapping[str, Any]", error.errors(include_url=False)[0])
        raise WrongJob(f"The job is malformed at {'.'.join(map(str, first['loc']))}: {first['msg']}.") from None
