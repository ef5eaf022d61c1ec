"""The code task of a check, on the workbench of the exercises; who sees it is its owner alone."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.checks import queries, tasks
from jobfutures.checks.commands import tasks as commands
from jobfutures.checks.commands.attempts import CannotAnswer
from jobfutures.checks.models import Attempt, Question
from jobfutures.exercises import forms
from jobfutures.exercises import queries as exercises
from jobfutures.exercises.models import Exercise
from jobfutures.exercises.running import expect_run
from jobfutures.exercises.trying import draft_kept, tried
from jobfutures.kit.http import render_part


def opened(request: SignedIn, pk: UUID) -> tuple[Question, Exercise]:
    """Return the open task of one's own check. Raises Http404 where there is none."""
    question = queries.open_question(request.user, pk)
    if question is None or question.item.exercise is None:
        raise Http404
    return question, question.item.exercise


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def task(request: SignedIn, pk: UUID) -> HttpResponse:
    """GET: the workbench, or how far the judging is. POST: run the visible checks."""
    question = queries.open_question(request.user, pk)
    if question is None or question.item.exercise is None:
        return redirect(get_object_or_404(Attempt.objects.visible_to(request.user), pk=pk))
    exercise = question.item.exercise
    if question.task:
        return render_part(request, "checks/judging.html", "outcome", tasks.judging(question))
    if request.method == "POST":
        return run_checks(request, question, exercise)
    if question.attempt.paused_at:
        return render(request, "checks/paused.html", {"attempt": question.attempt, "question": question})
    expect_run()
    work = exercises.draft_of(request.user, exercise)
    form = forms.Solution(exercise=exercise, files=exercises.starting_files(exercise, work))
    return task_page(request, question, exercise, {"form": form, "work": work})


def task_page(
    request: HttpRequest, question: Question, exercise: Exercise, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    files = context["form"].open_files()
    around = exercises.exercise_page(request.user, exercise, None, [file.path for file in files])
    shown = {
        "question": question, "attempt": question.attempt, "exercise": exercise, "page": around, "files": files,
        "addresses": tasks.addresses(question.attempt), **context,
    }  # fmt: skip
    return render_part(request, "checks/task.html", "results", shown, status=status)


def run_checks(request: SignedIn, question: Question, exercise: Exercise) -> HttpResponse:
    context, refusal = tried(request, exercise)
    if refusal is None:
        return task_page(request, question, exercise, context)
    return refusal.told_when(task_page(request, question, exercise, context, status=refusal.status))


@login_required
@never_cache
@require_POST
def task_draft(request: SignedIn, pk: UUID) -> HttpResponse:
    """Keep what is typed, for our script: 204, or 422 with one sentence."""
    _question, exercise = opened(request, pk)
    return draft_kept(request, request.user, exercise)


@login_required
@never_cache
@require_POST
def handing_in(request: SignedIn, pk: UUID) -> HttpResponse:
    question, exercise = opened(request, pk)
    if question.task:
        return redirect("checks:task", pk)
    form = forms.Solution(request.POST, exercise=exercise, files={})
    if form.is_valid():
        key, files = form.cleaned_data["form_key"], form.cleaned_data["files"]
        try:
            commands.hand_in_task(by=request.user, question=question, files=files, form_key=key, at=timezone.now())
            return redirect("checks:task", pk)
        except CannotAnswer as refusal:
            form.add_error(None, str(refusal))
    return task_page(request, question, exercise, {"form": form}, status=422)


@login_required
@never_cache
@require_POST
def verdict(request: SignedIn, pk: UUID) -> HttpResponse:
    """Go on: count the task that is judged, or leave it out."""
    question, _exercise = opened(request, pk)
    act = commands.skip_task if "skip" in request.POST else commands.count_task
    try:
        act(by=request.user, question=question, at=timezone.now())
    except CannotAnswer as refusal:
        messages.info(request, str(refusal))
        return redirect("checks:task", pk)
    return redirect("checks:attempt", pk)
