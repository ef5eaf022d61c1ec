"""Guards, money and words of postings: pure, each fault alone."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfutures.jobs.guards import faults, hints
from jobfutures.jobs.money import NoAmount, minor, plain, shown, written
from jobfutures.jobs.posting import Employer, Posting, Stage, Where
from jobfutures.jobs.wording import FAULTS, offset, pay_line, place_line
from jobfutures.kit.currencies import CODES, digits
from tests.people import NOON

GOOD = Posting(
    id="1", title="Backend engineer", description="x" * 200, employer=Employer("Acme", "acme.example"),
    topics={"A1": "Names"}, level="SENIOR", employment="FULL_TIME", workplace="HYBRID", hybrid_days=2,
    places=(Where("Berlin", "DE"),), applicant_countries=(), timezone_min=None, timezone_max=None,
    pay_min=6_500_000, pay_max=8_500_000, pay_currency="EUR", pay_period="YEAR", stages=(Stage("A call", 30, ("A1",)),),
    response_promise_days=7, vacancy_exists=True, is_internal=False, apply_address="https://acme.example/apply",
    posted_at=None, closes_at=NOON + timedelta(days=60), changed_at=NOON,
)  # fmt: skip
FAR = replace(GOOD, workplace="REMOTE", hybrid_days=None, places=(), applicant_countries=("DE", "PT"))
FOUR = tuple(Stage(f"Stage {number}", 75) for number in range(4))

FAULTY: list[tuple[Posting, dict[str, Any], list[tuple[str, str]]]] = [
    (GOOD, {}, []),
    (FAR, {}, []),
    (GOOD, {"title": "ab"}, [("title", "title_length")]),
    (GOOD, {"title": "x" * 120}, []),
    (GOOD, {"title": "x" * 121}, [("title", "title_length")]),
    (GOOD, {"description": "x" * 199}, [("description", "description_short")]),
    (GOOD, {"description": " " * 300}, [("description", "description_short")]),
    (GOOD, {"description": "x" * 10_000}, []),
    (GOOD, {"description": "x" * 10_001}, [("description", "description_long")]),
    (GOOD, {"topics": {}, "stages": (Stage("A call", 30),)}, [("topics", "no_topic")]),
    (GOOD, {"topics": {f"A{number}": "" for number in range(1, 13)}}, []),
    (GOOD, {"topics": {f"A{number}": "" for number in range(1, 14)}}, [("topics", "many_topics")]),
    (GOOD, {"level": ""}, [("level", "not_said")]),
    (GOOD, {"employment": ""}, [("employment", "not_said")]),
    (GOOD, {"workplace": ""}, [("workplace", "not_said")]),
    (GOOD, {"places": ()}, [("places", "no_place")]),
    (GOOD, {"places": (Where("Berlin", ""),)}, [("places", "no_place")]),
    (GOOD, {"places": (Where("Berlin", "DE"), Where(" ", "DE"))}, [("places", "no_place")]),
    (GOOD, {"places": (Where("Berlin", "XX"),)}, [("places", "no_place")]),
    (GOOD, {"hybrid_days": None}, [("hybrid_days", "no_days")]),
    (GOOD, {"hybrid_days": 5}, [("hybrid_days", "no_days")]),
    (GOOD, {"workplace": "ONSITE", "hybrid_days": None}, []),
    (FAR, {"applicant_countries": ()}, [("applicant_countries", "no_country")]),
    (FAR, {"applicant_countries": ("DE", "EU")}, [("applicant_countries", "no_country")]),
    (FAR, {"hybrid_days": 1}, [("hybrid_days", "remote_with_days")]),
    (FAR, {"timezone_min": 0, "timezone_max": 120}, []),
    (FAR, {"timezone_min": 0}, [("timezone_max", "half_timezones")]),
    (FAR, {"timezone_max": 0}, [("timezone_min", "half_timezones")]),
    (FAR, {"timezone_min": 60, "timezone_max": 0}, [("timezone_max", "timezones_order")]),
    (FAR, {"timezone_min": 0, "timezone_max": 900}, [("timezone_max", "timezones_order")]),
    (GOOD, {"pay_min": None}, [("pay_min", "no_pay")]),
    (GOOD, {"pay_max": 0, "pay_min": None}, [("pay_min", "no_pay"), ("pay_max", "no_pay")]),
    (GOOD, {"pay_currency": "EUX"}, [("pay_currency", "no_currency")]),
    (GOOD, {"pay_period": ""}, [("pay_period", "no_period")]),
    (GOOD, {"pay_min": 8_500_001}, [("pay_max", "pay_order")]),
    (GOOD, {"pay_max": 13_000_000}, []),
    (GOOD, {"pay_max": 13_000_001}, [("pay_max", "pay_wide")]),
    (GOOD, {"stages": ()}, [("stages", "stage_number")]),
    (GOOD, {"stages": FOUR}, []),
    (GOOD, {"stages": (*FOUR[:3], Stage("Long", 76))}, [("stages", "stage_minutes")]),
    (GOOD, {"stages": tuple(Stage("One", 10) for _ in range(5))}, [("stages", "stage_number")]),
    (GOOD, {"stages": (Stage("", 10),)}, [("stages", "stage_half")]),
    (GOOD, {"stages": (Stage("A call", 0),)}, [("stages", "stage_half")]),
    (GOOD, {"stages": (Stage("A call", 10, ("B1",)),)}, [("stages", "stage_topics")]),
    (GOOD, {"response_promise_days": 0}, [("response_promise_days", "promise")]),
    (GOOD, {"response_promise_days": 15}, [("response_promise_days", "promise")]),
    (GOOD, {"closes_at": None}, [("closes_on", "no_end")]),
    (GOOD, {"closes_at": NOON}, [("closes_on", "end_past")]),
    (GOOD, {"closes_at": NOON + timedelta(days=60, seconds=1)}, [("closes_on", "end_far")]),
    (GOOD, {"posted_at": NOON - timedelta(days=1)}, [("closes_on", "end_far")]),
    (GOOD, {"vacancy_exists": False}, [("vacancy_exists", "no_vacancy")]),
    (GOOD, {"apply_address": ""}, [("apply_url", "no_way_in")]),
    (GOOD, {"apply_address": "http://acme.example"}, [("apply_url", "no_way_in")]),
    (GOOD, {"apply_address": "https://[bad"}, [("apply_url", "no_way_in")]),
    (GOOD, {"apply_address": "", "is_internal": True}, []),
]  # fmt: skip


@pytest.mark.parametrize(("one", "changed", "expected"), FAULTY)
def test_each_guard_keeps_back_what_it_is_for(
    one: Posting, changed: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert faults(replace(one, **changed), NOON) == expected


def test_every_fault_has_words_and_every_guard_is_tried() -> None:
    tried = {name for _one, _changed, found in FAULTY for _field, name in found}

    assert tried | {"pay_quite_wide", "gendered"} == FAULTS.keys()


def test_hints() -> None:
    assert hints(GOOD) == []
    assert hints(replace(GOOD, pay_max=9_750_000)) == []
    assert hints(replace(GOOD, pay_max=9_750_001)) == [("pay_max", "pay_quite_wide")]
    assert hints(replace(GOOD, title="The theory of history")) == []
    assert hints(replace(GOOD, description="He leads the guys.")) == [("description", "gendered")]


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("65000", "EUR", 6_500_000), ("65,000", "EUR", 6_500_000), ("65 000.5", "USD", 6_500_050),
        ("45.50", "GBP", 4550),
        ("1'250", "CHF", 125_000), ("6500000", "JPY", 6_500_000), ("12.345", "KWD", 12_345), (" 7 ", "EUR", 700),
    ],
)  # fmt: skip
def test_amounts_as_people_type_them(text: str, currency: str, amount: int) -> None:
    assert minor(text, currency) == amount


@pytest.mark.parametrize(
    ("text", "currency", "why"),
    [
        ("", "EUR", "number"), ("65k", "EUR", "number"), ("1e5", "EUR", "number"), ("0x10", "EUR", "number"),
        ("65,00", "EUR", "number"), ("65.000,00", "EUR", "number"), ("٣", "EUR", "digits?"), ("1.005", "EUR", "digits"),
        ("0.1", "JPY", "digits"), ("0.12345", "KWD", "number"), ("9" * 13, "EUR", "number"), ("-1", "EUR", "number"),
    ],
)  # fmt: skip
def test_what_is_no_amount(text: str, currency: str, why: str) -> None:
    if why == "digits?":
        assert minor(text, currency) == 300  # a digit is a digit in every script
        return
    with pytest.raises(NoAmount) as refused:
        minor(text, currency)
    assert refused.value.why == why


@given(st.integers(0, 10**12 - 1), st.sampled_from(sorted(CODES)))
def test_an_amount_comes_back_as_it_was_kept(amount: int, currency: str) -> None:
    assert minor(written(amount, currency), currency) == amount
    assert minor(shown(amount, currency), currency) == amount
    assert round(plain(amount, currency) * 10 ** digits(currency)) == amount


def test_words_on_pay_and_place() -> None:
    assert pay_line(GOOD) == "EUR 65,000 to 85,000 a year"
    assert pay_line(replace(GOOD, pay_min=4550, pay_max=4550, pay_period="HOUR")) == "EUR 45.50 an hour"
    assert pay_line(replace(GOOD, pay_min=None)) == ""
    assert place_line(GOOD) == "Berlin, Germany; hybrid, 2 days a week on site"
    assert place_line(replace(GOOD, workplace="ONSITE")) == "Berlin, Germany; on site"
    assert place_line(FAR) == "Fully remote, from Germany, Portugal"
    zones = replace(FAR, timezone_min=-210, timezone_max=120)
    assert place_line(zones) == f"Fully remote, from Germany, Portugal; between {offset(-210)} and UTC+2"
