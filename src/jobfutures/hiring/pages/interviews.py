"""Interviews, as a company's members find them and act on them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jobfutures.hiring.commands import interviews as commands
from jobfutures.hiring.commands.ending import INTERVIEWS
from jobfutures.hiring.forms.scheduling import CancelForm
from jobfutures.hiring.models import Interview, InterviewState
from jobfutures.hiring.pages.interviews_loading import READING, Member, attempt, of_interview, of_member
from jobfutures.hiring.queries import card_sections
from jobfutures.hiring.queries.calendar import calendar_file, panel_title
from jobfutures.hiring.queries.interviews import (
    MOST_LISTED,
    kit_of,
    name_of,
    other_interviews,
    own_interviews,
    parts_sent,
    seats_of,
    seen,
)
from jobfutures.hiring.queries.scheduling import clashes, in_zones, offered_times, zone_of
from jobfutures.hiring.rules.interviews import LATE, Actor
from jobfutures.ledger.transitions import allowed


@of_member(*READING)
def interviews(member: Member) -> HttpResponse:
    """What is to come and to be done: the viewer's own, and for recruiters that of others."""
    at = timezone.now()
    whose = (member.request.user, member.company, member.role, at)
    zone = zone_of(member.request.user)
    groups = [
        [(one, times_of(one.row, zone)) for one in rows] for rows in (own_interviews(*whose), other_interviews(*whose))
    ]
    context = {
        "company": member.company,
        "own": groups[0],
        "others": groups[1],
        "hires": member.hires,
        "most": MOST_LISTED,
    }
    return render(member.request, "hiring/interviews.html", context)


@of_interview(*READING)
def interview(member: Member, found: Interview) -> HttpResponse:
    return interview_page(member, found)


def interview_page(
    member: Member, found: Interview, *, refusal: str = "", form: CancelForm | None = None, status: int = 200
) -> HttpResponse:
    at = timezone.now()
    zone = zone_of(member.request.user)
    seats = seats_of(found)
    offered = offered_times(found, [found.zone, zone or found.zone], at) if found.state == "PROPOSED" else []
    panel = [one.person for one in seats]
    is_live = found.state in {InterviewState.PROPOSED, InterviewState.SCHEDULED}
    starts = [one.times[0].at for one in offered] or ([found.starts_at] if found.starts_at else [])
    application = found.application
    context = {
        "company": member.company, "interview": found, "name": name_of(application), "seats": seats, "offered": offered,
        "times": times_of(found, zone), "clashes": clashes(found, panel, starts) if is_live else [],
        "hires": member.hires, "kit": kit_of(found), "parts": parts_sent(application), "refusal": refusal,
        "events": events_of(member, found, at), "form": form or CancelForm(use_required_attribute=False),
        "sections": card_sections.for_interview(found, member.request.user, member.company, member.role),
    }  # fmt: skip
    return render(member.request, "hiring/interview.html", context, status=status)


def times_of(found: Interview, zone: str) -> list[Any]:
    return in_zones(found.starts_at, [found.zone, zone or found.zone]) if found.starts_at else []


def events_of(member: Member, found: Interview, at: datetime) -> set[str]:
    """Return what the viewer may do now; whoever sees it without recruiting sits in it."""
    events = set(allowed(INTERVIEWS, found.state, Actor.RECRUITER if member.hires else Actor.PANEL))
    if found.starts_at is None or at < found.starts_at:
        events.discard("complete")
    if found.starts_at is None or at < found.starts_at + LATE:
        events -= {"miss_candidate", "miss_company"}
    return events


def answered(
    member: Member, found: Interview, act: Callable[[], object], said: str, *, form: CancelForm | None = None
) -> HttpResponse:
    """Do it, and show the interview; a refusal stands on it, and nothing that was typed is lost."""
    if refusal := attempt(act):
        now = seen(member.request.user, member.company, member.role, found.pk)
        if now is None:
            raise Http404
        return interview_page(member, now, refusal=refusal, form=form, status=409)
    messages.success(member.request, said)
    return redirect("hiring:interview", member.company.slug, found.pk)


@of_interview("POST")
def cancellation(member: Member, found: Interview) -> HttpResponse:
    if not member.hires:
        raise PermissionDenied
    form = CancelForm(member.request.POST, use_required_attribute=False)
    if not form.is_valid():
        return interview_page(member, found, form=form, status=422)

    def act() -> object:
        return commands.cancel_interview(
            by=member.request.user, interview=found, text=form.cleaned_data["text"], version=member.version,
            at=timezone.now(),
        )  # fmt: skip

    return answered(member, found, act, _("Cancelled. The candidate and the panel get a letter."), form=form)


@of_interview("POST")
def completion(member: Member, found: Interview) -> HttpResponse:
    def act() -> object:
        return commands.complete_interview(
            by=member.request.user, interview=found, version=member.version, at=timezone.now()
        )

    return answered(member, found, act, _("Held. The cards of the panel are due now."))


@of_interview("POST")
def absence(member: Member, found: Interview) -> HttpResponse:
    """Whoever was missing: the candidate, or with `of=company` the company."""

    def act() -> object:
        return commands.note_absence(
            by=member.request.user, interview=found, of_company=member.request.POST.get("of") == "company",
            version=member.version, at=timezone.now(),
        )  # fmt: skip

    return answered(member, found, act, _("Noted. The candidate gets a letter."))


@of_interview(*READING)
def calendar(member: Member, found: Interview) -> HttpResponse:
    address = reverse("hiring:interview", args=[member.company.slug, found.pk])
    return file_answer(calendar_file(found, reader=member.request.user, title=panel_title(found), address=address))


def file_answer(content: bytes | None) -> HttpResponse:
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="interview.ics"'
    return response
