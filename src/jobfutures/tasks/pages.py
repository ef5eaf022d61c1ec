"""The operator's pages on background work."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobfutures.accounts.signed_in import SignedIn, operator_only
from jobfutures.tasks import commands, queries


@operator_only
@require_safe
def tasks(request: SignedIn) -> HttpResponse:
    at = timezone.now()
    context = {
        "queues": queries.queues(at),
        "kinds": queries.dead_kinds(),
        "newest": queries.newest_dead(),
        "plans": queries.plans(at),
        "kept_days": commands.DEAD_KEPT_DAYS,
    }
    return render(request, "tasks/tasks.html", context)


@operator_only
@require_safe
def dead_task(request: SignedIn, task: UUID) -> HttpResponse:
    return render(request, "tasks/task.html", {"task": known_task(task)})


@operator_only
@require_POST
def replay(request: SignedIn, task: UUID) -> HttpResponse:
    def act() -> str:
        commands.replay_task(by=request.user, task=task, at=timezone.now())
        return _("The task is tried once more, as soon as a worker is free.")

    return moved(request, act)


@operator_only
@require_http_methods(["GET", "HEAD", "POST"])
def discarding(request: SignedIn, task: UUID) -> HttpResponse:
    if request.method != "POST":
        return render(request, "tasks/discarding.html", {"task": known_task(task)})

    def act() -> str:
        commands.discard_task(by=request.user, task=task, at=timezone.now())
        return _("The task is discarded. It will not run.")

    return moved(request, act)


@operator_only
@require_POST
def kind_replay(request: SignedIn, kind: str) -> HttpResponse:
    def act() -> str:
        number = commands.replay_kind(by=request.user, path=kind, at=timezone.now())
        return ngettext("%(n)s task is tried once more.", "%(n)s tasks are tried once more.", number) % {"n": number}

    return moved(request, act)


@operator_only
@require_http_methods(["GET", "HEAD", "POST"])
def kind_discarding(request: SignedIn, kind: str) -> HttpResponse:
    if request.method != "POST":
        found = queries.dead_kind(kind)
        if found is None:
            raise Http404
        return render(request, "tasks/discarding.html", {"kind": found})

    def act() -> str:
        number = commands.discard_kind(by=request.user, path=kind, at=timezone.now())
        return ngettext("%(n)s task is discarded.", "%(n)s tasks are discarded.", number) % {"n": number}

    return moved(request, act)


def known_task(pk: UUID) -> queries.Dead:
    found = queries.dead_task(pk)
    if found is None:
        raise Http404
    return found


def moved(request: SignedIn, act: Callable[[], str]) -> HttpResponse:
    """Do it, and go back to the list, which says what was done, or why it was not."""
    try:
        messages.success(request, act())
    except commands.CannotMove as refusal:
        messages.error(request, str(refusal))
    return redirect("tasks:tasks")
