"""Random people do random things to an application, its interview and its cards; a small model says what must come."""

from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from jobfutures.accounts.models import User
from jobfutures.companies.tests.made import company, member
from jobfutures.hiring.commands.cards import CannotWrite, amend_card, save_card, submit_card, waive_card
from jobfutures.hiring.commands.concluding import conclude_if_in
from jobfutures.hiring.commands.deciding import CannotDecide, decide
from jobfutures.hiring.commands.ending import INTERVIEWS
from jobfutures.hiring.commands.moving import move
from jobfutures.hiring.commands.peeks import CannotPeek, peek_cards
from jobfutures.hiring.models import Amendment, Application, Decision, Happening, Interview, Peek, Scorecard
from jobfutures.hiring.rules import applications, interviews, turns
from jobfutures.hiring.rules.scorecards import DONE, IN, Said, Written
from jobfutures.hiring.tests.made import EVIDENCE, MESSAGE, application, interview
from jobfutures.jobs.tests.made import job
from jobfutures.ledger.models import Entry
from jobfutures.ledger.transitions import IllegalTransition, transition
from tests.people import person

pytestmark = pytest.mark.django_db
REFUSALS = (CannotDecide, CannotPeek, CannotWrite, IllegalTransition, PermissionDenied)
NAMES = ("owen", "rita", "ivan", "iris")
people = st.sampled_from(NAMES)
EVENTS = sorted({event for _state, event in applications.STEPS} - {"submit", "offer", "rescind", "decline", "conclude"})


class Hiring(RuleBasedStateMachine):
    """state, held, cards: the model. Everything else is asked of the database."""

    @initialize()
    def begin(self) -> None:
        word = uuid4().hex[:8]
        self.people: dict[str, User] = {name: person(f"{name}-{word}") for name in NAMES}
        acme = company(f"acme-{word}", owner=self.people["owen"])
        for name, role in (("rita", "RECRUITER"), ("ivan", "INTERVIEWER"), ("iris", "INTERVIEWER")):
            member(acme, self.people[name], role)
        self.row = application(job(acme), person(f"ana-{word}"), state="ACKNOWLEDGED", plan_version=1)
        old = timezone.now() - timedelta(days=6)
        panel = self.people["ivan"], self.people["iris"]
        self.interview = interview(self.row, *panel, state="SCHEDULED", starts_at=old)
        self.state, self.held = "ACKNOWLEDGED", "SCHEDULED"
        self.cards = {"ivan": "ASSIGNED", "iris": "ASSIGNED"}

    def card(self, name: str) -> Scorecard:
        return Scorecard.objects.get(interview=self.interview, author=self.people[name])

    def written(self, level: int) -> Written:
        return Written({str(one.pk): Said(level, EVIDENCE) for one in self.interview.kit.criteria.all()}, (), "YES")

    def conclude(self) -> None:
        if self.state == "INTERVIEWING" and self.held == "COMPLETED" and set(self.cards.values()) <= set(DONE):
            self.state = "DECIDING"

    @rule(event=st.sampled_from(EVENTS), role=st.sampled_from(list(applications.Actor)))
    def goes_on(self, event: str, role: applications.Actor) -> None:
        to, by = applications.STEPS.get((self.state, event), ("", frozenset()))
        with suppress(IllegalTransition), transaction.atomic():
            move(Application.objects.get(pk=self.row.pk), event, by=None, role=role, at=timezone.now())
        if role in by:
            self.state = to
            if to in applications.ENDED and self.held == "SCHEDULED":
                self.held = "CANCELLED"

    @rule(event=st.sampled_from(["complete", "miss_company"]))
    def is_over(self, event: str) -> None:
        with suppress(IllegalTransition), transaction.atomic():
            role = interviews.Actor.PANEL
            transition(self.interview, event, table=INTERVIEWS, by=None, role=role, at=timezone.now())
            conclude_if_in(self.row, at=timezone.now())
        self.held = interviews.STEPS.get((self.held, event), (self.held, frozenset()))[0]
        self.conclude()

    @rule(name=people, of=st.sampled_from(["ivan", "iris"]), whole=st.booleans())
    def writes(self, name: str, of: str, whole: bool) -> None:
        card = self.card(of)
        act = submit_card if whole else save_card
        may = name == of and self.state == "INTERVIEWING" and self.cards[of] in {"ASSIGNED", "DRAFTING"}
        may = may and (self.held == "COMPLETED" or (self.held == "SCHEDULED" and not whole))
        with suppress(*REFUSALS):
            act(
                by=self.people[name], card=card, written=self.written(3), version=card.changed_at.isoformat(),
                at=timezone.now(),
            )  # fmt: skip
            assert may
        if may:
            self.cards[of] = "SUBMITTED" if whole else "DRAFTING"
            self.conclude()

    @rule(name=people, of=st.sampled_from(["ivan", "iris"]), level=st.sampled_from([1, 4]))
    def amends(self, name: str, of: str, level: int) -> None:
        card = self.card(of)
        with suppress(*REFUSALS):
            amend_card(
                by=self.people[name], card=card, written=self.written(level), reason="I think anew of it.",
                version=card.changed_at.isoformat(), at=timezone.now(),
            )  # fmt: skip
            assert name == of
            assert self.cards[of] in IN
            assert self.state in {"INTERVIEWING", "DECIDING"}
            self.cards[of] = "AMENDED"

    @rule(name=people, of=st.sampled_from(["ivan", "iris"]))
    def waives(self, name: str, of: str) -> None:
        may = name in {"owen", "rita"} and self.cards[of] in {"ASSIGNED", "DRAFTING"}
        may = may and (self.state, self.held) == ("INTERVIEWING", "COMPLETED")
        with suppress(*REFUSALS):
            waive_card(by=self.people[name], card=self.card(of), reason="They are away.", at=timezone.now())
            assert may
        if may:
            self.cards[of] = "WAIVED"
            self.conclude()

    @rule(name=people)
    def peeks(self, name: str) -> None:
        may = name == "owen" and (self.state, self.held) == ("INTERVIEWING", "COMPLETED")
        before = Peek.objects.filter(application=self.row).count()
        with suppress(*REFUSALS):
            peek_cards(by=self.people[name], interview=self.interview, why="A deadline.", at=timezone.now())
            assert may
        assert Peek.objects.filter(application=self.row).count() == before + may

    @rule(name=people, outcome=st.sampled_from(["OFFER", "DECLINE", "RESCIND"]))
    def decides(self, name: str, outcome: str) -> None:
        event = {"OFFER": "offer", "DECLINE": "decline", "RESCIND": "rescind"}[outcome]
        step = applications.STEPS.get((self.state, event))
        cites = [self.card(of) for of, state in self.cards.items() if state in IN] if self.state == "DECIDING" else []
        with suppress(*REFUSALS):
            decide(
                by=self.people[name], application=self.row, outcome=outcome, reason="OTHER", message=MESSAGE,
                cites=cites, at=timezone.now(),
            )  # fmt: skip
            assert step
        if step and name in {"owen", "rita"}:
            self.state = step[0]
            if self.state in applications.ENDED and self.held == "SCHEDULED":
                self.held = "CANCELLED"

    @invariant()
    def the_model_and_the_database_agree(self) -> None:
        row = Application.objects.get(pk=self.row.pk)
        assert (row.state, Interview.objects.get(pk=self.interview.pk).state) == (self.state, self.held)
        assert {name: self.card(name).state for name in self.cards} == self.cards
        sealed = any(state not in DONE for state in self.cards.values())
        for viewer in self.people.values():
            others = Scorecard.objects.unsealed_for(viewer).filter(interview=self.interview).exclude(author=viewer)
            assert not (sealed and others.exists())
        assert (row.turn == turns.Side.NOBODY) == (row.state not in {*applications.UNANSWERED, "OFFERED"})
        told = Decision.objects.filter(application=row)
        assert Happening.objects.filter(application=row, event__in=["offer", "rescind"]).count() == (
            told.filter(outcome__in=["OFFER", "RESCIND"]).count()
        )
        amended = Amendment.objects.filter(card__interview=self.interview).count()
        subjects = [self.card(name).ledger_subject() for name in self.cards]
        assert Entry.objects.filter(subject__in=subjects, kind="hiring.amend").count() == amended


def test_whatever_people_do_the_model_says_what_comes_of_it() -> None:
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    cheap = settings(max_examples=12, stateful_step_count=14, deadline=None, suppress_health_check=checks)

    run_state_machine_as_test(Hiring, settings=cheap)
