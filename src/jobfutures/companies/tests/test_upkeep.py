"""The hourly look: whose proof is due, and what happens while the DNS is away."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from jobfutures.accounts.models import User
from jobfutures.companies.commands.upkeep import look_again_hourly
from jobfutures.companies.models import Company, CompanyDomain, Review
from jobfutures.companies.personal import erase, export
from jobfutures.companies.tests.bed import Bed, bed
from jobfutures.companies.tests.made import company, domain
from tests.people import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def names(settings: Settings) -> Iterator[Bed]:
    with bed() as found:
        found.delegate("acme.example", ["127.0.0.1"])
        settings.DNS = found.where
        yield found


def looked_at_last() -> object:
    return CompanyDomain.objects.get().last_checked_at


def test_the_worker_looks_at_what_is_due_and_at_nothing_else(names: Bed) -> None:
    proved = domain(company())
    names.put("_jobfutures.acme.example", f"jf-verify={proved.token}")
    CompanyDomain.objects.update(last_checked_at=timezone.now() - timedelta(days=6))
    look_again_hourly.call()
    assert names.recursive.asked == [("udp", ".", "NS")]  # whether the DNS is there

    CompanyDomain.objects.update(last_checked_at=timezone.now() - timedelta(days=7))
    look_again_hourly.call()
    kept = CompanyDomain.objects.get()
    assert kept.evidence["source"] == "resolver"
    assert kept.evidence["texts"] == [f"jf-verify={proved.token}"]
    assert kept.proved_at == kept.last_checked_at
    assert kept.fail_count == 0


def test_a_proof_that_went_is_counted_once(names: Bed) -> None:
    domain(company())
    for _ in range(3):
        look_again_hourly.call()

    assert CompanyDomain.objects.get().fail_count == 1
    assert Company.objects.get().state == "VERIFIED"


def test_while_the_dns_is_away_nobodys_proof_is_missing(names: Bed) -> None:
    names.recursive.manner = "fails"
    domain(company())
    look_again_hourly.call()

    assert looked_at_last() == NOON
    assert CompanyDomain.objects.get().fail_count == 0


def test_what_an_operator_decided_is_in_their_export_and_outlives_them(olga: User) -> None:
    Review.objects.create(company=company(), by=olga, verdict="suspend", note="Fraud.", at=NOON)

    assert export(olga)["company-decisions.json"] == [
        {"company": "Acme", "verdict": "suspend", "note": "Fraud.", "at": NOON}
    ]
    erase(olga, NOON)
    olga.delete()
    assert Review.objects.get().by is None
