"""Applications in any state, as if each step had been taken; and the interviews and cards that belong to it."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.hiring.models import (
    Application,
    Attachment,
    BulkClose,
    Decision,
    Happening,
    Interview,
    Panelist,
    Rating,
    Scorecard,
)
from jobfutures.hiring.rules.applications import ENDED, KEPT, UNANSWERED
from jobfutures.hiring.rules.turns import Side
from jobfutures.jobs.models import Job
from jobfutures.plans.models import InterviewPlan, Kit
from jobfutures.plans.tests.made import plan

FIELDS = ["profile.email", "profile.name"]
MESSAGE = "Thank you for your time. We looked for more work with queues than you told of."
EVIDENCE = "Compared a lock with a queue, and said what each costs when a worker dies."


def snapshot_of(candidate: User) -> dict[str, Any]:
    name = candidate.email.partition("@")[0].capitalize()
    return {"profile.name": [{"title": f"{name} Example"}], "profile.email": [{"title": candidate.email}]}


def application(
    of: Job, candidate: User, *, state: str = "SUBMITTED", at: datetime | None = None, **facts: Any
) -> Application:
    """Make an application in a state, sent a day before `at`, or before now."""
    sent = (at or timezone.now()) - timedelta(days=1)
    side = Side.COMPANY if state in UNANSWERED else Side.CANDIDATE if state in {"OFFERED", "DRAFT"} else Side.NOBODY
    is_draft = state == "DRAFT"
    ended = {"ended_at": sent, "retention_until": sent + KEPT} if state in ENDED else {}
    said: dict[str, Any] = {
        "state_at": sent, "begun_at": sent, "changed_at": sent, "turn": side, "turn_since": sent,
        "due_at": sent + timedelta(days=7) if side == Side.COMPANY else None,
        "submitted_at": None if is_draft else sent, "fields": FIELDS,
        "snapshot": None if is_draft or state == "ERASED" else snapshot_of(candidate), "note": "I keep queues short.",
        "first_view_at": None if state in {"DRAFT", "SUBMITTED"} else sent,
        **ended, **facts,
    }  # fmt: skip
    made = Application.objects.create(job=of, company=of.company, candidate=candidate, state=state, **said)
    if not is_draft:
        Happening.objects.create(application=made, event="submit", side=Side.CANDIDATE, by=candidate, at=sent)
    return made


def attachment(
    of: Application, *, name: str = "cv.txt", content: bytes = b"All of me", media_type: str = "text/plain"
) -> Attachment:
    return Attachment.objects.create(
        application=of, name=name, media_type=media_type, size=len(content), content=content,
        digest=sha256(content).hexdigest(), added_at=of.begun_at,
    )  # fmt: skip


def pdf_file(of: Application, name: str = "cv.pdf") -> Attachment:
    return attachment(of, name=name, content=b"%PDF-1.7\n", media_type="application/pdf")


def bulk_close(of: Job, by: User) -> BulkClose:
    """Make one that has ended, and reached nobody."""
    now = timezone.now()
    return BulkClose.objects.create(
        job=of, by=by, reason="OTHER", message=MESSAGE, until=now, number=1, begun_at=now, ended_at=now, key=uuid4()
    )


def interview(
    of: Application, *panel: User, state: str = "SCHEDULED", kit: Kit | None = None, starts_at: datetime | None = None,
    **facts: Any,
) -> Interview:  # fmt: skip
    """Make an interview, held an hour ago where the state says that it was, else in two days; a card for each."""
    kit = kit or first_kit(of.job)
    now = timezone.now()
    is_over = state not in {"PROPOSED", "SCHEDULED"}
    begins = starts_at or (now - timedelta(hours=2) if is_over else now + timedelta(days=2))
    made = Interview.objects.create(
        application=of, kit=kit, state=state, state_at=now - timedelta(hours=1), setting="VIDEO",
        place="https://meet.example/room", zone="Europe/Berlin", minutes=kit.minutes,
        starts_at=None if state == "PROPOSED" else begins, made_at=now - timedelta(hours=20), key=uuid4(), **facts,
    )  # fmt: skip
    if state == "PROPOSED":
        made.slots.create(starts_at=begins)
    for person in panel:
        Panelist.objects.create(interview=made, person=person, added_at=made.made_at)
        card(made, person)
    return made


def first_kit(of: Job) -> Kit:
    latest = InterviewPlan.objects.filter(job=of, frozen_at__isnull=False).newest_first().first() or plan(of)
    return Kit.objects.filter(plan=latest).order_by("position")[0]


def card(of: Interview, author: User, *, state: str = "ASSIGNED", level: int = 3) -> Scorecard:
    """Make a card, or fill the one there is; whatever is in has every criterion rated."""
    now = timezone.now()
    is_in = state in {"SUBMITTED", "AMENDED"}
    said: dict[str, Any] = {
        "state": state, "state_at": now, "changed_at": now, "submitted_at": now if is_in else None,
        "recommend": "YES" if is_in else "",
    }  # fmt: skip
    made, _ = Scorecard.objects.update_or_create(
        interview=of, author=author, defaults=said, create_defaults={**said, "assigned_at": now}
    )
    if is_in:
        made.ratings.all().delete()
        criteria = of.kit.criteria.order_by("position")
        Rating.objects.bulk_create(Rating(card=made, criterion=one, level=level, evidence=EVIDENCE) for one in criteria)
    return made


def decline(of: Application, by: User, *, reason: str = "OTHER") -> Decision:
    return Decision.objects.create(
        application=of, outcome="DECLINE", by=by, reason=reason, message=MESSAGE, at=timezone.now()
    )
