"""Somebody decides about an application: a record that stays as it is, and a letter that says where to read it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.hiring.commands.moving import CannotAct, check_hires, check_step, locked, move
from jobfutures.hiring.commands.telling import tell_candidate
from jobfutures.hiring.models import Application, Decision, Outcome, ReasonCode, Scorecard, State
from jobfutures.hiring.queries.cards import open_cards
from jobfutures.hiring.queries.deciding import interviews_of, peeks_of, topics_of
from jobfutures.hiring.rules.applications import SHORTEST_MESSAGE, Actor
from jobfutures.ledger.commands import record
from jobfutures.topics.models import Area

EVENTS = {Outcome.OFFER: "offer", Outcome.DECLINE: "decline", Outcome.RESCIND: "rescind"}


class CannotDecide(CannotAct):
    """Nothing is decided; the sentence stands beside the field, or above the form for an empty field."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@transaction.atomic
def decide(
    *, by: User, application: Application, outcome: str, reason: str = "", topic: Area | None = None, message: str,
    cites: Sequence[Scorecard] = (), gives_feedback: bool = False, at: datetime, version: str = "",
    in_bulk: bool = False,
) -> Decision:  # fmt: skip
    """Offer, decline or take an offer back. Raises IllegalTransition where the state allows none of it.

    version: `changed_at` of the application that `by` saw; empty where no page was open.  in_bulk: one of many, which
    opens nothing first and names no cards.
    """
    found = locked(application)
    check_hires(by, found.job.company)
    event = "decline_unseen" if in_bulk and found.state == State.SUBMITTED else EVENTS[Outcome(outcome)]
    check_step(found, event, Actor.RECRUITER)
    if version and version != found.changed_at.isoformat():
        raise CannotDecide(_("Something happened to this application since you opened the page. Nothing was decided."))
    check_words(outcome, reason, message)
    topic = checked_topic(found, reason, topic)
    citable = {card.pk: card for card in open_cards(by, interviews_of(found))}
    check_cites(cites, citable, are_needed=found.state == State.DECIDING and outcome != Outcome.RESCIND and not in_bulk)
    made = Decision.objects.create(
        application=found, outcome=outcome, by=by, reason="" if outcome == Outcome.OFFER else reason, topic=topic,
        message=message, plan_version=found.plan_version, gives_feedback=gives_feedback and bool(citable),
        peeks=printed_peeks(found), at=at,
    )  # fmt: skip
    made.cites.set(cites)
    record(by=by, kind="hiring.decided", subject=made.ledger_subject(), at=at, fields=[event])
    move(found, event, by=by, role=Actor.RECRUITER, at=at, text=message)
    tell_candidate(found, _("a company has decided about an application"), "decided", at=at)
    return made


def check_words(outcome: str, reason: str, message: str) -> None:
    if len(message.strip()) < SHORTEST_MESSAGE:
        raise CannotDecide(_("Write at least 40 characters: a person reads this."), "message")
    if outcome != Outcome.OFFER and reason not in ReasonCode.values:
        raise CannotDecide(_("Choose a reason."), "reason")


def checked_topic(application: Application, reason: str, topic: Area | None) -> Area | None:
    """Return the topic of a reason that has one."""
    if reason != ReasonCode.SKILLS_TOPIC:
        return None
    if topic is None or topic not in topics_of(application):
        raise CannotDecide(_("Choose the topic: one of the posting, or of the interviews."), "topic")
    return topic


def check_cites(cites: Sequence[Scorecard], citable: dict[UUID, Scorecard], *, are_needed: bool) -> None:
    if any(card.pk not in citable for card in cites):
        raise CannotDecide(_("Only cards of this application that are in and open to you can be named."), "cites")
    if are_needed and citable and not cites:
        raise CannotDecide(_("Name at least one card that this rests on."), "cites")


def printed_peeks(application: Application) -> list[dict[str, str]]:
    return [{"by": str(one.viewer_id or ""), "at": one.at.isoformat(), "why": one.why} for one in peeks_of(application)]
