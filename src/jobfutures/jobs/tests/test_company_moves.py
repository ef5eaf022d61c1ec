"""What a company's standing does to its postings, at once."""

import pytest

from jobfutures.companies.commands.lifecycle import CannotChange, moved
from jobfutures.companies.models import Company
from jobfutures.companies.rules import Actor
from jobfutures.companies.tests.made import company
from jobfutures.jobs.models import Change, Job
from jobfutures.jobs.tests.made import job
from jobfutures.jobs.tests.posted import room_above
from tests.people import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def acme() -> Company:
    return company()


def test_a_suspended_company_offers_nothing_from_that_moment_on(acme: Company) -> None:
    posting, other = job(acme), job(company("other"))
    Change.objects.all().delete()
    moved(acme, "suspend", by=None, role=Actor.OPERATOR, at=NOON)

    assert Job.objects.get(pk=posting.pk).state == "PAUSED"
    assert Job.objects.get(pk=other.pk).state == "PUBLISHED"
    assert [one.job_id for one in Change.objects.all()] == [posting.pk]


def test_a_missing_proof_hides_nothing_yet(acme: Company) -> None:
    posting = job(acme)
    moved(acme, "miss", by=None, role=Actor.SYSTEM, at=NOON)

    assert Job.objects.get(pk=posting.pk).state == "PUBLISHED"


def test_a_company_that_owes_answers_is_not_archived(acme: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    posting = job(acme)
    room_above(monkeypatch, "closing", waiting_for=lambda _job: 2)

    with pytest.raises(CannotChange, match="2 applicants"):
        moved(acme, "archive", by=None, role=Actor.OPERATOR, at=NOON)
    assert (Company.objects.get().state, Job.objects.get(pk=posting.pk).state) == ("VERIFIED", "PUBLISHED")
