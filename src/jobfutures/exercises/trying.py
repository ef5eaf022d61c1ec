"""What a workbench asks for while somebody waits: the visible checks, and a draft that is kept. For every room that has
a workbench.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.exercises import forms
from jobfutures.exercises.commands.attempts import CannotSubmit, save_draft
from jobfutures.exercises.models import Exercise
from jobfutures.exercises.running import run_visible_checks
from jobfutures.exercises.wording import figures, said_of_checks
from jobfutures.guide import answers
from jobfutures.guide.rules import visible
from jobfutures.runner.errors import RunnerError, RunnerUnavailable
from jobfutures.runner.job import Outcome


def tried(request: HttpRequest, exercise: Exercise) -> tuple[dict[str, Any], answers.Refusal | None]:
    """Run the visible checks on the files of a form; return what the page shows, and why it was refused, if it was.

    A form that is wrong is refused with its own sentences, status 422.
    """
    form = forms.Solution(request.POST, exercise=exercise, files={})
    if not form.is_valid():
        return {"form": form}, answers.Refusal(422, "")
    files = form.cleaned_data["files"]
    try:
        answers.check_limits(request, timezone.now())
        outcome = run_visible_checks(exercise, files)
    except answers.Refusal as refusal:
        return {"form": form, "refusal": refusal.sentence}, refusal
    except RunnerUnavailable as error:
        away = answers.Refusal(503, _("%(reason)s Your text is still here.") % {"reason": error}, wait=30)
        return {"form": form, "refusal": away.sentence}, away
    except RunnerError as error:
        lost = answers.refusal_of(error)
        return {"form": form, "refusal": lost.sentence}, lost
    again = forms.Solution(exercise=exercise, files=files)
    again.initial["form_key"] = form.cleaned_data["form_key"]
    return {"form": again, "results": checks_shown(outcome)}, None


def checks_shown(outcome: Outcome) -> dict[str, Any]:
    """Return what a run of the visible checks is told by."""
    return {
        "said": said_of_checks(outcome),
        "checks": [(check, visible(check.why), figures(check.measured)) for check in outcome.checks],
        "output": visible(outcome.output),
        "errors": visible(outcome.errors),
        "outcome": outcome,
    }


def draft_kept(request: HttpRequest, by: User, exercise: Exercise) -> HttpResponse:
    """Keep the files of a form as the draft, for our script: 204, or 422 with one sentence."""
    form = forms.Solution(request.POST, exercise=exercise, files={})
    sentence = " ".join(str(error) for errors in form.errors.values() for error in errors)
    if not sentence:
        try:
            save_draft(by=by, exercise=exercise, files=form.cleaned_data["files"], at=timezone.now())
        except CannotSubmit as refusal:
            sentence = str(refusal)
    if sentence:
        return HttpResponse(sentence, status=422, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)
