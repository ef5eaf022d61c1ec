"""What an owner does to a grant: every act in every state, by everybody; and the page that shows it at a glance."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from jobfutures.accounts.models import User
from jobfutures.companies.commands.lifecycle import TABLE, moved
from jobfutures.companies.models import Company
from jobfutures.companies.rules import Actor
from jobfutures.companies.tests.made import company
from jobfutures.ledger.models import Entry
from jobfutures.ledger.transitions import IllegalTransition, allowed
from jobfutures.sharing import commands, rules
from jobfutures.sharing.choices import CannotShare
from jobfutures.sharing.models import Grant, Receipt, Request
from jobfutures.sharing.personal import erase
from jobfutures.sharing.tests.made import grant, request
from tests.access import client_of
from tests.people import NOON, person

FIELDS = ["profile.name", "profile.phone", "profile.work"]
HOUR = timedelta(hours=1)
ONE = "01a22685-f02b-77a1-93cd-aec7de8fb9f8"


class Sharing(RuleBasedStateMachine):
    """Every event in every state, by every role; the model beside it is a few plain values."""

    @initialize()
    def begin(self) -> None:
        mark = uuid4().hex[:12]
        self.owner, self.stranger = person(f"o{mark}"), person(f"s{mark}")
        self.company = company(f"c{mark}")
        self.now = NOON
        self.given = grant(self.owner, self.company, FIELDS, max_reads=4)
        self.fields, self.looks = list(FIELDS), 0
        self.is_revoked, self.confirmed, self.cut = False, NOON, None

    @property
    def state(self) -> rules.State:
        if self.is_revoked:
            return rules.State.REVOKED
        if self.now >= NOON + timedelta(days=30) or self.looks >= 4:
            return rules.State.EXPIRED
        reads = self.company.state in {"VERIFIED", "GRACE"}
        return (
            rules.State.ACTIVE if reads and (self.cut is None or self.cut < self.confirmed) else rules.State.SUSPENDED
        )

    def fresh(self) -> Grant:
        return Grant.objects.select_related("company").get(pk=self.given.pk)

    @rule(hours=st.sampled_from([1, 30, 400]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(kept=st.sets(st.sampled_from([*FIELDS, "profile.email"])), mine=st.booleans())
    def narrow(self, kept: set[str], mine: bool) -> None:
        by = self.owner if mine else self.stranger
        may = mine and self.state == rules.State.ACTIVE and kept and kept <= set(self.fields)
        try:
            commands.narrow_grant(by=by, grant=self.given, fields=kept, at=self.now)
        except (PermissionDenied, commands.CannotAct, CannotShare):
            assert not may
        else:
            assert may
            self.fields = [name for name in self.fields if name in kept]

    @rule(mine=st.booleans())
    def revoke(self, mine: bool) -> None:
        may = mine and self.state in {rules.State.ACTIVE, rules.State.SUSPENDED}
        try:
            commands.revoke_grant(by=self.owner if mine else self.stranger, grant=self.given, at=self.now)
        except (PermissionDenied, commands.CannotAct):
            assert not may
        else:
            assert may
            self.is_revoked = True

    @rule(mine=st.booleans())
    def confirm(self, mine: bool) -> None:
        self.now += HOUR
        may = mine and self.state == rules.State.SUSPENDED and self.company.state in {"VERIFIED", "GRACE"}
        try:
            commands.confirm_grant(by=self.owner if mine else self.stranger, grant=self.given, at=self.now)
        except (PermissionDenied, commands.CannotAct):
            assert not may
        else:
            assert may
            self.confirmed = self.now

    @rule(event=st.sampled_from(sorted({event for _state, event in TABLE})), role=st.sampled_from(list(Actor)))
    def company_moves(self, event: str, role: Actor) -> None:
        self.now += HOUR
        possible = allowed(TABLE, self.company.state, role)
        if event not in possible:
            with pytest.raises(IllegalTransition) as refusal:
                moved(self.company, event, by=None, role=role, at=self.now)
            assert refusal.value.allowed == possible
            return
        self.company = moved(self.company, event, by=None, role=role, at=self.now)
        if self.company.state in {"LAPSED", "SUSPENDED", "ARCHIVED"}:
            self.cut = self.now

    @rule()
    def look(self) -> None:
        if self.state == rules.State.ACTIVE:
            commands.write_receipt(
                grant=self.fresh(), viewer=self.stranger, role="OWNER", fields=self.fields, request_id="", at=self.now
            )
            self.looks += 1

    @invariant()
    def the_row_says_what_the_model_says(self) -> None:
        row = self.fresh()
        assert row.state(self.now) == self.state
        assert row.fields == self.fields


MANY = settings(max_examples=60, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))


class Machine(TestCase):
    """Runs the machine, and takes back what each example wrote."""

    def test_every_event_in_every_state_by_every_role(self) -> None:
        run_state_machine_as_test(Sharing, settings=MANY)


@pytest.fixture
def acme(db: None) -> Company:
    return company()


def test_who_sees_what_until_when_and_who_looked_stands_on_one_page(ana: User, acme: Company) -> None:
    rita = person("rita")
    given = grant(ana, acme, FIELDS, at=datetime.now(NOON.tzinfo))
    grant(ana, rita, ["profile.email"], at=NOON - timedelta(days=90))
    Receipt.objects.create(grant=given, viewer=rita, role="OWNER", fields=FIELDS, at=given.given_at)
    request(acme, rita, ana, ["check.level"], at=given.given_at)
    client = client_of(ana)

    page = client.get("/sharing/").text
    assert "Name, Telephone, Work so far" in page
    assert "looked at once" in page
    assert "run out" in page
    assert "Skill check: what it says of the level" in page
    own = client.get(f"/sharing/{given.pk}/").text
    assert rita.email in own
    assert "Keep only these" in own


def test_an_owner_narrows_ends_and_cannot_bring_back(ana: User, acme: Company) -> None:
    given = grant(ana, acme, FIELDS, at=datetime.now(NOON.tzinfo))
    client, address = client_of(ana), f"/sharing/{given.pk}/"

    assert client.post(f"{address}narrowing/", {"names": ["profile.name", "profile.email"]}).status_code == 422
    assert client.post(f"{address}narrowing/", {"names": []}).status_code == 422
    assert client.post(f"{address}narrowing/", {"names": ["profile.name"]}).status_code == 302
    assert Grant.objects.get().fields == ["profile.name"]
    assert client.post(f"{address}revocation/").status_code == 302
    for act in ("revocation", "narrowing", "confirmation"):
        refused = client.post(f"{address}{act}/", {"names": ["profile.name"]})
        assert refused.status_code == 409
        assert "what you shared is revoked" in refused.text
    kinds = [entry.kind for entry in Entry.objects.about(given.ledger_subject()).in_order()]
    assert kinds == ["sharing.narrowed", "sharing.revoked"]


def test_declining_closes_a_request_once(ana: User, acme: Company) -> None:
    asked = request(acme, person("rita"), ana, ["check.level"], at=datetime.now(NOON.tzinfo))
    client = client_of(ana)

    assert "is not told" in client.post(f"/sharing/requests/{asked.pk}/dismissal/", follow=True).text
    assert "answered already" in client.post(f"/sharing/requests/{asked.pk}/dismissal/", follow=True).text
    assert Request.objects.get().answered_at is not None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("profile.name", "profile.name"),
        (f"check.{ONE}.level", "check.level"),
        (f"credential.{ONE}", "credential"),
        (f"walkthrough.{ONE}", "walkthrough"),
        ("profile.*", None), ("profile.pay_floor", None), ("check.level", None), (f"check.{ONE}.score", None),
        (f"profile.{ONE}.name", None), (f"check.{ONE}", None), ("", None), ("profile.name\n", None),
        (f"credential.{ONE}.x", None), ("check.*.level", None),
    ],
)  # fmt: skip
def test_the_registry_is_closed(name: str, kind: str | None) -> None:
    assert rules.kind_of(name) == kind


@pytest.mark.django_db
def test_erasing_somebody_takes_their_grants_and_their_address_out_of_requests(ana: User, acme: Company) -> None:
    rita = person("rita")
    grant(ana, acme, FIELDS)
    asked = request(acme, rita, ana, ["check.level"])
    given = grant(rita, ana, FIELDS)
    erase(ana, NOON)
    asked.refresh_from_db()
    given.refresh_from_db()
    assert (asked.email, asked.candidate) == ("", None)
    assert given.revoked_at == NOON
    assert not Grant.objects.filter(owner=ana).exists()
