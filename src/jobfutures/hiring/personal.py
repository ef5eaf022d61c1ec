"""Applications of a person, and cards that they wrote of others: theirs to take, and what goes with them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from jobfutures.accounts.models import User
from jobfutures.companies.models import Membership
from jobfutures.hiring.commands.concluding import conclude_if_in
from jobfutures.hiring.commands.own import withdraw_application
from jobfutures.hiring.models import (
    Amendment,
    Application,
    Asked,
    Attachment,
    Decision,
    Happening,
    ImpactAnswer,
    Interview,
    Peek,
    Rating,
    Scorecard,
    State,
)
from jobfutures.hiring.queries.impact import impact_facts
from jobfutures.hiring.rules.applications import LIVE
from jobfutures.hiring.rules.scorecards import DONE, IN
from jobfutures.hiring.sealing import StoreAway, content_of
from jobfutures.sharing.models import Request

FACTS = (
    "id", "state", "fields", "snapshot", "answers", "note", "stage", "promise_days", "begun_at", "submitted_at",
    "first_view_at", "first_reply_at", "ended_at", "due_at", "retention_until", "plan_version",
)  # fmt: skip


def export(person: User) -> dict[str, object]:
    """Return everything that companies know of the person here, also what was heard of them once a card is open.

    Members of companies are told by their role, not by name: that is a third person's.
    """
    applications = Application.objects.visible_to(person).select_related("job__company").order_by("begun_at", "pk")
    written = Scorecard.objects.visible_to(person).select_related("interview__kit").order_by("assigned_at", "pk")
    return {
        "applications.json": [facts_of(one, person) for one in applications],
        "scorecards_written.json": [
            {"interview": one.interview_id, "kit": one.interview.kit.title, "state": one.state,
             "submitted_at": one.submitted_at}
            for one in written
        ],
        "hiring_groups.json": impact_facts(person) or {},
        **dict(file_of(one) for one in Attachment.objects.visible_to(person).in_order()),
    }  # fmt: skip


def file_of(one: Attachment) -> tuple[str, bytes]:
    """Return (name, content) in the archive; of a file that cannot be fetched now, a line that says so."""
    try:
        return name_of(one), content_of(one)
    except StoreAway:
        return f"{name_of(one)}.missing.txt", b"This file could not be fetched. It is not lost: ask again in a while.\n"


def name_of(file: Attachment) -> str:
    """Return where a file stands in the archive: two of one name do not meet."""
    return f"applications/{file.application_id}/{file.digest[:8]}-{file.name}"


def facts_of(one: Application, person: User) -> dict[str, object]:
    files = Attachment.objects.filter(application=one).defer("content").in_order()
    asked = Asked.objects.filter(application=one).order_by("pk").values_list("request", flat=True)
    return {
        "job": one.job.title,
        "company": one.job.company.name,
        **{name: getattr(one, name) for name in FACTS},
        "files": [{"name": name_of(file), "media_type": file.media_type, "bytes": file.size} for file in files],
        "happenings": list(Happening.objects.of(one.pk).in_order().values("event", "side", "text", "at")),
        "asked_to_share": list(asked),
        "interviews": list(interviews_of(one, person)),
        "decisions": [decision_facts(made) for made in decisions_of(one)],
    }


def interviews_of(application: Application, person: User) -> Iterator[dict[str, object]]:
    members = Membership.objects.filter(company=application.job.company_id)
    roles: dict[UUID | None, str] = dict(members.values_list("person", "role"))
    rows = Interview.objects.visible_to(person).filter(application=application).select_related("kit")
    for one in rows.order_by("made_at", "pk"):
        cards = (
            Scorecard.objects.unsealed_for(person).filter(interview=one, state__in=IN).order_by("submitted_at", "pk")
        )
        yield {
            "title": one.kit.title, "state": one.state, "setting": one.setting, "place": one.place,
            "starts_at": one.starts_at, "minutes": one.minutes, "zone": one.zone,
            "scorecards": [card_facts(card, roles.get(card.author_id, "")) for card in cards],
        }  # fmt: skip


def card_facts(card: Scorecard, role: str) -> dict[str, object]:
    ratings = Rating.objects.filter(card=card).order_by("criterion__position")
    return {
        "by": role,
        "submitted_at": card.submitted_at,
        "recommend": card.recommend,
        "ratings": list(ratings.values("criterion__name", "level", "evidence")),
        "amendments": list(Amendment.objects.filter(card=card).order_by("at").values("reason", "ratings", "recommend")),
    }


def decisions_of(application: Application) -> list[Decision]:
    return list(Decision.objects.filter(application=application).select_related("topic").order_by("at", "pk"))


def decision_facts(one: Decision) -> dict[str, object]:
    return {
        "outcome": one.outcome, "reason": one.reason, "topic": one.topic.title if one.topic else None,
        "message": one.message, "plan_version": one.plan_version, "peeks": len(one.peeks), "at": one.at,
    }  # fmt: skip


def erase(person: User, at: datetime) -> None:
    """Take back what is live, so that the company is told; then erase what was sent, said and heard. That somebody
    applied, and what came of it, stays as a count.
    """
    own = Application.objects.visible_to(person)
    own.filter(state=State.DRAFT).delete()
    for one in own.filter(state__in=LIVE):
        withdraw_application(by=person, application=one, at=at)
    forget_what_was_sent([one.pk for one in own])
    ImpactAnswer.objects.filter(owner=person).delete()
    forget_what_they_did(person)
    leave_panels(person, at)


def forget_what_was_sent(applications: list[UUID]) -> None:
    of = {"application__in": applications}
    asked = Asked.objects.filter(**of)
    Request.objects.filter(pk__in=asked.values("request")).update(message="")
    asked.delete()
    Attachment.objects.filter(**of).delete()
    Happening.objects.filter(**of).update(text="", by=None)
    cards = Scorecard.objects.filter(interview__application__in=applications)
    Rating.objects.filter(card__in=cards.values("pk")).update(evidence="")
    Amendment.objects.filter(card__in=cards.values("pk")).update(reason="", ratings={})
    cards.update(waive_reason="")
    Peek.objects.filter(**of).update(why="")
    Decision.objects.filter(**of).update(message="", peeks=[])
    said: dict[str, Any] = {"fields": [], "snapshot": None, "answers": [], "note": "", "preview": ""}
    Application.objects.filter(pk__in=applications).update(candidate=None, **said)


def forget_what_they_did(person: User) -> None:
    """Let decisions stand without the name of whoever looked early."""
    for one in Decision.objects.filter(application__peeks__viewer=person).distinct():
        gone = {str(person.pk), person.email}
        kept = [{**peek, "by": ""} if peek.get("by") in gone else peek for peek in one.peeks]
        Decision.objects.filter(pk=one.pk).update(peeks=kept)


def leave_panels(person: User, at: datetime) -> None:
    """Let cards that are in stand without a name; nobody waits for those that were not, or sits in their place."""
    unwritten = Scorecard.objects.filter(author=person).exclude(state__in=DONE)
    applications = list(Application.objects.filter(interviews__cards__in=unwritten).distinct())
    unwritten.delete()
    for one in applications:
        conclude_if_in(one, at=at)
