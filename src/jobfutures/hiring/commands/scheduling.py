"""Interviews are proposed, proposed anew, and arranged otherwise."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.hiring.commands import scheduling_letters as letters
from jobfutures.hiring.commands.interviews import act, opened
from jobfutures.hiring.commands.moving import CannotAct, add_line, check_acts, keep_turn, locked
from jobfutures.hiring.commands.panel import assign_cards, check_panel, seat
from jobfutures.hiring.models import Application, Interview, InterviewState, Slot, State
from jobfutures.hiring.rules.interviews import LIVE, MOST_SLOTS, Actor
from jobfutures.hiring.rules.times import Fault, fault_of
from jobfutures.hiring.rules.turns import Side
from jobfutures.ledger.commands import record
from jobfutures.plans.commands.plans import CannotPlan, freeze_plan
from jobfutures.plans.models import Kit
from jobfutures.plans.queries.reading import plan_in_use


@dataclass(frozen=True, slots=True)
class Meeting:
    """When and where. starts: up to five instants.  zone: IANA, in which they were written."""

    setting: str
    place: str
    zone: str
    starts: tuple[datetime, ...]


@transaction.atomic
def propose_interview(
    *, by: User, application: Application, kit: Kit, meeting: Meeting, panel: Collection[User], key: UUID, at: datetime
) -> Interview:
    """Propose times for an interview by a kit; its plan is frozen with the first one. key: of the form: sent twice, it
    is one interview.  Raises CannotAct.
    """
    check_acts(by, application.job.company)
    found = locked(application)
    if there := Interview.objects.filter(application=found, key=key).first():
        return there
    check_may_propose(found, kit)
    check_times(meeting, at)
    check_panel(found.job, panel, found.candidate)
    freeze(by, found, kit, at)
    made = Interview.objects.create(
        application=found, kit=kit, state=InterviewState.PROPOSED, state_at=at, setting=meeting.setting,
        place=meeting.place, zone=meeting.zone, minutes=kit.minutes, made_by=by, made_at=at, key=key,
    )  # fmt: skip
    offer(made, meeting)
    new = seat(made, panel, at=at)
    stage = max(found.stage, kit.position)
    Application.objects.filter(pk=found.pk).update(plan_version=kit.plan.version, stage=stage)
    record(by=by, kind="hiring.propose", subject=made.ledger_subject(), at=at)
    add_line(found, "propose", side=Side.COMPANY, by=by, at=at, interview=made)
    keep_turn(found, at=at)
    letters.tell_candidate(made, letters.TIMES, at=at)
    for person in new:
        if person != by:
            letters.tell_member(made, person, letters.SEAT, at=at)
    return made


def check_may_propose(application: Application, kit: Kit) -> None:
    if application.state != State.INTERVIEWING:
        raise CannotAct(_("Interviews are proposed while an application is at its interviews, and this one is not."))
    plan = plan_in_use(application.job_id)
    if plan is None or kit.plan_id != plan.pk:
        raise CannotAct(_("The plan has changed meanwhile. Choose the interview from the plan as it is now."))
    if Interview.objects.filter(application=application, kit=kit, state__in=LIVE).exists():
        raise CannotAct(_("This interview is proposed already. Offer other times on its page, or cancel it there."))


def freeze(by: User, application: Application, kit: Kit, at: datetime) -> None:
    try:
        freeze_plan(by=by, plan=kit.plan, at=at)
    except CannotPlan as refusal:
        raise CannotAct(str(refusal)) from None


def check_times(meeting: Meeting, at: datetime) -> None:
    if not 1 <= len(set(meeting.starts)) <= MOST_SLOTS:
        raise CannotAct(_("Offer 1 to %(most)d times.") % {"most": MOST_SLOTS})
    faults = {fault_of(one, at) for one in meeting.starts}
    if Fault.SOON in faults:
        raise CannotAct(_("Each time is at least an hour ahead, so that people can read of it."))
    if Fault.LATE in faults:
        raise CannotAct(_("Each time is at most 60 days ahead."))


def offer(interview: Interview, meeting: Meeting) -> None:
    interview.slots.all().delete()
    Slot.objects.bulk_create(Slot(interview=interview, starts_at=one) for one in sorted(set(meeting.starts)))


@transaction.atomic
def repropose_interview(*, by: User, interview: Interview, meeting: Meeting, version: str, at: datetime) -> Interview:
    """Offer other times; one that was set is off. Raises CannotAct, IllegalTransition."""
    check_acts(by, interview.application.job.company)
    found = opened(interview, "repropose", Actor.RECRUITER, version)
    check_times(meeting, at)
    was_set = found.state == InterviewState.SCHEDULED
    offer(found, meeting)
    moved = act(
        found, "repropose", by=by, role=Actor.RECRUITER, at=at, setting=meeting.setting, place=meeting.place,
        zone=meeting.zone, is_asked=True,
    )  # fmt: skip
    letters.tell_candidate(moved, letters.TIMES, at=at)
    if was_set:
        letters.tell_company(moved, letters.CHANGED, at=at, besides=by)
    return moved


@transaction.atomic
def rearrange_interview(
    *, by: User, interview: Interview, setting: str, place: str, panel: Collection[User], version: str, at: datetime
) -> Interview:
    """Change where one meets, and who sits in it, while it is still to come. Raises CannotAct, IllegalTransition.

    Whoever leaves the panel sees nothing of it from now on, and their card goes if nobody has read it.
    """
    check_acts(by, interview.application.job.company)
    found = opened(interview, "cancel", Actor.RECRUITER, version)  # possible for as long as it could be cancelled
    check_panel(found.application.job, panel, found.application.candidate)
    is_moved = (setting, place) != (found.setting, found.place)
    facts = {"setting": setting, "place": place, "sequence": found.sequence + 1}
    Interview.objects.filter(pk=found.pk).update(**facts)
    new = seat(found, panel, at=at)
    if found.state == InterviewState.SCHEDULED:
        assign_cards(found, at)
    record(by=by, kind="hiring.rearrange", subject=found.ledger_subject(), at=at, fields=["panel", "place"])
    for person in new:
        if person != by:
            letters.tell_member(found, person, letters.SEAT, at=at)
    if is_moved and found.state == InterviewState.SCHEDULED:
        letters.tell_candidate(found, letters.CHANGED, at=at)
    found.refresh_from_db()
    return found
