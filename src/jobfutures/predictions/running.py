"""Runs the program of a prediction in the sandbox, and says how it went beside its record."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from uuid import uuid4

import structlog
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jobfutures.guide.rules import visible
from jobfutures.guide.running import LIMITS, WARM, is_there, runners
from jobfutures.predictions.models import Prediction
from jobfutures.predictions.rules import is_as_recorded, own_words
from jobfutures.runner.errors import RunnerError, RunnerUnavailable
from jobfutures.runner.job import Job, Outcome, Output, Template, Verdict

log = structlog.get_logger(__name__)
ENTRY = "program.py"
HARNESS = {"run_example.py": "run_prediction.py", "counting.py": "counting.py"}  # under which name, what
FINISHED = (Verdict.OK, Verdict.FAILED)
Pieces = Iterator[Output | Outcome]


@dataclass(frozen=True, slots=True)
class Told:
    """How a run ended. same: whether it did what it was compared with; None where it did not come to its end."""

    verdict: str
    sentence: str
    same: bool | None = None
    wall_ms: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A run that is over, ready to be shown. output: without what it wrote of its end."""

    text: str
    output: str
    told: Told


Telling = Callable[[str, str, Outcome], Told]  # output, errors, outcome


def shared_files(prediction: Prediction) -> dict[str, str]:
    """Return what stands beside every program of a guide: its project, what runs programs, what counts queries."""
    return {**prediction.guide.project, **{name: harness(file) for name, file in HARNESS.items()}}


@cache
def harness(name: str) -> str:
    return files("jobfutures.predictions").joinpath("harness", name).read_text(encoding="utf-8")


def run(prediction: Prediction, source: str) -> Pieces:
    """Run a program: pieces of output as they come, then one Outcome.

    Raises RunnerBusy, RunnerUnavailable or WrongJob at once, before the first piece.
    """
    if not any(map(is_there, settings.RUNNERS)):
        raise RunnerUnavailable("No runner runs on this machine.")
    job = Job(
        id=str(uuid4()),
        work="example",
        files={ENTRY: source},
        entry=ENTRY,
        lane="snippet",
        limits=LIMITS,
        template=Template(files=shared_files(prediction), warm=WARM),
    )
    pieces = runners().client.stream(job)
    return chain([next(pieces)], pieces)


def told_lines(pieces: Pieces, tell: Telling) -> Iterator[Output | Told]:
    """Yield what is written as it comes, ready to be shown, and at the end how it went."""
    written = {"out": "", "err": ""}
    try:
        for piece in pieces:
            if isinstance(piece, Output):
                written[piece.stream] += piece.text
                yield Output(stream=piece.stream, text=visible(piece.text))
            else:
                yield tell(written["out"], written["err"], piece)
    except RunnerError:
        yield Told("fault", _("The sandbox was lost while it ran. Please run it again."))


def whole(pieces: Pieces, tell: Telling) -> Shown:
    """Wait for the end of a run. One that is lost on its way has ended as well."""
    out, errors, told = "", "", Told("fault", "")
    for piece in told_lines(pieces, tell):
        if isinstance(piece, Told):
            told = piece
        elif piece.stream == "out":
            out += piece.text
        else:
            errors += piece.text
    return Shown(out + errors, out, told)


def unfinished(outcome: Outcome) -> Told:
    """Say how a run went that did not come to its end."""
    sentence = outcome.reason
    if outcome.verdict is Verdict.FAULT:
        sentence = _("The sandbox failed, not your text. Please run it again.")
    return Told(str(outcome.verdict), sentence, None, round(outcome.wall_ms))


def beside_record(prediction: Prediction) -> Telling:
    """Compare a run of the program as it stands with its record; a difference is said, and noted for the operator."""

    def tell(output: str, errors: str, outcome: Outcome) -> Told:
        if outcome.verdict not in FINISHED:
            return unfinished(outcome)
        same = is_as_recorded(output, errors, prediction.ran)
        if not same:
            log.warning(
                "prediction differs from its record",
                prediction=prediction.pk,
                output=output[:500],
                errors=errors[-500:],
            )
        return Told("ok", said_of(prediction, same=same), same, round(outcome.wall_ms))

    return tell


def said_of(prediction: Prediction, *, same: bool) -> str:
    day = date_format(prediction.ran_on)
    if same:
        return _("It did what our recorded run of %(day)s did.") % {"day": day}
    text = _(
        "This run did something else than our recorded run of %(day)s. The recorded one decides whether you were "
        "right; the difference is noted for the operator."
    )
    return text % {"day": day}


def beside_repair(prediction: Prediction) -> Telling:
    """Compare a run of a changed program with what the repaired one printed."""

    def tell(output: str, errors: str, outcome: Outcome) -> Told:
        if outcome.verdict not in FINISHED:
            return unfinished(outcome)
        same = is_as_recorded(output, errors, prediction.fixed_ran)
        words = reached() if same else not_yet(own_words(errors)[1], outcome.verdict)
        return Told("ok" if same else "failed", words, same, round(outcome.wall_ms))

    return tell


def reached() -> str:
    return _("Reached: it prints what the repaired program prints.")


def not_yet(ended: str = "", verdict: Verdict = Verdict.OK) -> str:
    if verdict is Verdict.FAILED and ended:
        return _("Not yet. %(ended)s The repaired program ends without an exception.") % {"ended": ended}
    return _("Not yet: it prints something else than the repaired program.")
