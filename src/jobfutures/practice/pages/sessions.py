"""Daily sessions: choose a length, go through the steps, leave and continue."""

from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jobfutures.accounts.models import User
from jobfutures.accounts.signed_in import SignedIn
from jobfutures.kit.public import public
from jobfutures.practice import queries_sessions as queries
from jobfutures.practice.commands import sittings
from jobfutures.practice.composing import LENGTHS, Step, StepKind
from jobfutures.practice.forms_plan import PlanForm
from jobfutures.practice.forms_sessions import AddressForm, SessionForm, named_steps
from jobfutures.practice.models import Sitting

CHOICE = "practice/session_choice.html"


@require_http_methods(["GET", "HEAD", "POST"])
def choice(request: HttpRequest) -> HttpResponse:
    """Choose how long a session takes, or continue the one that is open."""
    if request.method == "POST":
        return begin(cast("SignedIn", request))
    if isinstance(request.user, User):
        return own_choice(request, request.user, SessionForm(initial={"key": uuid4()}))
    if "minutes" in request.GET:
        return visitor_session(request)
    return visitor_choice(request)


@public()
def visitor_choice(request: HttpRequest) -> HttpResponse:
    return render(request, CHOICE, {"lengths": LENGTHS})


def own_choice(request: HttpRequest, person: User, form: SessionForm, status: int = 200) -> HttpResponse:
    sitting = queries.open_sitting(person)
    progress = queries.progress_of(person, sitting) if sitting else None
    if progress and progress.is_finished:
        sitting = progress = None
    context = {"lengths": LENGTHS, "form": form, "sitting": sitting, "progress": progress}
    return render(request, CHOICE, context, status=status)


@login_required
@never_cache
def begin(request: SignedIn) -> HttpResponse:
    form = SessionForm(request.POST)
    if form.is_valid():
        try:
            sitting = sittings.begin_sitting(by=request.user, at=timezone.now(), **form.cleaned_data)
            return redirect("practice:session", sitting.pk)
        except sittings.CannotBegin as refusal:
            form.add_error(None, str(refusal))
    return own_choice(request, request.user, form, status=422)


def own_sitting(request: SignedIn, pk: UUID) -> Sitting:
    return get_object_or_404(Sitting.objects.visible_to(request.user), pk=pk)


@login_required
@never_cache
def session(request: SignedIn, pk: UUID) -> HttpResponse:
    sitting = own_sitting(request, pk)
    if request.method not in ("GET", "HEAD"):  # said to its owner only: for others there is no such page
        return HttpResponseNotAllowed(["GET", "HEAD"])
    progress = queries.progress_of(request.user, sitting)
    is_over = progress.is_finished or sitting.ended_at is not None
    context: dict[str, Any] = {
        "sitting": sitting,
        "minutes": sitting.minutes,
        "progress": progress,
        "is_over": is_over,
        "tomorrow": queries.due_tomorrow(request.user, timezone.now()) if is_over else 0,
    }
    return render(request, "practice/session.html", context)


@login_required
@require_POST
def skips(request: SignedIn, pk: UUID) -> HttpResponse:
    """Leave a step out, or take it up again."""
    sitting = own_sitting(request, pk)
    again = "again" in request.POST
    sittings.skip_step(by=request.user, sitting=sitting, name=request.POST.get("step", ""), again=again)
    return redirect("practice:session", sitting.pk)


@login_required
@require_POST
def ending(request: SignedIn, pk: UUID) -> HttpResponse:
    sitting = own_sitting(request, pk)
    sittings.end_sitting(by=request.user, sitting=sitting, at=timezone.now())
    return redirect("practice:session", sitting.pk)


def visitor_session(request: HttpRequest) -> HttpResponse:
    """A session that its address holds: composed where the address names only a length, else as it says."""
    form = AddressForm(request.GET)
    if "minutes" in form.errors:
        return render(request, CHOICE, {"lengths": LENGTHS, "form": form}, status=422)
    said = form.cleaned_data
    minutes, begun, cards = said["minutes"], said.get("begun"), said.get("cards") or 0
    if begun is None:
        return redirect(composed_address(request, minutes))
    steps = queries.chosen_by_address(named_steps(request.GET), cards)
    skipped = request.GET.getlist("skip")
    progress = queries.shown(steps, {}, skipped)
    links = [skip_link(request, shown) for shown in progress.steps]
    context = {"minutes": minutes, "begun": begun, "progress": progress, "links": links}
    return render(request, "practice/session.html", context | {"is_over": progress.is_finished})


def composed_address(request: HttpRequest, minutes: int) -> str:
    """Return the address of a session that is composed now, for the plan that the address names, if it does."""
    at = timezone.now()
    plan = PlanForm(request.GET, today=timezone.localdate())
    plan.is_valid()  # the address of a session need not say all that a plan needs
    role, level = plan.cleaned_data.get("role"), plan.cleaned_data.get("level", "")
    steps = queries.composed_for_visitor(minutes, at, role=role.pk if role and level else "", level=level)
    return f"{reverse('practice:sessions')}?{urlencode(named(steps, minutes, round(at.timestamp())))}"


def named(steps: list[Step], minutes: int, begun: int) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = [("minutes", minutes), ("begun", begun)]
    return found + [("cards", one.count) if one.kind is StepKind.CARDS else (one.kind.value, one.key) for one in steps]


def skip_link(request: HttpRequest, shown: queries.ShownStep) -> str:
    """Return the address of the same session without this step, or with it again."""
    query = request.GET.copy()
    left = [name for name in query.getlist("skip")[:20] if name != shown.step.name]
    query.setlist("skip", left if shown.is_skipped else [*left, shown.step.name])
    return f"?{query.urlencode()}"
