"""Postings for programs: each feed is read by a strict reader, holds what is open and nothing else."""

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta

import feedparser
import pytest
import time_machine
from defusedxml import ElementTree
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.companies.tests.made import company
from jobfutures.jobs.markup_check import faults
from jobfutures.jobs.models import Job
from jobfutures.jobs.tests.made import BERLIN, REMOTE, draft, job
from jobfutures.jobs.tests.posted import address
from tests.access import client_of

pytestmark = pytest.mark.django_db
HOSTILE = "=1+1 ]]> <b>&amp; \x0b \ufffe"
LISTS = {"atom": "/jobs/feed.atom", "json": "/jobs/feed.json", "indeed": "/jobs/indeed.xml", "csv": "/jobs/jobs.csv"}
EACH = pytest.mark.parametrize("where", LISTS.values(), ids=list(LISTS))


@pytest.fixture
def acme(ana: User) -> Company:
    return company(owner=ana)


def atom_links(answer: HttpResponse) -> set[str]:
    read = feedparser.parse(answer.content)
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    assert all(entry.title and entry.updated_parsed and entry.id for entry in read.entries)
    return {entry.link for entry in read.entries}


def json_links(answer: HttpResponse) -> set[str]:
    read = json.loads(answer.content)
    assert read["version"] == "https://jsonfeed.org/version/1.1"
    assert {"title", "home_page_url", "feed_url", "items"} <= read.keys()
    assert all(item["id"] and item["content_html"] and faults(item["_jobposting"]) == [] for item in read["items"])
    return {item["url"] for item in read["items"]}


def indeed_links(answer: HttpResponse) -> set[str]:
    read = ElementTree.fromstring(answer.content)
    assert read.tag == "source"
    assert read.find("publisher") is not None
    jobs = read.findall("job")
    for name in ("title", "date", "referencenumber", "requisitionid", "url", "company", "country", "description"):
        assert all((one.findtext(name) or "").strip() for one in jobs), name
    numbers = [one.findtext("referencenumber") for one in jobs]
    assert len(numbers) == len(set(numbers))
    return {one.findtext("url") or "" for one in jobs}


def csv_links(answer: HttpResponse) -> set[str]:
    rows = list(csv.DictReader(io.StringIO(answer.content.decode()), strict=True))
    assert all(None not in row and row["pay_min"] and row["currency"] for row in rows)
    return {row["url"] for row in rows}


READ: dict[str, Callable[[HttpResponse], set[str]]] = {
    LISTS["atom"]: atom_links, LISTS["json"]: json_links, LISTS["indeed"]: indeed_links, LISTS["csv"]: csv_links,
}  # fmt: skip


def links(where: str, **asked: str) -> set[str]:
    answer = Client().get(where, asked)
    assert answer.status_code == 200
    found = READ[where](HttpResponse(b"".join(answer) if answer.streaming else answer.content))
    return {link.removeprefix("http://localhost:8000") for link in found}


@EACH
def test_a_feed_holds_what_is_open_and_a_strict_reader_takes_it(acme: Company, where: str) -> None:
    assert links(where) == set()
    kept = [
        job(acme),
        job(acme, **REMOTE, employment="INTERN"),
        job(acme, places=[BERLIN, {"city": HOSTILE[:5], "country": "PT"}]),
        job(acme, title=HOSTILE, description=HOSTILE * 30, slug="hostile"),
        job(acme, pay_min=6_000_000, pay_max=7_000_000, pay_currency="JPY"),
    ]
    draft(acme)
    for state in ("IN_REVIEW", "PAUSED", "CLOSING", "CLOSED", "REMOVED"):
        job(acme, state=state)
    job(acme, closes_at=timezone.now())
    job(company("lapsed", state="LAPSED"))

    assert links(where) == {one.get_absolute_url() for one in kept}


@EACH
def test_a_feed_of_one_company(acme: Company, where: str) -> None:
    mine, _other = job(acme), job(company("other"))

    assert links(where, company="acme") == {mine.get_absolute_url()}
    assert len(links(where)) == 2
    for slug in ("nobody", "", "a\x00b", "x" * 9000):
        assert Client().get(where, {"company": slug}).status_code == 404


@EACH
def test_nothing_is_left_a_moment_after_it_closes(acme: Company, ana: User, where: str) -> None:
    posting = job(acme)
    client = Client()
    before = client.get(where)
    assert before["Cache-Control"] == "public, max-age=60"
    again = client.get(where, headers={"If-None-Match": before["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(where, headers={"If-Modified-Since": before["Last-Modified"]}).status_code == 304

    with time_machine.travel(timezone.now() + timedelta(seconds=2), tick=True):
        client_of(ana).post(address(posting, "closing/"), {"reason": "FILLED"})
        for headers in ({"If-None-Match": before["ETag"]}, {"If-Modified-Since": before["Last-Modified"]}):
            assert client.get(where, headers=headers).status_code == 200
        assert links(where) == set()
        gone = client.get(posting.get_absolute_url())
    assert gone.status_code == 410
    assert "ld+json" not in gone.text
    assert posting.get_absolute_url() not in client.get("/sitemap.xml").text


@EACH
def test_what_lost_its_company_or_its_last_day_is_in_no_feed(acme: Company, where: str) -> None:
    posting = job(acme)
    before = Client().get(where)
    Company.objects.update(state="SUSPENDED")
    assert Client().get(where, headers={"If-None-Match": before["ETag"]}).status_code == 200
    assert links(where) == set()
    Company.objects.update(state="VERIFIED")
    with time_machine.travel(posting.closes_at, tick=False):
        assert links(where) == set()


def test_a_later_day_than_any_change_is_not_modified(acme: Company) -> None:
    job(acme)
    later = http_date((timezone.now() + timedelta(hours=1)).timestamp())

    assert Client().get(LISTS["csv"], headers={"If-Modified-Since": later}).status_code == 304


@pytest.mark.parametrize("where", [LISTS["indeed"], LISTS["csv"]])
def test_large_lists_are_sent_while_they_are_made_and_hold_all(
    acme: Company, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobfutures.jobs.pages.feeds.AT_ONCE", 2)
    made = {job(acme).get_absolute_url() for _ in range(5)}

    assert Client().get(where).streaming
    assert links(where) == made


def test_feeds_for_readers_hold_the_newest(acme: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobfutures.jobs.pages.feeds.NEWEST", 2)
    now = timezone.now()
    made = [job(acme, posted_at=now - timedelta(days=days)).get_absolute_url() for days in (3, 2, 1)]

    assert links(LISTS["atom"]) == links(LISTS["json"]) == set(made[1:])


def test_a_spreadsheet_runs_nothing_of_it(acme: Company) -> None:
    job(acme, title="=HYPERLINK(1)", slug="formula")

    assert ",'=HYPERLINK(1)," in Client().get(LISTS["csv"]).content.decode()


def test_the_sitemap_names_what_is_open(acme: Company) -> None:
    kept, gone = job(acme), job(acme, state="CLOSED")
    page = Client().get("/sitemap.xml").text

    assert kept.get_absolute_url() in page
    assert gone.get_absolute_url() not in page


def test_indeed_gets_one_job_for_each_place_or_country(acme: Company) -> None:
    remote, placed = job(acme, **REMOTE), job(acme)
    read = ElementTree.fromstring(Client().get(LISTS["indeed"]).content)
    numbers = {one.findtext("referencenumber") for one in read.findall("job")}

    assert numbers == {f"{remote.pk}-DE", f"{remote.pk}-PT", f"{placed.pk}-1"}
    kinds = {one.findtext("requisitionid"): one.findtext("remotetype") for one in read.findall("job")}
    assert kinds == {str(remote.pk): "Fully remote", str(placed.pk): "Hybrid remote"}
    assert Job.objects.count() == 2
