"""The standing of a company: every event in every state by everybody, and the ways through it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from itertools import product
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import transaction
from pytest_django import Settings

from jobfutures.accounts.models import User
from jobfutures.companies import moves
from jobfutures.companies.commands.companies import archive_company
from jobfutures.companies.commands.lifecycle import TABLE, CannotChange, NoNote, moved
from jobfutures.companies.commands.proof import claim_domain, give_claim_up, look_for_proof
from jobfutures.companies.commands.reviews import move_company
from jobfutures.companies.commands.upkeep import expire_claims, look_at_due
from jobfutures.companies.hosts import Host
from jobfutures.companies.models import Company, CompanyDomain, Membership, Review, State
from jobfutures.companies.rules import CUT, DECISIONS, STEPS, Actor
from jobfutures.companies.tests.made import company, domain, found, member, missing
from jobfutures.ledger.models import Entry
from jobfutures.ledger.transitions import IllegalTransition
from tests.people import NOON, person

pytestmark = pytest.mark.django_db
EVENTS = sorted({event for _state, event in STEPS})
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@contextmanager
def undone() -> Iterator[None]:
    """Try something, and take it back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("state", State.values)
def test_an_event_leads_where_the_table_says_and_nowhere_else(state: str) -> None:
    company(state=state)
    for event, role in product(EVENTS, Actor):
        acme = Company.objects.get()
        step = TABLE.get((state, event))
        with undone():
            if step and role in step.by:
                assert moved(acme, event, by=None, role=role, at=NOON + DAY).state == step.to
                assert (Company.objects.get().cut_at is not None) is (step.to in CUT)
                assert [one.kind for one in Entry.objects.all()] == [f"companies.{event}"]
                continue
            with pytest.raises(IllegalTransition) as refusal:
                moved(acme, event, by=None, role=role, at=NOON + DAY)
            assert all(role in TABLE[state, one].by for one in refusal.value.allowed)
            assert Company.objects.get().state == state
            assert not Entry.objects.exists()


def everybody(acme: Company) -> dict[str, User]:
    """Return one person of each kind; a company without members is no less decided on."""
    people = {name: person(name, is_operator="operator" in name) for name in (
        "stranger", "interviewer", "recruiter", "owner", "removed", "operator", "operator-member")}  # fmt: skip
    for name in ("interviewer", "recruiter", "owner"):
        member(acme, people[name], name.upper())
    member(acme, people["operator-member"], "INTERVIEWER")
    Membership.objects.filter(pk=member(acme, people["removed"], "OWNER").pk).update(removed_at=NOON)
    return people


def claim(who: User, acme: Company) -> object:
    return claim_domain(by=who, company=acme, host=Host("acme.example", "acme.example"), method="DNS", at=NOON)


OWNERS: dict[str, Callable[[User, Company], object]] = {
    "claim": claim,
    "edit": lambda who, acme: give_claim_up(by=who, company=acme, at=NOON),
    "archive": lambda who, acme: archive_company(by=who, company=acme, at=NOON),
}


def tried(act: Callable[[], object], refusal: type[Exception] | None, state: str) -> None:
    """Try an act that is refused in this way, or leads to the state."""
    with undone():
        if refusal is None:
            act()
        else:
            with pytest.raises(refusal):
                act()
        assert Company.objects.get().state == state


@pytest.mark.parametrize("state", State.values)
def test_what_owners_do_is_done_by_owners_alone(state: str) -> None:
    acme = company(state=state)
    for (who, by), (event, act) in product(everybody(acme).items(), OWNERS.items()):
        step = TABLE.get((state, event))
        refusal = PermissionDenied if who != "owner" else None if step else IllegalTransition
        tried(partial(act, by, acme), refusal, step.to if step and not refusal else state)


@pytest.mark.parametrize("state", State.values)
def test_what_operators_decide_is_decided_by_operators_who_are_no_members(state: str) -> None:
    acme = company(state=state)
    for (who, by), event in product(everybody(acme).items(), EVENTS):
        step = TABLE.get((state, event)) if event in DECISIONS else None
        refusal = PermissionDenied if who != "operator" else None if step else IllegalTransition
        act = partial(move_company, by=by, company=acme, event=event, note="why", at=NOON)
        tried(act, refusal, step.to if step and not refusal else state)


def pending(slug: str = "acme", owner: User | None = None) -> CompanyDomain:
    return domain(company(slug, state="PENDING_PROOF", owner=owner))


def look(of: CompanyDomain, at: datetime, read: Callable[..., object]) -> str:
    of = CompanyDomain.objects.select_related("company").get(pk=of.pk)
    look_for_proof(by=None, domain=of, at=at, read=read)
    return Company.objects.get(pk=of.company_id).state


def test_a_proof_leads_to_a_look_by_an_operator(ana: User, olga: User) -> None:
    claimed = pending(owner=ana)

    assert look(claimed, NOON, missing) == "PENDING_PROOF"
    assert look(claimed, NOON + HOUR, found) == "IN_REVIEW"
    kept = CompanyDomain.objects.get()
    assert (kept.state, kept.proved_at, kept.proof["source"]) == ("PROVED", NOON + HOUR, "authoritative")
    move_company(by=olga, company=claimed.company, event="approve", note="Known since 2010.", at=NOON + DAY)
    verified = Company.objects.get()
    assert (verified.state, verified.reviewed_by) == ("VERIFIED", olga)
    assert [letter.to for letter in mail.outbox] == [[ana.email]] * 2
    assert not any("Known since" in letter.body or "tokenOf" in letter.body for letter in mail.outbox)


def test_with_auto_verify_a_proof_is_enough_unless_the_name_looks_like_anothers(settings: Settings) -> None:
    settings.AUTO_VERIFY = True
    company("northwind")
    plain, alike = pending("acme"), pending("n0rthwind")

    assert look(plain, NOON, found) == "VERIFIED"
    assert look(alike, NOON, found) == "IN_REVIEW"


def test_nobody_is_approved_refused_or_suspended_without_a_word(olga: User) -> None:
    for state, event in (("IN_REVIEW", "approve"), ("IN_REVIEW", "reject"), ("VERIFIED", "suspend")):
        acme = company(f"{event}ed", state=state)
        with pytest.raises(NoNote):
            move_company(by=olga, company=acme, event=event, note="  ", at=NOON)
    assert not Review.objects.exists()


def test_with_two_eyes_two_operators_have_to_approve(olga: User, settings: Settings) -> None:
    settings.DUAL_REVIEW = True
    acme = company(state="IN_REVIEW")
    omar = person("omar", is_operator=True)
    for by, state in ((olga, "IN_REVIEW"), (olga, "IN_REVIEW"), (omar, "VERIFIED")):
        move_company(by=by, company=acme, event="approve", note="Known.", at=NOON)
        assert Company.objects.get().state == state


def test_who_made_a_company_never_decides_on_it(olga: User) -> None:
    acme = company(state="IN_REVIEW")
    Company.objects.update(made_by=olga)
    acme.refresh_from_db()

    with pytest.raises(PermissionDenied):
        move_company(by=olga, company=acme, event="approve", note="Mine.", at=NOON)


def test_a_claim_expires_after_fourteen_days_and_the_next_has_another_token(ana: User) -> None:
    claimed = pending(owner=ana)

    assert expire_claims(at=NOON + 14 * DAY) == 0
    assert look(claimed, NOON + 14 * DAY + HOUR, found) == "DRAFT"
    Company.objects.all().delete()
    claimed = pending(owner=ana)
    assert expire_claims(at=NOON + 14 * DAY + HOUR) == 1
    acme = Company.objects.get()
    assert (acme.state, acme.host) == ("DRAFT", "")
    again = claim_domain(by=ana, company=acme, host=Host("acme.example", "acme.example"), method="FILE", at=NOON)
    assert again.token != claimed.token
    assert len(again.token) >= 22  # 128 bits and more in 64 letters


def test_a_look_at_a_claim_that_was_made_anew_meanwhile_counts_for_nothing(ana: User) -> None:
    claimed = pending(owner=ana)
    give_claim_up(by=ana, company=claimed.company, at=NOON)

    with pytest.raises(CannotChange):
        look_for_proof(by=ana, domain=claimed, at=NOON, read=found)
    assert Company.objects.get().state == "DRAFT"


def test_a_proof_that_is_missing_once_or_too_soon_again_changes_nothing() -> None:
    proved = domain(company())
    for after in (timedelta(0), HOUR, 71 * HOUR):
        assert look(proved, NOON + after, missing) == "VERIFIED"
    assert look(proved, NOON + 71.5 * HOUR, found) == "VERIFIED"
    assert look(proved, NOON + 80 * HOUR, missing) == "VERIFIED"
    assert look(proved, NOON + 151 * HOUR, missing) == "VERIFIED"


def test_a_proof_that_is_missing_twice_leads_to_grace_and_one_letter_then_lapses(ana: User) -> None:
    proved = domain(company(owner=ana))
    look(proved, NOON, missing)

    assert look(proved, NOON + 72 * HOUR, missing) == "GRACE"
    for days in range(1, 7):
        assert look(proved, NOON + 72 * HOUR + days * DAY, missing) == "GRACE"
    assert len(mail.outbox) == 1
    assert look(proved, NOON + 72 * HOUR + 7 * DAY, missing) == "LAPSED"
    acme = Company.objects.get()
    assert acme.cut_at == NOON + 72 * HOUR + 7 * DAY
    assert CompanyDomain.objects.get().state == "LOST"
    assert len(mail.outbox) == 2
    assert look(proved, NOON + 20 * DAY, found) == "IN_REVIEW"


def test_a_proof_that_comes_back_in_time_ends_the_grace() -> None:
    proved = domain(company(state="GRACE"))

    assert look(proved, NOON + 6 * DAY, found) == "VERIFIED"
    kept = CompanyDomain.objects.get()
    assert (kept.state, kept.fail_count, kept.failed_at) == ("PROVED", 0, None)
    assert Company.objects.get().cut_at is None


def test_the_hourly_look_reaches_grace_within_ten_days_and_ends_seven_later(ana: User) -> None:
    """The proof goes just after a look: the worst case. Every run may come twice."""
    domain(company(owner=ana))
    states: dict[str, float] = {}
    for hours in range(1, 24 * 19):
        for _ in range(2):
            look_at_due(at=NOON + hours * HOUR, read=missing)
        states.setdefault(Company.objects.get().state, hours / 24)
    assert states["GRACE"] <= 10
    assert states["LAPSED"] <= 17
    assert len(mail.outbox) == 2


def test_a_proof_that_stands_is_looked_at_once_a_week() -> None:
    domain(company())
    looks = sum(look_at_due(at=NOON + hours * HOUR, read=found) for hours in range(1, 24 * 28 + 1))

    assert looks == 4


def test_a_suspended_company_comes_back_with_a_fresh_proof_only(olga: User) -> None:
    proved = domain(company(state="SUSPENDED"))
    acme = proved.company

    with pytest.raises(CannotChange, match="less than 24 hours"):
        move_company(by=olga, company=acme, event="reinstate", at=NOON + 24 * HOUR)
    assert look(proved, NOON + 25 * HOUR, missing) == "SUSPENDED"
    with pytest.raises(CannotChange):
        move_company(by=olga, company=acme, event="reinstate", at=NOON + 25 * HOUR)
    assert look(proved, NOON + 26 * HOUR, found) == "SUSPENDED"
    move_company(by=olga, company=acme, event="reinstate", at=NOON + 27 * HOUR)
    assert Company.objects.get().state == "VERIFIED"


def rivals(ana: User, ben: User) -> tuple[CompanyDomain, CompanyDomain]:
    """Return the proof of a verified company, and the claim of another one to the same host."""
    held = domain(company("acme", owner=ana))
    rival = company("rival", state="PENDING_PROOF", owner=ben)
    Company.objects.filter(pk=rival.pk).update(host=held.host)
    rival.refresh_from_db()
    return held, domain(rival)


def test_a_domain_that_is_anothers_is_contested_and_both_are_told(ana: User, ben: User) -> None:
    _held, claimed = rivals(ana, ben)

    assert look(claimed, NOON, found) == "CONTESTED"
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted([ana.email, ben.email])
    assert look(claimed, NOON + DAY, found) == "CONTESTED"
    assert len(mail.outbox) == 2


def test_a_contested_domain_goes_over_once_the_old_proof_has_lapsed(ana: User, ben: User) -> None:
    held, claimed = rivals(ana, ben)
    look(claimed, NOON, found)

    look(held, NOON, missing)
    look(held, NOON + 3 * DAY, missing)
    assert look(claimed, NOON + 4 * DAY, found) == "CONTESTED"
    assert look(held, NOON + 10 * DAY, missing) == "LAPSED"
    assert look(claimed, NOON + 11 * DAY, found) == "IN_REVIEW"
    assert look(held, NOON + 12 * DAY, found) == "CONTESTED"


def test_where_both_proofs_stand_the_operator_decides(ana: User, ben: User, olga: User) -> None:
    held, claimed = rivals(ana, ben)
    look(claimed, NOON, found)
    look(held, NOON, found)

    move_company(by=olga, company=claimed.company, event="award", note="The register says so.", at=NOON + DAY)
    assert dict(Company.objects.values_list("slug", "state")) == {"acme": "LAPSED", "rival": "VERIFIED"}
    assert dict(CompanyDomain.objects.values_list("company__slug", "state")) == {"acme": "LOST", "rival": "PROVED"}
    assert Company.objects.get(slug="acme").cut_at == NOON + DAY


def test_a_contest_whose_proof_goes_is_over(ana: User, ben: User) -> None:
    _held, claimed = rivals(ana, ben)
    look(claimed, NOON, found)

    assert look(claimed, NOON + DAY, missing) == "DRAFT"


def test_an_archived_company_leaves_its_domain_to_others(ana: User, ben: User) -> None:
    held, claimed = rivals(ana, ben)
    archive_company(by=ana, company=held.company, at=NOON)

    assert look(claimed, NOON, found) == "IN_REVIEW"


def test_a_suspended_company_keeps_its_domain_from_others(ana: User, ben: User, olga: User) -> None:
    held, claimed = rivals(ana, ben)
    move_company(by=olga, company=held.company, event="suspend", note="Fraud.", at=NOON)

    assert look(claimed, NOON, found) == "CONTESTED"


def test_rooms_above_may_have_a_reason_against_it(monkeypatch: pytest.MonkeyPatch, ana: User) -> None:
    def refuse(_company: Company, _at: datetime) -> None:
        raise moves.CannotMove("Somebody waits for an answer.")

    monkeypatch.setattr(moves, "modules", lambda _name: [("jobs", SimpleNamespace(company_moved=refuse))])
    acme = company(owner=ana)

    with pytest.raises(CannotChange, match="Somebody waits"):
        archive_company(by=ana, company=acme, at=NOON)
    assert Company.objects.get().state == "VERIFIED"
