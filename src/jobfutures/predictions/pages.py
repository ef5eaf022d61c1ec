"""The pages of the predictions: the list, one prediction before and after it runs, and its repair."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jobfutures.accounts.models import User
from jobfutures.accounts.signed_in import SignedIn
from jobfutures.guide.answers import Refusal, check_limits, one_line, refusal_of, wants_lines
from jobfutures.guide.running import runners
from jobfutures.kit.http import render_part
from jobfutures.kit.public import public
from jobfutures.predictions import forms, handover, queries, running, showing
from jobfutures.predictions.answers import line_by_line
from jobfutures.predictions.commands import attempts as commands
from jobfutures.predictions.models import Attempt, Prediction
from jobfutures.predictions.rules import LONGEST_ANSWER
from jobfutures.runner.errors import RunnerError
from jobfutures.topics.models import Level

reads_or_posts = require_http_methods(["GET", "HEAD", "POST"])


@public("area", "level")
def predictions(request: HttpRequest) -> HttpResponse:
    asked = forms.Filters(request.GET)
    asked.is_valid()
    areas = queries.areas_in_use()
    area = next((one for one in areas if one.slug == asked.cleaned_data.get("area")), None)
    level = next((one for one in Level if one.value == asked.cleaned_data.get("level")), None)
    listed = queries.listed(request.user, area=area.slug if area else "", level=level or "")
    context = {"listed": listed, "areas": areas, "area": area, "level": level, "levels": Level}
    return render(request, "predictions/predictions.html", context)


def opened(slug: str) -> Prediction:
    return get_object_or_404(queries.with_related(), pk=slug)


def retired(request: HttpRequest, found: Prediction) -> HttpResponse:
    return render(request, "predictions/retired.html", {"prediction": found}, status=410)


@never_cache
@require_safe
def prediction(request: HttpRequest, slug: str) -> HttpResponse:
    found = opened(slug)
    if found.retired:
        return retired(request, found)
    context = {"form": forms.Answer(prediction=found), "attempts": queries.attempts_at(request.user, found)}
    return page(request, found, context)


def page(request: HttpRequest, found: Prediction, context: dict[str, Any], status: int = 200) -> HttpResponse:
    shown = {"prediction": found, "lines": showing.lines_of(found), **context}
    return render_part(request, "predictions/prediction.html", "work", shown, status=status)


@never_cache
@reads_or_posts
def answers(request: HttpRequest, slug: str) -> HttpResponse:
    """Commit to an answer. It is kept for who has an account; for a visitor nothing is stored."""
    found = opened(slug)
    if found.retired:
        return retired(request, found)
    if request.method != "POST":
        return redirect(found)
    form = forms.Answer(request.POST, prediction=found)
    if not form.is_valid():
        return page(request, found, {"form": form}, status=422)
    answer, kept = form.cleaned_data["answer"], None
    if isinstance(request.user, User):
        kept = commands.keep_attempt(
            by=request.user, id=form.cleaned_data["key"], prediction=found, answer=answer, at=timezone.now()
        )
        answer = kept.answer
    # Our script asks for the run by itself, to show it as it comes.
    ran = {} if getattr(request, "htmx", False) else run_now(request, found)
    return result(request, found, answer, {"attempt": kept, "key": form.cleaned_data["key"], "is_new": True, **ran})


def result(request: HttpRequest, found: Prediction, answer: str, context: dict[str, Any]) -> HttpResponse:
    shown = {
        "result": showing.result_of(found, answer),
        "lines": showing.lines_of(found, answer),
        "recorded": showing.recorded(found.ran),
        "printed": showing.printed(found.ran),
        "ended": showing.ended(found.ran),
        "following": queries.following(request.user, found),
        "has_sandbox": runners().has_sandbox(),
        **context,
    }
    return page(request, found, shown)


def run_now(request: HttpRequest, found: Prediction) -> dict[str, Any]:
    """Run the program while the page waits. Where it cannot, the page has the recorded run, and says why."""
    try:
        check_limits(request, timezone.now())
        pieces = running.run(found, found.program)
    except Refusal as refusal:
        return {"refusal": refusal}
    except RunnerError as error:
        return {"refusal": refusal_of(error)}
    return {"shown": running.whole(pieces, running.beside_record(found))}


@login_required
@never_cache
def attempt(request: SignedIn, slug: str, pk: UUID) -> HttpResponse:
    """What one's own attempt came to, to be read again."""
    kept = get_object_or_404(queries.attempts_of(request.user), pk=pk, prediction=slug)
    if request.method not in ("GET", "HEAD"):  # said to its owner only: for others there is no such page
        return HttpResponseNotAllowed(["GET", "HEAD"])
    found = opened(slug)
    if found.retired:
        return retired(request, found)
    return result(request, found, kept.answer, {"attempt": kept})


@login_required
@never_cache
def attempt_repair(request: SignedIn, slug: str, pk: UUID) -> HttpResponse:
    """Our script says that the repair was reached."""
    rows = queries.attempts_of(request.user).select_related("prediction")
    kept = get_object_or_404(rows, pk=pk, prediction=slug)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    commands.reach_repair(by=request.user, attempt=kept)
    return HttpResponse(status=204)


@never_cache
@reads_or_posts
def runs(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Run the program as it stands: line by line for our script, with its result for a page that names an answer."""
    found = opened(slug)
    if found.retired:
        return retired(request, found)
    if request.method != "POST":
        return handed_over(request, found) or redirect(found)
    if wants_lines(request):
        return streamed(request, found, found.program, running.beside_record(found))
    answer = request.POST.get("answer", "").strip()[:LONGEST_ANSWER]
    return result(request, found, answer, run_now(request, found)) if answer else redirect(found)


def handed_over(request: HttpRequest, found: Prediction) -> HttpResponse | None:
    if "application/json" not in request.headers.get("Accept", ""):
        return None
    return JsonResponse(handover.handed_over(found))


def streamed(request: HttpRequest, found: Prediction, source: str, tell: running.Telling) -> HttpResponseBase:
    try:
        check_limits(request, timezone.now())
        return line_by_line(running.run(found, source), tell)
    except Refusal as refusal:
        return one_line(refusal)
    except RunnerError as error:
        return one_line(refusal_of(error))


@never_cache
@reads_or_posts
def repair(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Change the program, run it, and see whether it prints what the repaired one does."""
    found = opened(slug)
    if found.retired:
        return retired(request, found)
    if not found.fix:
        return redirect(found)
    if request.method != "POST":
        return handed_over(request, found) or repair_page(request, found, {"form": forms.Repaired(prediction=found)})
    form = forms.Repaired(request.POST, prediction=found)
    if not form.is_valid():
        refusal = Refusal(422, str(form.errors["source"][0]))
        return one_line(refusal) if wants_lines(request) else repair_page(request, found, {"form": form}, status=422)
    tell = running.beside_repair(found)
    if wants_lines(request):
        return streamed(request, found, form.cleaned_data["source"], tell)
    return repair_now(request, found, form, tell)


def repair_now(
    request: HttpRequest, found: Prediction, form: forms.Repaired, tell: running.Telling
) -> HttpResponse:  # fmt: skip
    try:
        check_limits(request, timezone.now())
        pieces = running.run(found, form.cleaned_data["source"])
    except Refusal as refused:
        return refused.told_when(repair_page(request, found, {"form": form, "refusal": refused}, refused.status))
    except RunnerError as error:
        away = refusal_of(error)
        return away.told_when(repair_page(request, found, {"form": form, "refusal": away}, away.status))
    shown = running.whole(pieces, tell)
    last = newest_attempt(request, found)
    if shown.told.same and last and isinstance(request.user, User):
        commands.reach_repair(by=request.user, attempt=last)
    return repair_page(request, found, {"form": form, "shown": shown})


def newest_attempt(request: HttpRequest, found: Prediction) -> Attempt | None:
    return next(iter(queries.attempts_at(request.user, found)), None)


def repair_page(request: HttpRequest, found: Prediction, context: dict[str, Any], status: int = 200) -> HttpResponse:
    shown = {
        "prediction": found,
        "attempt": newest_attempt(request, found),
        "wanted": showing.printed(found.fixed_ran),
        "ended": showing.ended(found.fixed_ran),
        "has_sandbox": runners().has_sandbox(),
        "reached": running.reached(),
        "not_yet": running.not_yet(),
        **context,
    }
    return render_part(request, "predictions/repair.html", "bench", shown, status=status)
