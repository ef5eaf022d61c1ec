"""A company proposes interviews, offers other times, and arranges them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.companies.queries import members_of
from jobfutures.hiring.commands import scheduling as commands
from jobfutures.hiring.forms.scheduling import PanelForm, ProposalForm, TimesForm
from jobfutures.hiring.models import Application, Interview
from jobfutures.hiring.pages.interviews_loading import (
    BOTH,
    Member,
    attempt,
    of_interview,
    of_member,
    seen_application,
)
from jobfutures.hiring.queries.interviews import live_kits, name_of, seats_of
from jobfutures.hiring.queries.scheduling import UTC_ZONE, zone_of
from jobfutures.plans.models import Kit
from jobfutures.plans.queries.reading import plan_in_use


@of_member(*BOTH)
def proposal(member: Member, pk: UUID) -> HttpResponse:
    """Propose an interview for an application."""
    found = seen_application(member, pk)
    if not member.hires:
        raise PermissionDenied
    if member.request.method not in BOTH:
        return HttpResponseNotAllowed(BOTH)
    at = timezone.now()
    form = proposal_form(member, found, at)
    if not form.is_bound or not form.is_valid():
        return proposal_page(member, found, form, status=422 if form.is_bound else 200)
    made: list[Interview] = []
    said = {name: form.cleaned_data[name] for name in ("kit", "panel", "key")}

    def act() -> None:
        made.append(
            commands.propose_interview(by=member.request.user, application=found, meeting=form.meeting(), at=at, **said)
        )

    if refusal := attempt(act):
        form.add_error(None, refusal)
        return proposal_page(member, found, form, status=409)
    return proposed(member, made[0], form)


def proposal_form(member: Member, found: Application, at: datetime) -> ProposalForm:
    plan = plan_in_use(found.job_id)
    kits = live_kits(found, Kit.objects.filter(plan=plan).order_by("position")) if plan else []
    given = member.request.POST if member.request.method == "POST" else None
    initial: dict[str, Any] = {"zone": zone_of(member.request.user) or UTC_ZONE}
    if given is None:
        following = next((one for one in kits if one.position > found.stage), None)
        initial |= {"kit": str(following.pk) if following else ""}
    kits_known = Kit.objects.filter(plan=plan).order_by("position") if given is not None and plan else kits
    return ProposalForm(given, at=at, kits=kits_known, people=people_for(member, found), initial=initial)


def people_for(member: Member, application: Application) -> list[User]:
    """Return who may sit in a panel: everybody who acts for the company but the candidate."""
    rows = members_of(member.company).exclude(person=application.candidate_id)
    return [one.person for one in rows]


def proposal_page(member: Member, found: Application, form: ProposalForm, *, status: int = 200) -> HttpResponse:
    context = {"company": member.company, "application": found, "name": name_of(found), "form": form}
    return render(member.request, "hiring/propose.html", context, status=status)


def proposed(member: Member, made: Interview, form: TimesForm) -> HttpResponse:
    for sentence in form.twice:
        messages.warning(member.request, sentence)
    messages.success(member.request, _("Proposed. The candidate gets a letter, and chooses a time."))
    return redirect("hiring:interview", member.company.slug, made.pk)


@of_interview(*BOTH)
def times(member: Member, found: Interview) -> HttpResponse:
    """Offer other times, or move what has one."""
    if not member.hires:
        raise PermissionDenied
    at = timezone.now()
    given = member.request.POST if member.request.method == "POST" else None
    initial = {"zone": found.zone, "setting": found.setting, "place": found.place}
    form = TimesForm(given, at=at, initial=initial)
    if not form.is_bound or not form.is_valid():
        return times_page(member, found, form, status=422 if form.is_bound else 200)

    def act() -> object:
        return commands.repropose_interview(
            by=member.request.user, interview=found, meeting=form.meeting(), version=member.version, at=at
        )

    if refusal := attempt(act):
        form.add_error(None, refusal)
        return times_page(member, found, form, status=409)
    return proposed(member, found, form)


def times_page(member: Member, found: Interview, form: TimesForm, *, status: int = 200) -> HttpResponse:
    found.refresh_from_db(fields=["sequence", "state"])  # after a refusal, sending again means it
    context = {"company": member.company, "interview": found, "name": name_of(found.application), "form": form}
    return render(member.request, "hiring/times.html", context, status=status)


@of_interview(*BOTH)
def arrangement(member: Member, found: Interview) -> HttpResponse:
    """Where one meets, and who sits in it."""
    if not member.hires:
        raise PermissionDenied
    given = member.request.POST if member.request.method == "POST" else None
    seated = [str(one.person.pk) for one in seats_of(found)]
    initial = {"setting": found.setting, "place": found.place, "panel": seated}
    form = PanelForm(given, people=people_for(member, found.application), initial=initial)
    if not form.is_bound or not form.is_valid():
        return arrangement_page(member, found, form, status=422 if form.is_bound else 200)

    def act() -> object:
        return commands.rearrange_interview(
            by=member.request.user, interview=found, version=member.version, at=timezone.now(), **form.cleaned_data
        )

    if refusal := attempt(act):
        form.add_error(None, refusal)
        return arrangement_page(member, found, form, status=409)
    messages.success(member.request, _("Saved. Whoever is new on the panel gets a letter."))
    return redirect("hiring:interview", member.company.slug, found.pk)


def arrangement_page(member: Member, found: Interview, form: PanelForm, *, status: int = 200) -> HttpResponse:
    found.refresh_from_db(fields=["sequence", "state"])
    context = {"company": member.company, "interview": found, "name": name_of(found.application), "form": form}
    return render(member.request, "hiring/arrangement.html", context, status=status)
