"""What a posting must say before anybody sees it. Pure: gives names of faults; their words stand in `wording`."""

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from jobfutures.jobs.posting import Posting
from jobfutures.jobs.rules import LONGEST_OPEN
from jobfutures.kit.countries import NAMES
from jobfutures.kit.currencies import CODES

type Faults = list[tuple[str, str]]
"""(field, name of the fault)"""

TITLE = range(3, 121)
DESCRIPTION = range(200, 10_001)
MOST_TOPICS = 12
MOST_STAGES = 4
MOST_MINUTES = 300
PROMISE_DAYS = range(1, 15)
ON_SITE_DAYS = range(1, 5)
WIDEST_PAY = 2.0  # highest over lowest; above it the range says nothing
WIDE_PAY = 1.5
TIMEZONES = range(-12 * 60, 14 * 60 + 1)
GENDERED = re.compile(
    r"\b(he|his|him|guys|manpower|chairman|craftsman|foreman|salesman|middleman|ninja|rockstar|rock star)\b",
    re.IGNORECASE,
)  # Source: the nouns and pronouns that style guides for job postings name first


def faults(posting: Posting, at: datetime) -> Faults:
    """Return all that keeps a posting from being published at an instant, in the order of the form."""
    first = [found for check in (words, sort, where, pay, interviews) for found in check(posting)]
    return [*first, *dates(posting, at), *applying(posting)]


def words(one: Posting) -> Iterator[tuple[str, str]]:
    if len(one.title.strip()) not in TITLE:
        yield "title", "title_length"
    if len(one.description.strip()) < DESCRIPTION.start:
        yield "description", "description_short"
    if len(one.description) >= DESCRIPTION.stop:
        yield "description", "description_long"


def sort(one: Posting) -> Iterator[tuple[str, str]]:
    if not one.topics:
        yield "topics", "no_topic"
    if len(one.topics) > MOST_TOPICS:
        yield "topics", "many_topics"
    for field in ("level", "employment", "workplace"):
        if not getattr(one, field):
            yield field, "not_said"


def where(one: Posting) -> Iterator[tuple[str, str]]:
    if one.workplace == "REMOTE":
        yield from remote(one)
    elif one.workplace:
        if not one.places or any(not place.city.strip() or place.country not in NAMES for place in one.places):
            yield "places", "no_place"
        if one.workplace == "HYBRID" and one.hybrid_days not in ON_SITE_DAYS:
            yield "hybrid_days", "no_days"


def remote(one: Posting) -> Iterator[tuple[str, str]]:
    if not one.applicant_countries or any(code not in NAMES for code in one.applicant_countries):
        yield "applicant_countries", "no_country"
    if one.hybrid_days:
        yield "hybrid_days", "remote_with_days"
    low, high = one.timezone_min, one.timezone_max
    if (low is None) != (high is None):
        yield "timezone_min" if low is None else "timezone_max", "half_timezones"
    elif low is not None and high is not None and (low > high or low not in TIMEZONES or high not in TIMEZONES):
        yield "timezone_max", "timezones_order"


def pay(one: Posting) -> Iterator[tuple[str, str]]:
    for field in ("pay_min", "pay_max"):
        if not getattr(one, field):
            yield field, "no_pay"
    if one.pay_currency not in CODES:
        yield "pay_currency", "no_currency"
    if not one.pay_period:
        yield "pay_period", "no_period"
    if one.pay_min and one.pay_max:
        if one.pay_min > one.pay_max:
            yield "pay_max", "pay_order"
        elif one.pay_max > WIDEST_PAY * one.pay_min:
            yield "pay_max", "pay_wide"


def interviews(one: Posting) -> Iterator[tuple[str, str]]:
    if not 1 <= len(one.stages) <= MOST_STAGES:
        yield "stages", "stage_number"
    if any(not stage.name.strip() or stage.minutes < 1 for stage in one.stages):
        yield "stages", "stage_half"
    if sum(stage.minutes for stage in one.stages) > MOST_MINUTES:
        yield "stages", "stage_minutes"
    if any(set(stage.topics) - one.topics.keys() for stage in one.stages):
        yield "stages", "stage_topics"
    if one.response_promise_days not in PROMISE_DAYS:
        yield "response_promise_days", "promise"


def dates(one: Posting, at: datetime) -> Iterator[tuple[str, str]]:
    if one.closes_at is None:
        yield "closes_on", "no_end"
    elif one.closes_at <= at:
        yield "closes_on", "end_past"
    elif one.closes_at > (one.posted_at or at) + LONGEST_OPEN:
        yield "closes_on", "end_far"
    if not one.vacancy_exists:
        yield "vacancy_exists", "no_vacancy"


def applying(one: Posting) -> Iterator[tuple[str, str]]:
    if not one.is_internal and not is_web_address(one.apply_address):
        yield "apply_url", "no_way_in"


def is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and not parts.username


def hints(one: Posting) -> Faults:
    """Return what is worth a second look, and keeps nothing back."""
    found = []
    if one.pay_min and one.pay_max and WIDE_PAY * one.pay_min < one.pay_max <= WIDEST_PAY * one.pay_min:
        found.append(("pay_max", "pay_quite_wide"))
    if GENDERED.search(f"{one.title} {one.description}"):
        found.append(("description", "gendered"))
    return found
