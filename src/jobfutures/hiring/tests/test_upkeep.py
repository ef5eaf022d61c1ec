"""What the clock does to applications."""

from datetime import timedelta

import pytest
from django.core import mail

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.companies.tests.made import company
from jobfutures.hiring.commands import counting, upkeep
from jobfutures.hiring.models import Application, ResponseFigures
from jobfutures.hiring.tests.made import application
from jobfutures.jobs.models import Job
from jobfutures.jobs.tests.made import job
from tests.access import client_of
from tests.people import NOON, person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def acme(ben: User) -> Company:
    return company(owner=ben)


def subjects(to: User) -> list[str]:
    return [one.subject for one in mail.outbox if one.to == [to.email]]


def test_three_weeks_after_a_job_stopped_nobody_waits_for_nothing(acme: Company, ana: User) -> None:
    rows = {}
    for state, days in (("CLOSING", 20), ("CLOSING", 22), ("REMOVED", 22), ("PUBLISHED", 90), ("CLOSED", 22)):
        posting = job(acme, state=state, state_at=NOON - days * DAY, title=f"{state} {days}")
        rows[posting.title] = application(posting, ana, state="ACKNOWLEDGED", at=NOON - 95 * DAY)
    settled = job(acme, state="CLOSED", state_at=NOON, close_reason="EXPIRED", closes_at=NOON - 21 * DAY)
    rows["settled"] = application(settled, ana, at=NOON - 50 * DAY)
    answered = application(job(acme, state="CLOSING", state_at=NOON - 30 * DAY), ana, state="OFFERED")

    for _ in range(2):
        upkeep.end_unanswered(at=NOON)

    ended = {title for title, one in rows.items() if Application.objects.get(pk=one.pk).state == "NO_ANSWER"}
    assert ended == {"CLOSING 22", "REMOVED 22", "CLOSED 22", "settled"}
    assert Application.objects.get(pk=answered.pk).state == "OFFERED"
    assert len([one for one in subjects(ana) if "nobody answered you" in one]) == 4


def test_each_side_is_reminded_once_of_what_it_owes(acme: Company, ana: User, ben: User) -> None:
    posting = job(acme)
    for number, due in enumerate((-1, -2, 0.5, 3)):
        application(posting, person(f"p{number}"), at=NOON, due_at=NOON + due * DAY)
    application(posting, ana, state="OFFERED", turn_since=NOON - 3 * DAY)
    application(job(acme), ana, state="DRAFT", turn_since=NOON - 9 * DAY)
    for hours in (0, 1):
        upkeep.remind_companies(at=NOON + timedelta(hours=hours))
        upkeep.remind_candidates(at=NOON + timedelta(hours=hours))
    assert len(subjects(ben)) == 1
    assert len([one for one in subjects(ana) if "waits for your answer" in one]) == 1

    upkeep.remind_companies(at=NOON + DAY)
    upkeep.remind_companies(at=NOON + DAY)
    assert len(subjects(ben)) == 2
    assert [one.body.count("/hire/acme/applications/") for one in mail.outbox if one.to == [ben.email]] == [1, 1]


def test_applicants_are_told_once_that_the_posting_or_the_company_is_gone(acme: Company, ana: User) -> None:
    removed = application(job(acme, state="REMOVED"), ana)
    other = company("bolt", state="SUSPENDED")
    Company.objects.filter(pk=other.pk).update(cut_at=NOON)
    cut = application(job(other), ana)
    for _ in range(2):
        upkeep.tell_of_removed(at=NOON + DAY)
        upkeep.tell_of_cut(at=NOON + DAY)
    assert [one.happenings.last().event for one in (removed, cut)] == ["job_removed", "company_cut"]
    assert len(subjects(ana)) == 2
    Company.objects.filter(pk=other.pk).update(cut_at=NOON + 2 * DAY)
    assert upkeep.tell_of_cut(at=NOON + 3 * DAY) == 1


def test_a_company_shows_how_it_answers_once_there_is_enough(acme: Company, ben: User) -> None:
    posting = job(acme)
    client = client_of(ben)

    def sent(number: int, days: float | None, state: str = "DECLINED") -> None:
        replied = None if days is None else NOON - 20 * DAY + days * DAY
        facts = {"submitted_at": NOON - 20 * DAY, "first_reply_at": replied, "ended_at": NOON}
        application(posting, person(f"p{number}"), state=state, **facts)

    for number, days in enumerate((1.0, 2.0, 6.0, 8.0)):
        sent(number, days)
    counting.count_all(at=NOON)
    assert "Not enough data" in client.get("/companies/acme/").text
    sent(4, 3.0)
    sent(5, None, "NO_ANSWER")
    counting.count_all(at=NOON)
    page = client.get("/companies/acme/").text

    assert "83 %: 5 of 6 applications within 180 days" in page
    assert "3.0 days, in the middle of all" in page
    assert "<svg" in page
    assert ResponseFigures.objects.get().median_days == 3.0
    counting.count_all(at=NOON + 200 * DAY)
    assert not ResponseFigures.objects.exists()


def test_a_job_says_who_waits_and_leads_to_where_all_are_answered(acme: Company, ana: User, ben: User) -> None:
    posting = job(acme)
    application(posting, ana)
    client = client_of(ben)
    page = client.get(f"/hire/acme/jobs/{posting.pk}/").text
    assert f"/hire/acme/applications/answers/{posting.pk}/" in page
    assert "1 applicant has no answer yet" in page
    refused = client.post(f"/hire/acme/jobs/{posting.pk}/closing/", {"reason": "FILLED"})
    assert (refused.status_code, Job.objects.get().state) == (409, "PUBLISHED")
    archived = client.post("/hire/acme/archival/")
    assert (archived.status_code, Company.objects.get().state) == (409, "VERIFIED")
