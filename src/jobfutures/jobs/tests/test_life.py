"""The life of a posting: every event, by everybody, in every state."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import product

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company, Membership
from jobfutures.companies.tests.made import company, member
from jobfutures.jobs.commands import drafts, upkeep
from jobfutures.jobs.commands.moving import TABLE
from jobfutures.jobs.models import Change, Job, State
from jobfutures.jobs.rules import ANSWERING, STEPS, Actor, Reason, is_settled
from jobfutures.jobs.tests.made import draft, job
from jobfutures.jobs.tests.posted import address, room_above, submit, version
from jobfutures.ledger.models import Entry
from jobfutures.ledger.stateful import Stateful
from jobfutures.ledger.transitions import IllegalTransition, transition
from tests.access import client_of
from tests.people import NOON, person

pytestmark = pytest.mark.django_db
EVENTS = sorted({event for _state, event in STEPS})
NOTE = {"note": "Pay is for another job."}
# event -> its address for a company, what it sends, and the events of the table that it may cause
COMPANYS = {
    "submission/": {"submit", "publish"}, "pause/": {"pause"}, "resumption/": {"resume"}, "closing/": {"close"},
}  # fmt: skip
OPERATORS = {"approval/": "approve", "return/": "return", "removal/": "moderate"}
ROLES = ["owner", "recruiter", "interviewer", "former", "stranger", "visitor", "operator"]


@pytest.fixture
def acme(ana: User) -> Company:
    return company(owner=ana)


@pytest.fixture
def recruiter(acme: Company) -> Client:
    return client_of(member(acme, person("rita")).person)


@pytest.fixture
def operator(olga: User) -> Client:
    return client_of(olga)


@pytest.fixture
def cast(acme: Company, ana: User, ben: User, olga: User, recruiter: Client) -> dict[str, Client]:
    former = member(acme, person("fred"))
    Membership.objects.filter(pk=former.pk).update(removed_at=NOON)
    return {
        "owner": client_of(ana), "recruiter": recruiter, "operator": client_of(olga), "stranger": client_of(ben),
        "interviewer": client_of(member(acme, person("ivan"), "INTERVIEWER").person),
        "former": client_of(former.person), "visitor": Client(),
    }  # fmt: skip


def in_state(of: Company, state: str) -> Job:
    return in_a_month(draft(of)) if state == State.DRAFT else job(of, state=state)


def test_the_table_names_states_and_actors_that_there_are() -> None:
    assert {state for state, _ in STEPS} | {to for to, _ in STEPS.values()} <= set(State.values)
    assert set(State.values) - {to for to, _ in STEPS.values()} == set()
    assert all(by and by <= set(Actor) for _, by in STEPS.values())


@pytest.mark.parametrize(("state", "event"), list(product(State.values, EVENTS)))
def test_each_event_happens_in_its_states_and_by_its_actors_alone(acme: Company, state: str, event: str) -> None:
    for actor in Actor:
        posting: Stateful = job(acme, state=state)
        step = STEPS.get((state, event))
        if step and actor in step[1]:
            assert transition(posting, event, table=TABLE, by=None, role=actor, at=NOON).state == step[0]
        else:
            with pytest.raises(IllegalTransition):
                transition(posting, event, table=TABLE, by=None, role=actor, at=NOON)
            assert Job.objects.get(pk=posting.pk).state == state


@pytest.mark.parametrize(("state", "who"), list(product(State.values, ROLES)))
def test_each_person_moves_in_each_state_what_the_table_says(
    acme: Company, cast: dict[str, Client], state: str, who: str
) -> None:
    client, hires = cast[who], who in {"owner", "recruiter"}
    job(acme)  # one that has stood already, so that a draft is published without the operator
    for page, events in COMPANYS.items():
        posting = in_state(acme, state)
        said = {"version": version(posting), "reason": "FILLED"}
        answer = client.post(address(posting, page), said).status_code
        outcomes = [
            STEPS[state, event][0] for event in events if Actor.RECRUITER in STEPS.get((state, event), ("", ()))[1]
        ]
        moved = Job.objects.get(pk=posting.pk).state
        if not hires:
            assert (answer, moved) == ({"visitor": 302, "interviewer": 403}.get(who, 404), state), page
        elif outcomes:
            assert answer == 302, page
            assert moved in outcomes
        else:
            assert (answer, moved) == (409, state), page


@pytest.mark.parametrize(("state", "who"), list(product(State.values, ROLES)))
def test_operators_alone_decide(acme: Company, cast: dict[str, Client], state: str, who: str) -> None:
    for page, event in OPERATORS.items():
        posting = in_state(acme, state)
        answer = cast[who].post(f"/operate/jobs/{posting.pk}/{page}", NOTE).status_code
        moved = Job.objects.get(pk=posting.pk).state
        if who != "operator" or state == State.DRAFT:
            assert (answer, moved) == (404, state), page
        elif (state, event) in STEPS:
            assert (answer, moved) == (302, STEPS[state, event][0]), page
        else:
            assert (answer, moved) == (409, state), page


def test_an_operator_decides_on_no_posting_of_their_own_company(acme: Company, operator: Client, olga: User) -> None:
    member(acme, olga)
    posting = job(acme, state=State.IN_REVIEW)

    assert operator.post(f"/operate/jobs/{posting.pk}/approval/").status_code == 403
    assert "another operator decides" in operator.get(f"/operate/jobs/{posting.pk}/").text


def test_the_first_posting_waits_for_the_operator_and_the_next_does_not(
    acme: Company, recruiter: Client, operator: Client
) -> None:
    first = draft(acme, closes_at=NOON + timedelta(days=365 * 90))
    assert submit(recruiter, first) == 422  # more than 60 days
    Job.objects.filter(pk=first.pk).update(closes_at=None)
    assert submit(recruiter, first) == 422
    first = in_a_month(draft(acme))
    assert submit(recruiter, first) == 302
    assert Job.objects.get(pk=first.pk).state == State.IN_REVIEW
    assert first.title in operator.get("/operate/jobs/").text

    operator.post(f"/operate/jobs/{first.pk}/return/", NOTE)
    assert NOTE["note"] in recruiter.get(address(first)).text
    assert "given back by the operator" in recruiter.get("/hire/acme/jobs/").text
    assert len(mail.outbox) == 2  # to the owner and the recruiter
    assert NOTE["note"] not in mail.outbox[0].body
    submit(recruiter, first)
    operator.post(f"/operate/jobs/{first.pk}/approval/")
    published = Job.objects.get(pk=first.pk)
    assert published.state == State.PUBLISHED
    assert published.posted_at == published.confirmed_at == published.state_at

    second = in_a_month(draft(acme))
    submit(recruiter, second)
    assert Job.objects.get(pk=second.pk).state == State.PUBLISHED


def in_a_month(posting: Job) -> Job:
    posting.closes_at = posting.made_at + timedelta(days=30)
    posting.save(update_fields=["closes_at"])
    return posting


def test_an_instance_may_look_at_every_posting(acme: Company, recruiter: Client, settings: Settings) -> None:
    settings.REVIEW_JOBS = True
    job(acme)
    second = in_a_month(draft(acme))
    submit(recruiter, second)

    assert Job.objects.get(pk=second.pk).state == State.IN_REVIEW


def test_after_a_removal_the_operator_looks_again(acme: Company, recruiter: Client, operator: Client) -> None:
    posting = job(acme)
    operator.post(f"/operate/jobs/{posting.pk}/removal/", NOTE)
    assert Client().get(posting.get_absolute_url()).status_code == 404
    assert operator.post(f"/operate/jobs/{posting.pk}/removal/", {"note": "short"}).status_code == 422

    second = in_a_month(draft(acme))
    submit(recruiter, second)
    assert Job.objects.get(pk=second.pk).state == State.IN_REVIEW


@pytest.mark.parametrize("standing", ["DRAFT", "GRACE", "LAPSED", "SUSPENDED", "ARCHIVED"])
def test_only_a_verified_company_publishes(acme: Company, recruiter: Client, standing: str) -> None:
    posting = in_a_month(draft(acme))
    Company.objects.update(state=standing)

    assert submit(recruiter, posting) == 409
    assert Job.objects.get(pk=posting.pk).state == State.DRAFT


def test_a_second_click_is_refused_and_changes_nothing(acme: Company, recruiter: Client) -> None:
    job(acme)
    posting = in_a_month(draft(acme))
    seen = version(posting)
    answers = [recruiter.post(address(posting, "submission/"), {"version": seen}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 409]
    assert "possible: pause, close" in answers[1].text


def test_what_changed_since_it_was_seen_is_not_published(acme: Company, recruiter: Client) -> None:
    posting = in_a_month(draft(acme))

    assert recruiter.post(address(posting, "submission/"), {"version": "of yesterday"}).status_code == 409
    assert Job.objects.get().state == State.DRAFT


def test_nobody_closes_while_applicants_wait(acme: Company, recruiter: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    posting = job(acme)
    room_above(monkeypatch, "closing", waiting_for=lambda job_id: 2 * (job_id == posting.pk))

    answer = recruiter.post(address(posting, "closing/"), {"reason": "FILLED"})
    assert answer.status_code == 409
    assert "2 applicants have no answer yet" in answer.text
    assert recruiter.post(address(posting, "closing/"), {"reason": "because"}).status_code == 422
    assert Job.objects.get().state == State.PUBLISHED


def test_a_closed_posting_becomes_a_new_draft_and_stays_closed(acme: Company, recruiter: Client, ana: User) -> None:
    posting = job(acme, state=State.CLOSED, close_reason=Reason.FILLED)
    recruiter.post(address(posting, "repost/"))

    again = Job.objects.exclude(pk=posting.pk).get()
    assert again.state == State.DRAFT
    assert (again.posted_at, again.closes_at, again.vacancy_exists) == (None, None, False)
    assert all(getattr(again, column) == getattr(posting, column) for column in drafts.KEPT)
    assert [place.city for place in again.places.all()] == ["Berlin"]
    assert list(again.topics.all()) == list(posting.topics.all())
    assert recruiter.post(address(again, "repost/")).status_code == 409


def test_a_draft_can_be_thrown_away_and_nothing_else(acme: Company, recruiter: Client) -> None:
    kept, thrown = job(acme), draft(acme)

    assert recruiter.post(address(kept, "deletion/")).status_code == 409
    assert recruiter.post(address(thrown, "deletion/")).status_code == 302
    assert list(Job.objects.all()) == [kept]


CLOCK: list[tuple[Callable[..., int], dict[str, object], str, str]] = [
    (upkeep.expire_jobs, {"closes_at": NOON}, "PUBLISHED", "CLOSING"),
    (upkeep.expire_jobs, {"closes_at": NOON}, "PAUSED", "CLOSING"),
    (upkeep.expire_jobs, {"closes_at": NOON + timedelta(seconds=1)}, "PUBLISHED", "PUBLISHED"),
    (upkeep.settle_jobs, {"state_at": NOON}, "CLOSING", "CLOSED"),
    (upkeep.settle_jobs, {"state_at": NOON}, "PUBLISHED", "PUBLISHED"),
    (upkeep.pause_unproved, {}, "PUBLISHED", "PUBLISHED"),
]


@pytest.mark.parametrize(("act", "facts", "before", "after"), CLOCK)
def test_the_clock_moves_what_is_due(
    acme: Company, act: Callable[..., int], facts: dict[str, object], before: str, after: str
) -> None:
    posting = job(acme, at=NOON, state=before, **facts)

    assert act(at=NOON) == (before != after)
    assert act(at=NOON) == 0
    assert Job.objects.get(pk=posting.pk).state == after


def test_a_closing_posting_waits_21_days_for_answers(acme: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    room_above(monkeypatch, "closing", waiting_for=lambda _job: 1)
    job(acme, at=NOON, state=State.CLOSING, state_at=NOON)

    assert upkeep.settle_jobs(at=NOON + ANSWERING - timedelta(seconds=1)) == 0
    assert upkeep.settle_jobs(at=NOON + ANSWERING) == 1
    assert is_settled(closed_at=NOON, waiting=0, at=NOON)


@pytest.mark.parametrize("standing", ["LAPSED", "SUSPENDED", "ARCHIVED"])
def test_postings_of_a_company_in_bad_standing_pause_and_do_not_come_back_alone(
    acme: Company, recruiter: Client, standing: str
) -> None:
    posting = job(acme)
    Company.objects.update(state=standing)
    assert Client().get(posting.get_absolute_url()).status_code == 404  # at once, before the clock

    upkeep.keep_jobs.call()
    assert Job.objects.get().state == State.PAUSED
    assert recruiter.post(address(posting, "resumption/")).status_code == 409
    Company.objects.update(state="VERIFIED")
    assert Client().get(posting.get_absolute_url()).status_code == 404
    assert recruiter.post(address(posting, "resumption/")).status_code == 302


def asked(of: Company, confirmed_at: datetime) -> Job:
    return job(of, at=NOON, confirmed_at=confirmed_at, closes_at=NOON + timedelta(days=29))


def test_a_company_is_asked_after_30_days_once_and_without_an_answer_it_is_paused(acme: Company) -> None:
    posting = asked(acme, NOON - timedelta(days=30))
    assert [upkeep.ask_again(at=NOON), upkeep.ask_again(at=NOON)] == [1, 0]
    assert [letter.to for letter in mail.outbox] == [["ana@example.org"]]
    assert address(posting) in mail.outbox[0].body

    assert upkeep.pause_unconfirmed(at=NOON + timedelta(days=6)) == 0
    assert upkeep.pause_unconfirmed(at=NOON + timedelta(days=7)) == 1
    assert Job.objects.get().state == State.PAUSED


def test_a_company_that_answers_keeps_its_posting(acme: Company, recruiter: Client) -> None:
    posting = asked(acme, NOON - timedelta(days=30))
    upkeep.ask_again(at=NOON)
    assert "Yes, still open" in recruiter.get(address(posting)).text

    assert recruiter.post(address(posting, "confirmation/")).status_code == 302
    assert upkeep.pause_unconfirmed(at=NOON + timedelta(days=8)) == 0
    assert recruiter.post(address(draft(acme), "confirmation/")).status_code == 409


def test_every_act_is_in_the_ledger_and_in_the_list_for_the_index(acme: Company, recruiter: Client) -> None:
    posting = job(acme)
    Change.objects.all().delete()
    for page in ("pause/", "resumption/", "confirmation/", "closing/"):
        recruiter.post(address(posting, page), {"reason": "WITHDRAWN"})

    assert list(Change.objects.values_list("job_id", flat=True)) == [posting.pk] * 4
    kinds = list(Entry.objects.about(posting.ledger_subject()).in_order().values_list("kind", flat=True))
    assert kinds == ["jobs.pause", "jobs.resume", "jobs.confirmed", "jobs.close"]


def test_what_never_was_public_is_not_for_the_operator_to_read(acme: Company, operator: Client) -> None:
    assert operator.get(f"/operate/jobs/{draft(acme).pk}/").status_code == 404
