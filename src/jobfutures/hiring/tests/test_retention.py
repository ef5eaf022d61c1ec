"""The clock of retention: what applications say is gone after its time, everywhere; that there was one stays."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.companies.tests.made import company
from jobfutures.hiring.commands.moving import add_line
from jobfutures.hiring.commands.retention import AT_ONCE, discard_drafts, erase_application, erase_ended, erase_nightly
from jobfutures.hiring.models import Amendment, Application, Asked, Attachment, Decision, Interview, Peek, Scorecard
from jobfutures.hiring.rules.applications import DRAFT_KEPT, KEPT
from jobfutures.hiring.rules.turns import Side
from jobfutures.hiring.tests.made import application, card, interview
from jobfutures.jobs.models import Job
from jobfutures.jobs.tests.made import job
from jobfutures.ledger.commands import record
from jobfutures.ledger.models import Entry
from jobfutures.sharing.tests.made import request
from jobfutures.topics.models import Area
from tests.people import NOON

pytestmark = pytest.mark.django_db
CANARY = "canary"


@pytest.fixture
def acme(ben: User) -> Company:
    return company(owner=ben)


@pytest.fixture
def posting(acme: Company) -> Job:
    return job(acme)


def word(name: str) -> str:
    return f"{CANARY}{name} is what somebody wrote, and long enough"


def full(of: Job, candidate: User, by: User, **facts: Any) -> Application:
    """An application that was declined on NOON, with a canary in every text that hangs on it."""
    ended: dict[str, Any] = {"ended_at": NOON, "retention_until": NOON + KEPT, "first_reply_at": NOON, **facts}
    made = application(
        of, candidate, state="DECLINED", at=NOON, note=word("note"), preview="a" * 64,
        snapshot={"profile.name": [{"title": word("snapshot")}]},
        answers=[{"question": "Why?", "answer": word("answer")}], **ended,
    )  # fmt: skip
    add_line(made, "write", side=Side.CANDIDATE, by=candidate, at=NOON, text=word("message"))
    Attachment.objects.create(
        application=made, name=word("file"), media_type="text/plain", size=6, digest="b" * 64,
        content=word("content").encode(), added_at=NOON,
    )  # fmt: skip
    held = interview(made, by, state="COMPLETED")
    Interview.objects.filter(pk=held.pk).update(place=word("place"))
    written = card(held, by, state="SUBMITTED")
    written.ratings.update(evidence=word("evidence"))
    Amendment.objects.create(card=written, reason=word("amendment"), at=NOON)
    Peek.objects.create(application=made, interview=held, viewer=by, why=word("peek"), at=NOON)
    decided = Decision.objects.create(
        application=made, outcome="DECLINE", by=by, reason="SKILLS_TOPIC", message=word("decision"), at=NOON,
        topic=Area.objects.first(), peeks=[{"by": word("looked"), "at": "", "why": word("why")}],
    )  # fmt: skip
    decided.cites.add(written)
    asked = request(of.company, by, candidate, ["profile.phone"], at=NOON)
    type(asked).objects.filter(pk=asked.pk).update(message=word("request"))
    Asked.objects.create(application=made, request=asked)
    for subject in (made.ledger_subject(), held.ledger_subject()):
        record(by=candidate, kind="hiring.moved", subject=subject, at=NOON)
    return made


def everything() -> str:
    """All that any table of ours holds, bytes of files as well."""
    rows = (row for model in apps.get_models() for row in model._default_manager.values())
    return " ".join(str(bytes(one) if isinstance(one, memoryview) else one) for row in rows for one in row.values())


def test_after_its_time_nothing_of_an_application_is_left_in_any_table(posting: Job, ana: User, ben: User) -> None:
    made = full(posting, ana, ben)
    assert everything().count(CANARY) >= 13
    with time_machine.travel(NOON + KEPT - timedelta(minutes=1)):
        erase_nightly.call()
    assert Application.objects.get(pk=made.pk).state == "DECLINED"
    with time_machine.travel(NOON + KEPT):
        erase_nightly.call()
        erase_nightly.call()

    assert CANARY not in everything()
    left = Application.objects.get(pk=made.pk)
    assert (left.state, left.candidate, left.snapshot, left.retention_until) == ("ERASED", None, None, None)
    assert (left.first_reply_at, left.ended_at, left.submitted_at) == (NOON, NOON, made.submitted_at)
    assert (left.promise_days, left.turn, left.due_at) == (7, "NOBODY", None)


def test_nothing_leads_from_what_stays_to_the_person_and_neither_side_sees_it(
    posting: Job, acme: Company, ana: User, ben: User
) -> None:
    made = full(posting, ana, ben)
    erase_application(application_id=made.pk, at=NOON + KEPT)

    subjects = [made.ledger_subject(), Interview.objects.get().ledger_subject()]
    acts = Entry.objects.filter(subject__in=subjects)
    assert (acts.count(), acts.by(ana).count()) == (3, 0)
    assert str(ana.pk) not in str(list(Application.objects.values())) + str(list(made.happenings.values()))
    assert list(Application.objects.visible_to(ana)) == []
    assert list(Application.objects.seen_by(ben, acme, "OWNER")) == []
    decided = Decision.objects.get()
    assert (decided.outcome, decided.reason, decided.cites.count()) == ("DECLINE", "SKILLS_TOPIC", 0)
    assert (Interview.objects.count(), Scorecard.objects.count()) == (1, 0)


def test_each_is_erased_once_and_what_is_alive_or_too_young_is_left(
    posting: Job, ana: User, ben: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert AT_ONCE > 1
    monkeypatch.setattr("jobfutures.hiring.commands.retention.AT_ONCE", 1)
    old = [application(posting, ana, state=state, at=NOON) for state in ("DECLINED", "HIRED", "WITHDRAWN", "NO_ANSWER")]
    young = application(posting, ben, state="REFUSED", at=NOON + timedelta(days=1))
    live = application(posting, ben, at=NOON, retention_until=NOON)
    at = NOON + KEPT - timedelta(days=1) + timedelta(hours=1)

    assert (erase_ended(at=at), erase_ended(at=at)) == (4, 0)
    assert not erase_application(application_id=old[0].pk, at=at)
    assert set(Application.objects.filter(state="ERASED")) == set(old)
    assert {Application.objects.get(pk=one.pk).state for one in (young, live)} == {"REFUSED", "SUBMITTED"}


def test_a_draft_that_nobody_touched_is_thrown_away_and_one_that_somebody_writes_is_kept(
    posting: Job, acme: Company, ana: User, ben: User
) -> None:
    at = timezone.now()
    left = application(posting, ana, state="DRAFT", changed_at=at - DRAFT_KEPT, note=word("draft"))
    Attachment.objects.create(
        application=left,
        name="cv.pdf",
        media_type="application/pdf",
        size=1,
        digest="c" * 64,
        content=b"x",
        added_at=at,
    )
    kept = application(posting, ben, state="DRAFT", changed_at=at - DRAFT_KEPT + timedelta(minutes=1))

    assert (discard_drafts(at=at), discard_drafts(at=at)) == (1, 0)
    assert list(Application.objects.all()) == [kept]
    assert not Attachment.objects.exists()
    assert CANARY not in everything()


def test_the_clock_is_on_the_queues_schedule(settings: Any) -> None:
    tasks = {one["task"] for one in settings.TASKS["default"]["OPTIONS"]["SCHEDULES"].values()}

    assert erase_nightly.module_path in tasks
