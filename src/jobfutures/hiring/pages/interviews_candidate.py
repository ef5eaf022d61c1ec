"""Interviews, as the candidate finds them and answers."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.hiring.commands import interviews as commands
from jobfutures.hiring.forms.scheduling import SlotForm, WordForm
from jobfutures.hiring.models import Interview, InterviewState
from jobfutures.hiring.pages.interviews import file_answer
from jobfutures.hiring.pages.interviews_loading import READING, attempt, of_candidate
from jobfutures.hiring.queries.calendar import calendar_file, candidate_title
from jobfutures.hiring.queries.interviews import topics_of
from jobfutures.hiring.queries.scheduling import Offered, in_zones, is_zone, offered_times, offered_zones, zone_of
from jobfutures.hiring.rules.interviews import LATE
from jobfutures.jobs.queries.postings import safe_html

PREPARING = (InterviewState.SCHEDULED, InterviewState.COMPLETED)


@of_candidate(*READING)
def interview(request: SignedIn, found: Interview) -> HttpResponse:
    """When, where, what to prepare; times to choose from. `?zone=`: the zone to read them in."""
    return candidate_page(request, found)


def candidate_page(
    request: SignedIn, found: Interview, *, refusal: str = "", form: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    at = timezone.now()
    zone = reading_zone(request, found)
    offered = times_for(found, zone)
    slots = [(one.pk, one.label) for one in offered if not one.is_over]
    begins = found.starts_at if found.state == InterviewState.SCHEDULED else None
    context = {
        "interview": found, "job": found.application.job, "company": found.application.job.company, "zone": zone,
        "zones": offered_zones(), "offered": offered, "refusal": refusal,
        "times": in_zones(found.starts_at, [zone, found.zone]) if found.starts_at else [],
        "slots": form if isinstance(form, SlotForm) else SlotForm(None, offered=slots),
        "word": form if isinstance(form, WordForm) else WordForm(use_required_attribute=False),
        "topics": topics_of(found) if found.state in PREPARING else [],
        "brief": safe_html(found.kit.brief) if found.state in PREPARING else "",
        "may_move": begins and at < begins, "may_miss": begins and at >= begins + LATE,
    }  # fmt: skip
    return render(request, "hiring/candidate_interview.html", context, status=status)


def reading_zone(request: SignedIn, found: Interview) -> str:
    """Return the zone that the page was asked for, else that of the candidate's profile, else the company's."""
    asked = request.POST.get("zone") or request.GET.get("zone", "")
    return asked if is_zone(asked) else zone_of(request.user) or found.zone


def times_for(found: Interview, zone: str) -> list[Offered]:
    is_asked = found.state == InterviewState.PROPOSED and found.is_asked
    return offered_times(found, [zone, found.zone], timezone.now()) if is_asked else []


def answered(
    request: SignedIn, found: Interview, act: Callable[[], object], said: str, *, form: forms.Form | None = None
) -> HttpResponse:
    if refusal := attempt(act):
        found.refresh_from_db(fields=["state", "state_at", "starts_at", "is_asked", "sequence", "zone", "place"])
        kept = None if isinstance(form, SlotForm) else form
        return candidate_page(request, found, refusal=refusal, form=kept, status=409)
    messages.success(request, said)
    address = reverse("hiring:candidate_interview", args=[found.pk])
    zone = request.POST.get("zone", "")
    return redirect(f"{address}?zone={zone}" if is_zone(zone) else address)


def version_of(request: SignedIn) -> str:
    return request.POST.get("version", "")


@of_candidate("POST")
def choice(request: SignedIn, found: Interview) -> HttpResponse:
    offered = [(one.pk, one.label) for one in times_for(found, reading_zone(request, found))]
    form = SlotForm(request.POST, offered=offered)
    if offered and not form.is_valid():
        return candidate_page(request, found, form=form, status=422)

    def act() -> object:
        slot = form.cleaned_data["slot"] if offered else 0
        return commands.choose_time(
            by=request.user, interview=found, slot=slot, version=version_of(request), at=timezone.now()
        )

    return answered(request, found, act, _("That is the time. What to prepare stands below."), form=form)


@of_candidate("POST")
def other_times(request: SignedIn, found: Interview) -> HttpResponse:
    """None of the times fits."""
    return with_word(request, found, commands.ask_other_times, _("Said. The company offers other times."))


@of_candidate("POST")
def moving(request: SignedIn, found: Interview) -> HttpResponse:
    """It has a time, and needs another one."""
    return with_word(
        request, found, commands.move_interview, _("Said. Its time is off, and the company offers others.")
    )


def with_word(request: SignedIn, found: Interview, command: Callable[..., Interview], said: str) -> HttpResponse:
    form = WordForm(request.POST, use_required_attribute=False)
    if not form.is_valid():
        return candidate_page(request, found, form=form, status=422)

    def act() -> object:
        return command(
            by=request.user, interview=found, text=form.cleaned_data["text"], version=version_of(request),
            at=timezone.now(),
        )  # fmt: skip

    return answered(request, found, act, said, form=form)


@of_candidate("POST")
def absence(request: SignedIn, found: Interview) -> HttpResponse:
    """Nobody of the company was there."""

    def act() -> object:
        return commands.note_absence(
            by=request.user, interview=found, of_company=True, version=version_of(request), at=timezone.now()
        )

    return answered(request, found, act, _("Noted. The company gets a letter."))


@of_candidate(*READING)
def calendar(request: SignedIn, found: Interview) -> HttpResponse:
    address = reverse("hiring:candidate_interview", args=[found.pk])
    return file_answer(calendar_file(found, reader=request.user, title=candidate_title(found), address=address))
