"""A company asks everybody who applies up to three questions."""

import pytest

from jobfutures.accounts.models import User
from jobfutures.companies.tests.made import company, member
from jobfutures.hiring.models import JobQuestion
from jobfutures.jobs.models import Job
from jobfutures.jobs.tests.made import job
from tests.access import client_of
from tests.markup import Page
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(ben: User) -> Job:
    return job(company(owner=ben), apply_mode="INTERNAL", apply_url="")


def address(posting: Job) -> str:
    return f"/hire/acme/jobs/{posting.pk}/questions/"


def asked() -> list[tuple[int, str, bool]]:
    return list(JobQuestion.objects.order_by("position").values_list("position", "text", "is_required"))


def test_questions_are_asked_changed_and_taken_away(posting: Job, ben: User) -> None:
    client = client_of(ben)

    def version() -> str:
        return next(form for form in Page(client.get(address(posting)).text).forms).values()["version"]

    first = {"text-1": " From  when? ", "required-1": "on", "text-3": "Where?", "version": version()}
    assert [client.post(address(posting), first).status_code for _ in range(2)] == [302, 302]
    assert asked() == [(1, "From when?", True), (3, "Where?", False)]
    kept = JobQuestion.objects.get(position=1)
    stale = client.post(address(posting), {"text-1": "Until when?", "version": first["version"]})
    assert (stale.status_code, "Until when?" in stale.text) == (409, True)
    client.post(address(posting), {"text-1": "Until when?", "version": version()})
    assert asked() == [(1, "Until when?", False)]
    assert JobQuestion.objects.get().pk == kept.pk


def test_what_is_too_long_or_too_late_stays_in_its_field(posting: Job, ben: User) -> None:
    client = client_of(ben)
    long = client.post(address(posting), {"text-1": "x" * 301})
    assert (long.status_code, "x" * 301 in long.text) == (422, True)
    Job.objects.filter(pk=posting.pk).update(state="CLOSED")
    late = client.post(address(posting), {"text-1": "Why?"})
    assert (late.status_code, "Why?" in late.text, asked()) == (409, True, [])


def test_only_who_hires_asks(posting: Job) -> None:
    ivan, sam = person("ivan"), person("sam")
    member(posting.company, ivan, "INTERVIEWER")

    assert client_of(ivan).post(address(posting), {"text-1": "Why?"}).status_code == 403
    assert client_of(sam).post(address(posting), {"text-1": "Why?"}).status_code == 404
    assert client_of(sam).get(address(posting)).status_code == 404
