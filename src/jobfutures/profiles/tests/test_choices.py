"""Evidence that a candidate chooses, and companies from which they hide."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.checks.tests import made as checks
from jobfutures.exercises.tests import made as exercises
from jobfutures.practice.commands.walkthroughs import begin_walkthrough, delete_walkthrough
from jobfutures.practice.models import Walkthrough
from jobfutures.profiles.choosing import evidence_of
from jobfutures.profiles.commands.blocks import add_block
from jobfutures.profiles.models import BlockRule, Evidence
from jobfutures.profiles.queries import blockers_of, is_blocked
from jobfutures.reviews.models import Review
from jobfutures.reviews.tests import made as reviews
from tests.people import NOON

EVIDENCE, BLOCKS = "/profile/evidence/", "/profile/blocks/"


@pytest.fixture
def shop(ana: User) -> Walkthrough:
    return begin_walkthrough(by=ana, title="A shop", at=NOON, key=uuid4())


def test_everything_that_somebody_did_can_be_chosen_and_left_again(
    at_home: Client, ana: User, shop: Walkthrough
) -> None:
    reviews.loaded()
    review = reviews.attempt(ana, Review.objects.get(pk="carrier-retry"), reviews.said(reviews.TWICE))
    passed = exercises.judged(exercises.attempt(ana))
    exercises.Attempt.objects.filter(pk=passed.pk).update(passed=True)
    check = checks.taken(ana, checks.bank())
    names = [f"CHECK:{check.pk}", f"EXERCISE:{passed.pk}", f"REVIEW:{review.pk}", f"PROJECT:{shop.pk}"]
    page = at_home.get(EVIDENCE).text
    assert all(f'value="{name}"' in page for name in names)
    assert "checked" not in page

    assert at_home.post(EVIDENCE, {"chosen": names}).status_code == 302

    assert [one.name for one in evidence_of(ana)] == names
    assert at_home.get(EVIDENCE).text.count(" checked") == 4
    assert "4 things you did here stand on your profile" in at_home.get("/profile/").text
    at_home.post(EVIDENCE, {"chosen": names[3:]})
    assert [one.name for one in evidence_of(ana)] == names[3:]


def test_what_somebody_else_did_is_no_evidence(stranger: Client, shop: Walkthrough) -> None:
    answer = stranger.post(EVIDENCE, {"chosen": f"PROJECT:{shop.pk}"})

    assert answer.status_code == 422
    assert not Evidence.objects.exists()


def test_evidence_goes_with_what_it_names(at_home: Client, ana: User, shop: Walkthrough) -> None:
    at_home.post(EVIDENCE, {"chosen": f"PROJECT:{shop.pk}"})

    delete_walkthrough(by=ana, walkthrough=shop)

    assert evidence_of(ana) == []
    assert not Evidence.objects.exists()


def test_evidence_names_exactly_one_thing_of_its_kind(ana: User, shop: Walkthrough) -> None:
    for wrong in ({"kind": "REVIEW", "walkthrough": shop}, {"kind": "PROJECT"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Evidence.objects.create(owner=ana, chosen_at=NOON, **wrong)


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [("DOMAIN", "https://www.Acme.example/jobs", "acme.example"), ("COMPANY", "/companies/acme/", "acme")],
)
def test_somebody_hides_from_a_company_and_stops_hiding(
    at_home: Client, ana: User, kind: str, written: str, value: str
) -> None:
    for _twice in range(2):
        assert at_home.post(BLOCKS, {"kind": kind, "value": written}).status_code == 302

    rule = BlockRule.objects.visible_to(ana).get()
    assert (rule.kind, rule.value) == (kind, value)
    assert is_blocked(ana, slug="acme", hosts=["jobs.acme.example"])
    assert not is_blocked(ana, slug="beta", hosts=["beta.example"])
    assert list(blockers_of(slug="acme", hosts=["jobs.acme.example"])) == [ana]
    assert not blockers_of(slug="beta", hosts=["beta.example", "notacme.example", "example"]).exists()
    at_home.post(f"{BLOCKS}{rule.pk}/deletion/")
    assert not is_blocked(ana, slug="acme", hosts=["jobs.acme.example"])


@pytest.mark.parametrize(
    ("kind", "value", "sentence"),
    [
        ("DOMAIN", "localhost", "This is no domain."),
        ("COMPANY", "Acme & Sons", "This is no company"),
        ("DOMAIN", "", "Say whom you want to hide from."),
        ("PERSON", "acme.example", "Choose one of these."),
    ],
)
def test_a_rule_that_names_nobody_is_refused(at_home: Client, kind: str, value: str, sentence: str) -> None:
    answer = at_home.post(BLOCKS, {"kind": kind, "value": value})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not BlockRule.objects.exists()


def test_rules_of_one_person_hide_nobody_else(stranger: Client, ana: User, ben: User) -> None:
    rule = add_block(by=ana, kind="DOMAIN", value="acme.example", at=NOON + timedelta(days=1))

    assert not is_blocked(ben, slug="acme", hosts=["acme.example"])
    assert stranger.post(f"{BLOCKS}{rule.pk}/deletion/").status_code == 404
    assert is_blocked(ana, slug="acme", hosts=["acme.example"])
