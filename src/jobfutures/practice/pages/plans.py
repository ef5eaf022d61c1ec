"""The plan until the interview: worked out for anybody, kept for who has an account."""

from datetime import date
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jobfutures.accounts.models import User
from jobfutures.accounts.signed_in import SignedIn
from jobfutures.practice import queries_plan as queries
from jobfutures.practice.commands.wishes import drop_plan, keep_plan
from jobfutures.practice.forms_plan import PlanForm
from jobfutures.practice.models import Plan
from jobfutures.practice.planning import CARD_ANSWERS
from jobfutures.topics.models import Level

FIELDS = {"role", "level", "interview_on", "minutes_a_day"}


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """What the address asks for, else what is kept, else only the form."""
    if request.method == "POST":
        return keep(cast("SignedIn", request))
    person = request.user if isinstance(request.user, User) else None
    today = timezone.localdate()
    kept = queries.plan_of(person) if person else None
    asked = not FIELDS.isdisjoint(request.GET)
    form = PlanForm(request.GET if asked else None, today=today, initial=said(kept) if kept else None)
    if asked and not form.is_valid():
        return plan_page(request, form, kept=kept, status=422)
    if asked:
        return plan_page(request, form, kept=kept, wanted=queries.Wanted(**form.cleaned_data))
    return plan_page(request, form, kept=kept, wanted=wanted_by(kept) if kept else None)


@login_required
@never_cache
def keep(request: SignedIn) -> HttpResponse:
    form = PlanForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return plan_page(request, form, kept=queries.plan_of(request.user), status=422)
    keep_plan(by=request.user, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("The plan is kept. Sessions and new cards follow it from now on."))
    return redirect("practice:plan")


@login_required
@require_POST
def deletion(request: SignedIn) -> HttpResponse:
    """Delete the plan; the page that follows still shows it, and can keep it again."""
    dropped = drop_plan(by=request.user)
    if dropped is None:
        return redirect("practice:plan")
    messages.info(request, _("The plan is deleted. This is what it said, should you want to keep it again."))
    return redirect(f"{reverse('practice:plan')}?{urlencode(said(dropped))}")


def plan_page(
    request: HttpRequest, form: PlanForm, *, kept: Plan | None, wanted: queries.Wanted | None = None, status: int = 200
) -> HttpResponse:
    person = request.user if isinstance(request.user, User) else None
    today = timezone.localdate()
    context: dict[str, Any] = {
        "form": form,
        "kept": kept,
        "today": today,
        "page": queries.plan_page(wanted, today, person) if wanted else None,
        "is_over": bool(wanted and wanted.interview_on and wanted.interview_on <= today),
        "is_kept": bool(kept and wanted == wanted_by(kept)),
        "level": Level(wanted.level).label if wanted else "",
        "answers": CARD_ANSWERS,
    }
    return render(request, "practice/plan.html", context, status=status)


def wanted_by(kept: Plan) -> queries.Wanted:
    return queries.Wanted(kept.role, kept.level, kept.interview_on, kept.minutes_a_day)


def said(kept: Plan) -> dict[str, str | int]:
    """Return what a plan says, as the form has it."""
    day: date | None = kept.interview_on
    return {
        "role": kept.role_id,
        "level": kept.level,
        "interview_on": day.isoformat() if day else "",
        "minutes_a_day": kept.minutes_a_day,
    }
