"""The plan of a job: its versions, and the interviews of one of them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jobfutures.plans import rules
from jobfutures.plans.commands import kits as kit_commands
from jobfutures.plans.commands import plans as commands
from jobfutures.plans.forms.kits import NewKitForm
from jobfutures.plans.pages.loading import READING, Desk, desk, newest
from jobfutures.plans.queries.reading import interviewed_by, plans_of, read_plan
from jobfutures.plans.wording import sentence


@desk(*READING)
def plan(at: Desk) -> HttpResponse:
    """The newest version, or the one that `?version=` names."""
    return plan_page(at, number=at.request.GET.get("version", ""))


def plan_page(
    at: Desk, *, number: str = "", refusal: str = "", form: NewKitForm | None = None, status: int = 200
) -> HttpResponse:
    versions = plans_of(at.job, at.request.user)
    shown = next((one for one in versions if number in {"", str(one.version)}), None)
    if number and shown is None:
        raise Http404
    read = read_plan(shown) if shown else None
    asked = interviewed_by(one.pk for one in versions)
    context = {
        "company": at.job.company, "job": at.job, "may_hire": at.may_hire, "plan": read, "refusal": refusal,
        "versions": [(one, asked.get(one.pk, 0)) for one in versions],
        "kits": [(one, [sentence(gap) for gap in one.gaps]) for one in read.kits] if read else [],
        "gaps": [sentence(gap) for gap in read.gaps] if read else [],
        "is_open": bool(read and at.may_hire and read.row.frozen_at is None),
        "is_newest": bool(versions) and shown == versions[0],
        "form": form or NewKitForm(use_required_attribute=False),
        "is_full": bool(read and len(read.kits) >= rules.MOST_KITS),
    }  # fmt: skip
    return render(at.request, "plans/plan.html", context, status=status)


@desk("POST")
def beginning(at: Desk) -> HttpResponse:
    commands.begin_plan(by=at.request.user, job=at.job, at=timezone.now())
    return redirect("plans:plan", at.slug, at.job.pk)


@desk("POST")
def version(at: Desk) -> HttpResponse:
    try:
        commands.begin_version(by=at.request.user, job=at.job, at=timezone.now())
    except commands.CannotPlan as refusal:
        return plan_page(at, refusal=str(refusal), status=409)
    messages.success(at.request, _("A new version. Interviews go by the one before until this one is whole."))
    return redirect("plans:plan", at.slug, at.job.pk)


@desk("POST")
def kits(at: Desk) -> HttpResponse:
    """Add an interview to the open version."""
    if not at.may_hire:
        raise PermissionDenied
    form = NewKitForm(at.request.POST, use_required_attribute=False)
    if not form.is_valid():
        return plan_page(at, form=form, status=422)
    try:
        kit = kit_commands.add_kit(
            by=at.request.user, plan=newest(at), at=timezone.now(), version=at.request.POST.get("version", ""),
            **form.cleaned_data,
        )  # fmt: skip
    except commands.CannotPlan as refusal:
        return plan_page(at, refusal=str(refusal), form=form, status=409)
    return redirect("plans:kit", at.slug, at.job.pk, kit.pk)
