"""How an application moves: with its timeline, its turn and its times."""

from datetime import timedelta

import pytest

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.companies.tests.made import company, member
from jobfutures.hiring.commands.moving import move
from jobfutures.hiring.models import Application, Interview
from jobfutures.hiring.rules.applications import KEPT, STEPS, Actor
from jobfutures.hiring.tests.made import application, interview
from jobfutures.jobs.tests.made import job
from jobfutures.ledger.transitions import IllegalTransition
from jobfutures.profiles.models import BlockRule
from tests.people import NOON, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def acme(ben: User) -> Company:
    return company(owner=ben)


@pytest.fixture
def sent(acme: Company, ana: User) -> Application:
    return application(job(acme), ana, at=NOON)


def test_the_first_look_is_told_and_starts_no_new_promise_of_its_own(sent: Application, ben: User) -> None:
    opened = move(sent, "open", by=ben, role=Actor.RECRUITER, at=NOON, first_view_at=NOON)

    assert (opened.state, opened.turn, opened.due_at) == ("ACKNOWLEDGED", "COMPANY", NOON + timedelta(days=7))
    assert opened.first_reply_at is None
    assert [one.event for one in opened.happenings.in_order()] == ["submit", "open"]


def test_a_no_ends_everything_that_hangs_on_it(sent: Application, ben: User) -> None:
    held = interview(sent, ben)
    Application.objects.filter(pk=sent.pk).update(state="INTERVIEWING")
    sent.refresh_from_db()

    ended = move(sent, "decline", by=ben, role=Actor.RECRUITER, at=NOON, text="No.")

    assert (ended.state, ended.turn, ended.due_at) == ("DECLINED", "NOBODY", None)
    assert (ended.ended_at, ended.retention_until, ended.first_reply_at) == (NOON, NOON + KEPT, NOON)
    assert Interview.objects.get(pk=held.pk).state == "CANCELLED"


def test_what_the_table_does_not_hold_changes_nothing(sent: Application, ben: User) -> None:
    with pytest.raises(IllegalTransition):
        move(sent, "offer", by=ben, role=Actor.RECRUITER, at=NOON, plan_version=3)

    sent.refresh_from_db()
    assert (sent.state, sent.plan_version) == ("SUBMITTED", None)


def test_a_company_sees_what_was_sent_to_it_and_its_interviewers_what_they_sit_in(
    acme: Company, sent: Application, ana: User, ben: User
) -> None:
    ivan = member(acme, person("ivan"), "INTERVIEWER").person
    draft = application(job(acme), ana, state="DRAFT")
    other = company("bolt", owner=person("olaf"))

    def seen(who: User, of: Company, role: str) -> list[Application]:
        return list(Application.objects.seen_by(who, of, role))

    assert draft not in seen(ben, acme, "OWNER")
    assert (seen(ben, acme, "OWNER"), seen(ivan, acme, "INTERVIEWER"), seen(ben, other, "OWNER")) == ([sent], [], [])
    interview(sent, ivan)
    assert seen(ivan, acme, "INTERVIEWER") == [sent]
    rule = BlockRule.objects.create(owner=ana, kind="COMPANY", value="acme", made_at=NOON)
    assert seen(ben, acme, "OWNER") == []
    rule.delete()
    acme.state = "LAPSED"
    assert seen(ben, acme, "OWNER") == []


def test_the_table_holds_every_end_and_nothing_leads_out_of_one() -> None:
    leads_on = {state for state, _event in STEPS}

    assert {to for to, _by in STEPS.values()} - leads_on == {"ERASED"}
    assert all(event == "erase" for state, event in STEPS if state in {"HIRED", "REFUSED", "DECLINED", "WITHDRAWN"})
