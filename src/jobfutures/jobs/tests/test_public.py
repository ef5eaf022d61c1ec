"""The page of one posting: what anybody reads, what a machine reads, and that both are gone once it is over."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.companies.tests.made import company
from jobfutures.guide.models import Chapter, Guide
from jobfutures.jobs import company_page, onward
from jobfutures.jobs.markup_check import faults
from jobfutures.jobs.models import Job, State
from jobfutures.jobs.tests.made import BERLIN, REMOTE, area, draft, job
from jobfutures.practice.models import Plan
from jobfutures.topics.models import Role, RoleShare
from tests.access import client_of

pytestmark = pytest.mark.django_db
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture
def acme(ana: User) -> Company:
    made = company(owner=ana)
    Company.objects.update(ai_statement="No software sorts anybody here.")
    return made


def markup_of(page: str) -> dict[str, Any]:
    (block,) = BLOCK.findall(page)
    found: dict[str, Any] = json.loads(block)
    return found


def test_a_visitor_reads_all_that_the_company_says(acme: Company) -> None:
    names = area()
    guide = Guide.objects.create(pk="python", title="Python", line="", body_html="", content_hash="")
    Chapter.objects.create(guide=guide, area=names, body_html="", content_hash="")
    posting = job(acme, topics=[names], equity_note="0.1 % over four years", response_promise_days=3)
    page = Client().get(posting.get_absolute_url()).text

    for words in (
        posting.title, "Acme", "acme.example, verified by hand", "EUR 65,000 to 85,000 a year",
        "Berlin, Germany; hybrid, 2 days a week on site", "Torstraße 1", "Senior", "Full time", "A call", "45 min",
        "everybody has an answer within 3 days", "0.1 % over four years", "English",
        "No software sorts anybody here.", "Written here by the company.", "this job is open now",
        'href="/guides/python/names/"', 'href="/jobs/?topic=names"', "Prepare for this job",
        'href="https://acme.example/apply/bookings" rel="nofollow noopener"',
    ):  # fmt: skip
        assert words in page, words


def test_an_old_name_in_the_address_leads_to_the_new_one_for_good(acme: Company) -> None:
    posting = job(acme)
    moved = Client().get(f"/jobs/another-name-{posting.pk}/")

    assert (moved.status_code, moved["Location"]) == (301, posting.get_absolute_url())


def on_its_page(company: Company) -> Any:
    return company_page.sections(company)[0].context["jobs"]


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("DRAFT", 404), ("IN_REVIEW", 404), ("PUBLISHED", 200), ("PAUSED", 404), ("CLOSING", 410), ("CLOSED", 410),
        ("REMOVED", 404),
    ],
)  # fmt: skip
def test_only_what_is_published_is_shown_and_what_is_over_says_so(
    acme: Company, ana: User, olga: User, state: str, status: int
) -> None:
    posting = job(acme, state=state)
    for client in (Client(), client_of(ana), client_of(olga)):
        answer = client.get(posting.get_absolute_url())

        assert answer.status_code == status
        assert bool(BLOCK.search(answer.text)) == (status == 200)
        if status == 410:
            assert 'href="/jobs/?topic=names"' in answer.text
    assert len(on_its_page(acme)) == (status == 200)
    assert len(onward.for_area("A1")) == (status == 200)


def test_a_posting_is_over_at_its_last_minute_whatever_the_clocks_task_does(acme: Company) -> None:
    posting = job(acme, closes_at=timezone.now() + timedelta(minutes=5))
    assert Client().get(posting.get_absolute_url()).status_code == 200

    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        assert Client().get(posting.get_absolute_url()).status_code == 410
        assert on_its_page(acme) == onward.for_area("A1") == []


HOSTILE = "</script><script>alert(1)</script> & <b>bold</b> \u2028 ]]>"
FACTS: list[dict[str, Any]] = [
    {},
    REMOTE,
    {"workplace": "ONSITE", "hybrid_days": None},
    {"places": [BERLIN, {"city": "Porto", "country": "PT"}]},
    {"pay_min": 4550, "pay_max": 4550, "pay_period": "HOUR"},
    {"pay_min": 6_500_000, "pay_max": 6_500_001, "pay_currency": "JPY"},
    {"pay_min": 12_345, "pay_max": 12_346, "pay_currency": "KWD", "pay_period": "MONTH"},
    {"title": HOSTILE, "description": HOSTILE * 10, "slug": "hostile"},
    *({"employment": kind} for kind in ("PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN")),
]


@pytest.mark.parametrize("facts", FACTS)
def test_markup_passes_the_check_and_says_what_the_page_says(acme: Company, facts: dict[str, Any]) -> None:
    posting = job(acme, **facts)
    page = Client().get(posting.get_absolute_url()).text
    markup = markup_of(page)

    assert faults(markup) == []
    assert markup["title"] == posting.title
    assert markup["validThrough"] == posting.closes_at.isoformat()
    assert "alert(1)</script>" not in BLOCK.sub("", page)
    is_remote = posting.workplace == "REMOTE"
    assert ("jobLocationType" in markup) == is_remote
    assert ("jobLocation" not in markup) == is_remote
    for line in re.findall(r"<li>(.*?)</li>", markup["description"])[:2]:
        assert line in page


def test_markup_names_what_google_and_schema_org_ask(acme: Company) -> None:
    markup = markup_of(Client().get(job(acme).get_absolute_url()).text)

    assert markup["hiringOrganization"] == {"@type": "Organization", "name": "Acme", "sameAs": "https://acme.example"}
    assert markup["baseSalary"]["value"] == {
        "@type": "QuantitativeValue", "minValue": 65000, "maxValue": 85000, "unitText": "YEAR",
    }  # fmt: skip
    assert markup["directApply"] is False
    assert markup["jobLocation"][0]["address"]["postalCode"] == "10119"


BROKEN: list[tuple[str, Any, str]] = [
    ("title", "", "title is required"), ("datePosted", "yesterday", "datePosted is no DateTime"),
    ("datePosted", "2026-11-22T12:00:00", "datePosted is no DateTime"),
    ("employmentType", "SOMETIMES", "none of Google's"),
    ("hiringOrganization", "Acme", "hiringOrganization is no Organization"), ("directApply", "yes", "is no Boolean"),
    ("jobLocation", [], "jobLocation is required"), ("jobLocationType", "TELECOMMUTE", "names the countries"),
    ("jobLocationType", "HYBRID", "TELECOMMUTE or absent"), ("salary", 5, "no property of JobPosting"),
    ("url", "/jobs/", "url is no URL"), ("description", "Plain.", "no plain HTML"),
    ("baseSalary", {"@type": "MonetaryAmount", "currency": "EURO"}, "none of ISO 4217"),
    ("identifier", {"@type": "Thing"}, "is a Thing, not PropertyValue"), ("@type", "Job", "no JobPosting"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "sentence"), BROKEN)
def test_the_check_finds_what_is_wrong(acme: Company, name: str, value: Any, sentence: str) -> None:
    markup = markup_of(Client().get(job(acme).get_absolute_url()).text)

    assert any(sentence in fault for fault in faults({**markup, name: value}))


def test_a_remote_job_with_a_place_is_refused_by_the_check(acme: Company) -> None:
    remote = markup_of(Client().get(job(acme, **REMOTE).get_absolute_url()).text)
    place = markup_of(Client().get(job(acme).get_absolute_url()).text)["jobLocation"]

    assert "what has a place is not fully remote" in faults({**remote, "jobLocation": place})


def test_a_preview_shows_the_page_and_no_markup(acme: Company, ana: User) -> None:
    posting = draft(acme)
    page = client_of(ana).get(f"/hire/acme/jobs/{posting.pk}/preview/").text

    assert posting.title in page
    assert "Publish" in page
    assert not BLOCK.search(page)


def prepared(acme: Company, level: str = "SENIOR") -> Job:
    names, boxes = area(), area("boxes", "A2")
    for pk, shares in (("backend", {names: 0.7, boxes: 0.3}), ("data", {names: 0.1, boxes: 0.2})):
        role = Role.objects.create(pk=pk, title=pk, line="")
        for one, share in shares.items():
            RoleShare.objects.create(role=role, area=one, level="SENIOR", share=share)
            RoleShare.objects.create(role=role, area=one, level="JUNIOR", share=share)
    return job(acme, topics=[names, boxes], level=level)


@pytest.mark.parametrize(("level", "plan"), [("LEAD", "SENIOR"), ("STAFF", "SENIOR"), ("JUNIOR", "JUNIOR")])
def test_a_job_leads_to_the_plan_that_covers_most_of_it(acme: Company, ben: User, level: str, plan: str) -> None:
    address = f"{prepared(acme, level).get_absolute_url()}preparation/"
    wanted = f"/practice/plan/?role=backend&level={plan}&minutes_a_day=30"

    assert Client().get(address)["Location"] == wanted
    assert Client().post(address)["Location"].startswith("/account/login/")
    client = client_of(ben)
    assert client.post(address)["Location"] == wanted
    assert Plan.objects.get(owner=ben).role_id == "backend"


def test_a_plan_that_somebody_keeps_is_not_replaced(acme: Company, ben: User) -> None:
    posting = prepared(acme)
    Plan.objects.create(
        owner=ben, role_id="data", level="SENIOR", minutes_a_day=10, made_at=timezone.now(), interview_on=None
    )
    said = client_of(ben).post(f"{posting.get_absolute_url()}preparation/", follow=True).text

    assert "You keep another one" in said
    assert Plan.objects.get(owner=ben).role_id == "data"


def test_without_a_fitting_role_the_plan_page_is_open(acme: Company, ben: User) -> None:
    posting = job(acme)

    assert client_of(ben).post(f"{posting.get_absolute_url()}preparation/")["Location"] == "/practice/plan/"
    posting.state = State.CLOSED
    posting.save()
    assert Client().get(f"{posting.get_absolute_url()}preparation/").status_code == 404


def test_one_applies_here_or_on_the_page_of_the_company(acme: Company) -> None:
    posting = job(acme, apply_mode="INTERNAL", apply_url="")
    page = Client().get(posting.get_absolute_url()).text
    assert f'href="/applications/new/{posting.pk}/"' in page
    assert markup_of(page)["directApply"] is True

    page = Client().get(job(acme).get_absolute_url()).text
    assert 'href="https://acme.example/apply/bookings"' in page
    assert markup_of(page)["directApply"] is False


def test_an_area_and_a_company_lead_to_their_jobs(acme: Company) -> None:
    names, boxes = area(), area("boxes", "A2")
    first, second = job(acme, topics=[names]), job(acme, topics=[names, boxes], title="Second")

    assert [one.title for one in onward.for_area(names.pk)] == ["2 open jobs ask for this"]
    assert [one.title for one in onward.for_area(boxes.pk)] == ["1 open job asks for this"]
    assert onward.for_area("Z9") == []
    shown = on_its_page(acme)
    assert {one.address for one in shown} == {first.get_absolute_url(), second.get_absolute_url()}
    assert shown[0].line == "EUR 65,000 to 85,000 a year · Berlin, Germany; hybrid, 2 days a week on site"
