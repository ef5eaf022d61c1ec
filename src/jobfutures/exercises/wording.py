"""What candidates read of a verdict: a heading, a sentence, figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobfutures.exercises.models import Attempt, State
from jobfutures.guide.rules import visible
from jobfutures.runner.job import Outcome, Verdict


@dataclass(frozen=True, slots=True)
class Said:
    """tone: good, bad or ours, for a fault of ours."""

    title: str
    sentence: str
    tone: str = "bad"


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured figure against its limit."""

    name: str
    measured: str
    limit: str
    is_over: bool


def said_of(attempt: Attempt) -> Said:
    """Say how a judged attempt ended."""
    if attempt.state == State.FAULT:
        return Said(_("Not judged: our fault"), attempt.reason, "ours")
    if attempt.passed:
        return Said(_("Passed"), _("Every requirement holds."), "good")
    return said_of_run(Verdict(attempt.verdict), attempt.reason) or said_of_requirements(attempt.results)


def said_of_requirements(results: Sequence[Mapping[str, object]]) -> Said:
    failed = [str(one["title"]) for one in results if not one["ok"]]
    sentence = ngettext(
        "%(number)s requirement does not hold yet: %(names)s.",
        "%(number)s requirements do not hold yet: %(names)s.",
        len(failed),
    )
    names = "; ".join(f"“{title}”" for title in failed)
    return Said(_("Not passed yet"), sentence % {"number": len(failed), "names": names})


def said_of_run(verdict: Verdict, reason: str) -> Said | None:
    """Say how a run ended that did not come to its end; None for one that did."""
    titles = {
        Verdict.TIME: _("Too slow"),
        Verdict.CPU: _("Too much computing"),
        Verdict.MEMORY: _("Too much memory"),
        Verdict.OUTPUT: _("Too much output"),
        Verdict.CRASHED: _("Your program crashed"),
        Verdict.FAILED: _("Your program ended before it was judged"),
        Verdict.FAULT: _("Our sandbox failed, not your program"),
    }
    if verdict is Verdict.OK:
        return None
    return Said(titles[verdict], visible(reason), "ours" if verdict is Verdict.FAULT else "bad")


def said_of_checks(outcome: Outcome) -> Said:
    """Say how the visible checks went."""
    failed = sum(not check.ok for check in outcome.checks)
    ended = said_of_run(outcome.verdict, outcome.reason)
    if ended:
        return ended
    if failed:
        sentence = ngettext(
            "%(failed)s of %(all)s visible check fails.", "%(failed)s of %(all)s visible checks fail.", failed
        )
        return Said(_("Not there yet"), sentence % {"failed": failed, "all": len(outcome.checks)})
    return Said(
        _("The visible checks pass"), _("Submit it: the hidden checks look at every requirement more closely."), "good"
    )


def figures(measured: Mapping[str, Sequence[float]]) -> list[Figure]:
    return [
        Figure(name, f"{figure:g}", f"{limit:g}", figure > limit) for name, (figure, limit) in sorted(measured.items())
    ]
