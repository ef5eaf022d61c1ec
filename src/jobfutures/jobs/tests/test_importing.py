"""A board comes in as drafts, as often as one likes, and takes nothing from anybody."""

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.companies.tests.made import company, member
from jobfutures.jobs.boards.linking import is_of, links_to, pages_of
from jobfutures.jobs.boards.parsing import parse_page
from jobfutures.jobs.boards.reading import read
from jobfutures.jobs.boards.topics import suggested
from jobfutures.jobs.commands import importing
from jobfutures.jobs.commands.importing import CannotImport, import_reading, read_address
from jobfutures.jobs.models import Job, Place
from jobfutures.jobs.queries.importing import Outcome, Plan
from jobfutures.jobs.tests.reading import EXPECTED, FILES, SYSTEMS, read_sample, sample
from jobfutures.kit.fetch import CannotFetch, Fetched
from jobfutures.ledger.models import Entry
from jobfutures.topics.models import Area, Section
from tests.people import NOON

LEVER = "https://api.lever.co/v0/postings/parcels?mode=json"


@pytest.fixture
def acme(db: None) -> Company:
    return company()


def take(acme: Company, system: str = "lever", content: bytes | None = None) -> Plan:
    return import_reading(by=None, company=acme, system=system, reading=read_sample(system, content), at=NOON)


def changed(system: str, **facts: Any) -> bytes:
    """Return a sample whose first entry says something else."""
    document = json.loads(sample(system))
    document[0].update(facts)
    return json.dumps(document).encode()


def outcomes(plan: Plan) -> list[str]:
    return [one.outcome.value for one in plan.planned]


@pytest.mark.parametrize("system", SYSTEMS)
def test_what_was_read_stands_in_the_database_as_drafts(acme: Company, system: str) -> None:
    take(acme, system)

    for job in Job.objects.filter(source_system=system):
        workplace, pay, posted, closes, employment, level = EXPECTED[system, job.source_id]
        kept = (job.pay_min, job.pay_max, job.pay_currency, job.pay_period)
        assert kept == ((pay.low, pay.high, pay.currency, pay.period) if pay else (None, None, "", ""))
        assert (job.workplace, job.employment, job.level) == (workplace, employment, level)
        assert (job.source_posted_at, job.closes_at) == (posted, closes)
        assert (job.state, job.posted_at, job.company) == ("DRAFT", None, acme)
        job.full_clean(exclude=["description", "topics", *blank_in_a_draft(job)])
    assert Job.objects.count() == len([key for key in EXPECTED if key[0] == system])


def blank_in_a_draft(job: Job) -> list[str]:
    return [one.name for one in Job._meta.fields if getattr(job, one.attname) in (None, "", [])]


def test_places_and_addresses_come_in(acme: Company) -> None:
    take(acme, "recruitee")

    job = Job.objects.get(source_id="2504294")
    place = Place.objects.get(job=job)
    assert (place.street, place.city, place.region, place.postal, place.country) == (
        "Domplein 1", "Utrecht", "Utrecht", "3511", "NL",
    )  # fmt: skip
    assert (job.apply_mode, job.apply_url) == ("EXTERNAL", "https://parcels.recruitee.com/o/backend-engineer/c/new")
    assert job.source_url == "https://parcels.recruitee.com/o/backend-engineer"


def test_the_same_board_again_writes_nothing(acme: Company) -> None:
    assert outcomes(take(acme)) == ["ADDED"] * 4
    before = list(Job.objects.order_by("pk").values())

    assert outcomes(take(acme)) == ["SAME"] * 4
    assert list(Job.objects.order_by("pk").values()) == before


def test_a_draft_that_nobody_touched_follows_its_board(acme: Company) -> None:
    take(acme)

    plan = take(acme, content=changed("lever", text="Backend Engineer, Parcels", workplaceType="on-site"))

    assert outcomes(plan) == ["UPDATED", "SAME", "SAME", "SAME"]
    job = Job.objects.get(source_id="a1f0c2d4-0001")
    assert (job.title, job.workplace, job.places.count()) == ("Backend Engineer, Parcels", "ONSITE", 2)
    assert Job.objects.count() == 4


def test_a_draft_that_somebody_changed_is_left_and_named(acme: Company) -> None:
    take(acme)
    Job.objects.filter(source_id="a1f0c2d4-0001").update(title="Ours", changed_at=NOON.replace(hour=13))

    plan = take(acme, content=changed("lever", text="Theirs"))

    assert outcomes(plan)[0] == "CHANGED"
    assert Job.objects.get(source_id="a1f0c2d4-0001").title == "Ours"


def test_what_is_no_draft_any_more_is_left_and_named(acme: Company) -> None:
    take(acme)
    Job.objects.filter(source_id="a1f0c2d4-0001").update(state="CLOSED")

    plan = take(acme, content=changed("lever", text="Theirs"))

    assert outcomes(plan)[0] == "BEYOND"
    assert Job.objects.get(source_id="a1f0c2d4-0001").title == "Backend Engineer"


def test_what_is_gone_from_the_board_is_told_and_stays(acme: Company) -> None:
    take(acme)
    shorter = json.dumps(json.loads(sample("lever"))[1:]).encode()

    assert [one.title for one in take(acme, content=shorter).gone] == ["Backend Engineer"]
    assert Job.objects.count() == 4


def test_a_page_of_a_board_tells_nothing_of_what_is_not_on_it(acme: Company) -> None:
    take(acme, "smartrecruiters")
    document = json.loads(sample("smartrecruiters"))
    document |= {"content": document["content"][1:], "offset": 1}

    plan = take(acme, "smartrecruiters", json.dumps(document).encode())

    assert plan.gone == ()
    assert not plan.reading.is_whole
    take(acme, "jsonld")
    assert take(acme, "jsonld", b'{"@type": "JobPosting", "title": "A", "identifier": "1"}').gone == ()


def test_two_companies_may_have_the_same_number(acme: Company) -> None:
    take(acme)
    take(company("other"))

    assert Job.objects.filter(source_id="a1f0c2d4-0001").count() == 2


def test_topics_are_suggested_by_words_of_the_guide(acme: Company) -> None:
    section = Section.objects.create(id="K", slug="quality", title="Quality", line="Quality", position=0)
    areas = {"K1": "Tests with pytest", "K2": "SQL and joins", "K3": "Names, mutability, copying"}
    Area.objects.bulk_create(
        Area(id=pk, section=section, slug=pk.lower(), title=title, line="", first_release=True, position=0)
        for pk, title in areas.items()
    )

    take(acme)
    take(acme, "greenhouse")

    assert list(Job.objects.get(source_id="a1f0c2d4-0001").topics.values_list("pk", flat=True)) == ["K1"]
    assert list(Job.objects.get(source_id="4001").topics.values_list("pk", flat=True)) == ["K2"]


def test_suggestions_are_few_and_sure() -> None:
    titles = {
        "A1": "Names, mutability, copying", "F8": "FastAPI parameters and models", "C1": "Threads, processes, GIL",
        "G1": "Tasks and workers", "D1": "SQLAlchemy in services", "H1": "Messaging and outbox",
    }  # fmt: skip

    assert suggested("Our tasks: names of parcels, in many threads; a copy of the text. MySQL.", titles) == []
    assert suggested("SQLAlchemy, and again SQLAlchemy; the GIL.", titles) == ["D1", "C1"]
    assert len(suggested("w1 w2 w3 w4 w5 w6 w7", {str(n): f"w{n} word, term{n}, zz{n}" for n in range(9)})) <= 5


def test_who_may_import(acme: Company, ana: User, ben: User, olga: User) -> None:
    reading = read_sample("lever")
    member(acme, ana, "INTERVIEWER")

    for by in (ana, ben):
        with pytest.raises(PermissionDenied):
            import_reading(by=by, company=acme, system="lever", reading=reading, at=NOON)
    assert outcomes(import_reading(by=olga, company=acme, system="lever", reading=reading, at=NOON)) == ["ADDED"] * 4
    entry = Entry.objects.get(kind="jobs.imported")
    assert (entry.subject, entry.fields) == (acme.ledger_subject(), [])


@pytest.mark.parametrize("state", ["DRAFT", "GRACE", "LAPSED", "SUSPENDED", "ARCHIVED"])
def test_a_company_that_is_not_verified_imports_nothing(db: None, state: str) -> None:
    with pytest.raises(CannotImport, match="verified"):
        take(company(state=state))
    assert not Job.objects.exists()


def test_twenty_thousand_entries_are_read(acme: Company) -> None:
    entries = [{"id": str(number), "text": f"Engineer {number}", "unknown": number} for number in range(20_000)]

    reading = read("lever", json.dumps(entries).encode(), at=NOON)

    assert len(reading.found) == 20_000
    assert [(one.pointer, one.times) for one in reading.losses] == [("/0/unknown", 20_000)]


def answering(pages: dict[str, bytes | int]) -> Any:
    """Return a reader of addresses that knows these alone; a number is a status."""

    def reader(address: str, *, most_bytes: int, seconds: float) -> Fetched:
        found = pages.get(address)
        if found is None:
            raise CannotFetch("unknown", "It has no address in the DNS.")
        return Fetched(found, "", b"") if isinstance(found, int) else Fetched(200, "text/html", found)

    return reader


LINKED = b'<a href="https://jobs.lever.co/parcels">Our jobs</a>'


@pytest.mark.parametrize(("address", "page", "pages", "field"), [
    (LEVER, "", {LEVER: b"[]"}, "page"),
    (LEVER, "https://elsewhere.example/jobs", {LEVER: b"[]", "https://elsewhere.example/jobs": LINKED}, "page"),
    (LEVER, "https://evil-acme.example/jobs", {LEVER: b"[]", "https://evil-acme.example/jobs": LINKED}, "page"),
    (LEVER, "https://acme.example/jobs", {LEVER: b"[]", "https://acme.example/jobs": b"jobs.lever.co/parcels"}, "page"),
    (LEVER, "https://acme.example/jobs", {LEVER: b"[]"}, "page"),
    (LEVER, "https://acme.example/jobs", {LEVER: 404, "https://acme.example/jobs": LINKED}, "address"),
    ("https://acme.example/none.json", "", {}, "address"),
])  # fmt: skip
def test_an_address_that_is_not_the_company_s_is_refused(
    acme: Company, ana: User, *, address: str, page: str, pages: dict[str, bytes | int], field: str
) -> None:
    member(acme, ana)

    with pytest.raises(CannotImport) as refusal:
        read_address(by=ana, company=acme, system="lever", address=address, page=page, reader=answering(pages))

    assert refusal.value.field == field


def test_an_address_on_the_proved_domain_or_linked_from_it_is_read(acme: Company, ana: User, olga: User) -> None:
    member(acme, ana)
    own, page = "https://jobs.acme.example/feed.json", "https://www.acme.example/careers"
    reader = answering({own: b"own", LEVER: b"board", page: LINKED})

    assert read_address(by=ana, company=acme, system="lever", address=own, reader=reader) == b"own"
    assert read_address(by=ana, company=acme, system="lever", address=LEVER, page=page, reader=reader) == b"board"
    assert read_address(by=olga, company=acme, system="lever", address=LEVER, reader=reader) == b"board"
    assert read_address(by=None, company=acme, system="lever", address=LEVER, reader=reader) == b"board"


GREENHOUSE = "boards-api.greenhouse.io/v1/boards/parcels/jobs?content=true"


@pytest.mark.parametrize(("system", "address", "link", "is_linked"), [
    ("greenhouse", GREENHOUSE, "https://boards.greenhouse.io/embed/job_board/js?for=parcels", True),
    ("greenhouse", GREENHOUSE, "https://job-boards.greenhouse.io/parcels/jobs/1", True),
    ("greenhouse", GREENHOUSE, "https://boards.greenhouse.io/parcels2", False),
    ("greenhouse", GREENHOUSE, "https://evil.example/boards.greenhouse.io/parcels", False),
    ("ashby", "api.ashbyhq.com/posting-api/job-board/Parcels?x=1", "//jobs.ashbyhq.com/parcels", True),
    ("recruitee", "parcels.recruitee.com/api/offers/", "https://parcels.recruitee.com/", True),
    ("recruitee", "parcels.recruitee.com/api/offers/", "https://parcels.recruitee.com.evil.example/", False),
    ("smartrecruiters", "api.smartrecruiters.com/v1/companies/Parcels/postings",
     "https://careers.smartrecruiters.com/Parcels", True),
    ("teamtailor", "parcels.teamtailor.com/jobs.json", "https://parcels.teamtailor.com/jobs", True),
    ("personio", "parcels.jobs.personio.de/xml?language=en", "https://parcels.jobs.personio.com", True),
    ("workable", "www.workable.com/api/accounts/parcels?details=true", "https://apply.workable.com/parcels/", True),
    ("lever", "api.lever.co.evil.example/v0/postings/parcels", "https://jobs.lever.co/parcels", False),
    ("lever", GREENHOUSE, "https://boards.greenhouse.io/parcels", False),
    ("jsonld", "parcels.example/jobs/1", "https://parcels.example/jobs/1", False),
])  # fmt: skip
@pytest.mark.parametrize("element", ["<a href='{}'>x</a>", "<iframe src='{}'></iframe>", "<script src='{}'></script>"])
def test_a_page_links_to_a_board(system: str, address: str, link: str, *, is_linked: bool, element: str) -> None:
    assert links_to(element.format(link), system, f"https://{address}") is is_linked
    assert not links_to(f"<p>{link}</p>", system, f"https://{address}"), "words are no link"


def test_a_page_that_is_no_good_html_is_read_all_the_same() -> None:
    link = '<a href="https://jobs.lever.co/acme">Jobs</a>'
    script = '<script type="application/ld+json">{"@type": "JobPosting"}</script>'

    assert links_to(f"<![ <b>{link}", "lever", "https://api.lever.co/v0/postings/acme?mode=json")
    assert parse_page(f"<![ <b>{script}".encode()) == [{"@type": "JobPosting"}]


def test_hosts_are_compared_by_labels() -> None:
    assert is_of("jobs.acme.example", "acme.example")
    assert is_of("ACME.example.", "acme.example")
    assert not is_of("evil-acme.example", "acme.example")
    assert not is_of("", "acme.example")
    assert not is_of("", ""), "a company that has no domain yet owns nothing"
    assert not is_of("acme.example", "")
    assert pages_of("lever", "https://jobs.lever.co/parcels") == ()


def test_a_draft_changed_between_the_plan_and_the_yes_is_left(acme: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    take(acme)

    def planned(*given: Any) -> Plan:
        found = plan(*given)
        Job.objects.filter(source_id="a1f0c2d4-0001").update(title="Ours", changed_at=NOON.replace(hour=13))
        return found

    plan = importing.plan_of
    monkeypatch.setattr(importing, "plan_of", planned)

    done = take(acme, content=changed("lever", text="Theirs"))

    assert done.planned[0].outcome is Outcome.CHANGED
    assert Job.objects.get(source_id="a1f0c2d4-0001").title == "Ours"


def test_every_board_has_a_sample() -> None:
    assert set(FILES) == set(SYSTEMS)
