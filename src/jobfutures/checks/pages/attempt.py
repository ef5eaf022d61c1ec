"""One check: question after question, pausing, ending, its result and its deletion. All of it is the owner's alone."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.checks import forms, queries, showing
from jobfutures.checks.commands import attempts as commands
from jobfutures.checks.models import Attempt, Question
from jobfutures.kit.http import render_part

reads_or_posts = require_http_methods(["GET", "HEAD", "POST"])


def own(request: SignedIn, pk: UUID) -> Attempt:
    """Return one of the person's own checks; for everybody else there is none."""
    return get_object_or_404(Attempt.objects.visible_to(request.user).select_related("role"), pk=pk)


@login_required
@never_cache
@reads_or_posts
def attempt(request: SignedIn, pk: UUID) -> HttpResponse:
    """GET: the question of now. POST: its answer."""
    question = queries.open_question(request.user, pk)
    if question is None:
        return redirect("checks:result", own(request, pk).pk)
    if question.item.exercise_id:
        return redirect("checks:task", pk)
    if request.method != "POST":
        if question.attempt.paused_at:
            return render(request, "checks/paused.html", {"attempt": question.attempt, "question": question})
        return question_page(request, question, answer_form(question))
    return take_answer(request, question)


def answer_form(question: Question, given: Any = None) -> forms.Answer:
    return forms.Answer(given, variant=showing.variant_of(question), draft=question.draft)


def question_page(request: HttpRequest, question: Question, form: forms.Answer, status: int = 200) -> HttpResponse:
    context = {"question": question, "attempt": question.attempt, "form": form, "shown": showing.asked(question)}
    return render_part(request, "checks/question.html", "work", context, status=status)


def take_answer(request: SignedIn, question: Question) -> HttpResponse:
    if request.POST.get("number") != str(question.number):
        messages.info(request, str(commands.ANSWERED))
        return redirect(question.attempt)
    form = answer_form(question, request.POST)
    if not form.is_valid():
        return question_page(request, question, form, status=422)
    try:
        commands.give_answer(
            by=request.user,
            question=question,
            variant=showing.variant_of(question),
            answer=form.cleaned_data["given"],
            at=timezone.now(),
        )
    except commands.CannotAnswer as refusal:
        messages.info(request, str(refusal))
    return redirect(question.attempt)


@login_required
@never_cache
@require_POST
def draft(request: SignedIn, pk: UUID) -> HttpResponse:
    """Keep what is typed, for our script: 204, or 409 where the question is not open any more."""
    question = queries.open_question(request.user, pk)
    if question is None:
        own(request, pk)
        return HttpResponse(status=409)
    fields = {name: request.POST.getlist(name) for name in answer_form(question).fields}
    if request.POST.get("number") != str(question.number) or showing.is_too_long(fields):
        return HttpResponse(status=409)
    try:
        commands.keep_draft(by=request.user, question=question, fields=fields)
    except commands.CannotAnswer:
        return HttpResponse(status=409)
    return HttpResponse(status=204)


@login_required
@never_cache
@require_POST
def pause(request: SignedIn, pk: UUID) -> HttpResponse:
    """Pause, with what is typed kept; or go on."""
    found = own(request, pk)
    if "resume" in request.POST:
        commands.resume_check(by=request.user, attempt=found, at=timezone.now())
        return redirect(found)
    question = queries.open_question(request.user, pk)
    if question and not question.item.exercise_id:
        fields = {name: request.POST.getlist(name) for name in answer_form(question).fields if name in request.POST}
        if fields and request.POST.get("number") == str(question.number) and not showing.is_too_long(fields):
            commands.keep_draft(by=request.user, question=question, fields=fields)
    commands.pause_check(by=request.user, attempt=found, at=timezone.now())
    return redirect(found)


@login_required
@never_cache
@reads_or_posts
def ending(request: SignedIn, pk: UUID) -> HttpResponse:
    """Ask once, then end the check."""
    found = own(request, pk)
    if request.method == "POST":
        commands.end_check(by=request.user, attempt=found, at=timezone.now())
        return redirect("checks:result", pk)
    if not found.is_open:
        return redirect("checks:result", pk)
    return render(request, "checks/ending.html", {"attempt": found, "answers": found.questions.answered().count()})


@login_required
@never_cache
def result(request: SignedIn, pk: UUID) -> HttpResponse:
    found = own(request, pk)
    if request.method not in ("GET", "HEAD"):  # said to its owner only: for others there is no such page
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if found.is_open:
        return redirect(found)
    return render(request, "checks/result.html", showing.result_of(found, timezone.now()))


@login_required
@never_cache
@reads_or_posts
def deletion(request: SignedIn, pk: UUID) -> HttpResponse:
    """Ask once, then delete a check for good."""
    found = own(request, pk)
    if request.method != "POST":
        return render(request, "checks/deletion.html", {"attempt": found})
    commands.delete_check(by=request.user, attempt=found, at=timezone.now())
    messages.success(request, _("The check and its result are deleted for good."))
    return redirect("checks:checks")
