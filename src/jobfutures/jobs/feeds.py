"""Postings in the forms in which other programs take them: JSON Feed, Indeed's XML, CSV. Pure.

Sources: jsonfeed.org/version/1.1; docs.indeed.com, XML feeds of job boards.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from jobfutures.jobs.markup import description, job_posting
from jobfutures.jobs.money import written
from jobfutures.jobs.posting import Posting

NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no version of XML 1.0 can hold these
JOB_TYPES = {
    "FULL_TIME": "fulltime", "PART_TIME": "parttime", "CONTRACTOR": "contract", "TEMPORARY": "temporary",
    "INTERN": "internship",
}  # fmt: skip
REMOTE_TYPES = {"REMOTE": "Fully remote", "HYBRID": "Hybrid remote"}
COLUMNS = (
    "id", "title", "company", "domain", "level", "employment", "workplace", "days_on_site", "places",
    "applicant_countries", "pay_min", "pay_max", "currency", "period", "topics", "posted_on", "closes_on", "url",
)  # fmt: skip


def xml_text(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return NO_XML.sub("", text)


def json_item(one: Posting) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": one.address,
        "url": one.address,
        "title": f"{one.title} · {one.employer.name}",
        "content_html": description(one),
        "date_modified": one.changed_at.isoformat(),
        "authors": [{"name": one.employer.name, "url": f"https://{one.employer.host}"}],
        "tags": list(one.topics.values()),
        "_jobposting": job_posting(one),
    }
    if one.posted_at:
        found["date_published"] = one.posted_at.isoformat()
    return found


def json_feed(postings: Iterable[Posting], *, title: str, description: str, home: str, address: str) -> Iterator[str]:
    head = {
        "version": "https://jsonfeed.org/version/1.1", "title": title, "description": description,
        "home_page_url": home, "feed_url": address,
    }  # fmt: skip
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "items": ['
    for number, one in enumerate(postings):
        yield (", " if number else "") + json.dumps(json_item(one), ensure_ascii=False)
    yield "]}"


def indeed(postings: Iterable[Posting], *, publisher: str, address: str, at: datetime) -> Iterator[str]:
    """Yield one <job> for each place of work, or for each country of remote work, as Indeed wants it."""
    yield '<?xml version="1.0" encoding="utf-8"?>\n<source>\n'
    yield element("publisher", publisher) + element("publisherurl", address) + element("lastBuildDate", rfc_date(at))
    for one in postings:
        for reference, place in located(one):
            yield f"<job>\n{''.join(element(name, text) for name, text in indeed_job(one, reference, place))}</job>\n"
    yield "</source>\n"


def located(one: Posting) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (reference number, parts of the place) for each place; a number is never used for another one."""
    if one.workplace == "REMOTE":
        for code in one.applicant_countries:
            yield f"{one.id}-{code}", {"country": code}
        return
    for number, place in enumerate(one.places, 1):
        parts = {"streetaddress": place.street, "city": place.city, "state": place.region, "country": place.country}
        yield f"{one.id}-{number}", {**parts, "postalcode": place.postal}


def indeed_job(one: Posting, reference: str, place: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield "title", one.title
    yield "date", rfc_date(one.posted_at or one.changed_at)
    yield "referencenumber", reference
    yield "requisitionid", one.id
    yield "url", one.address
    yield "company", one.employer.name
    yield "sourcename", one.employer.name
    yield from ((name, text) for name, text in place.items() if text)
    yield "description", description(one)
    yield "salary", one.pay_line
    yield "jobtype", JOB_TYPES[one.employment]
    if one.workplace in REMOTE_TYPES:
        yield "remotetype", REMOTE_TYPES[one.workplace]
    yield "category", ", ".join(one.topics.values())
    if one.closes_at:
        yield "expirationdate", rfc_date(one.closes_at)


def element(name: str, text: str) -> str:
    inside = xml_text(text).replace("]]>", "]]]]><![CDATA[>")
    return f"<{name}><![CDATA[{inside}]]></{name}>\n"


def rfc_date(at: datetime) -> str:
    return format_datetime(at.astimezone(UTC), usegmt=True)


class Echo:
    """What a CSV writer writes to: gives each line back."""

    def write(self, line: str) -> str:
        return line


def table(postings: Iterable[Posting]) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield writer.writerow(COLUMNS)
    for one in postings:
        yield writer.writerow(harmless(cell) for cell in cells(one))


def cells(one: Posting) -> Iterator[str]:
    yield from (one.id, one.title, one.employer.name, one.employer.host, one.level, one.employment, one.workplace)
    yield str(one.hybrid_days or "")
    yield "; ".join(f"{place.city}, {place.country}" for place in one.places)
    yield " ".join(one.applicant_countries)
    yield from (written(amount, one.pay_currency) for amount in (one.pay_min, one.pay_max))
    yield from (one.pay_currency, one.pay_period, "; ".join(one.topics.values()))
    yield from (day.date().isoformat() if day else "" for day in (one.posted_at, one.closes_at))
    yield one.address


def harmless(cell: str) -> str:
    """Keep spreadsheets from running a cell as a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
