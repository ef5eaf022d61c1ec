"""Boards of every shape come in with the right pay, period, workplace and dates, and nothing is lost in silence."""

import json
import re
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jobfutures.jobs.boards.parsing import MOST_BYTES, parse_json, parse_xml
from jobfutures.jobs.boards.reading import MOST_ENTRIES, read
from jobfutures.jobs.boards.shapes import Ask, Found, Refused, Skip, Why
from jobfutures.jobs.boards.wording import ASKED, DIFFERS, LOST, NO_ID, NO_TITLE, SKIPPED
from jobfutures.jobs.tests.reading import (
    COUNTRIES,
    EXPECTED,
    PLACES,
    SYSTEMS,
    facts,
    read_sample,
    sample,
)
from tests.people import NOON


def of(system: str, number: str) -> Found:
    return next(one for one in read_sample(system).found if one.external_id == number)


def notes(found: Found) -> set[Ask]:
    return {one.ask for one in found.notes}


def lost(system: str) -> dict[str, Why]:
    """Return why each place of a sample was lost, with stars for the numbers in it."""
    return {re.sub(r"/\d+(?=/|$)", "/*", one.pointer): one.why for one in read_sample(system).losses}


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_entry_is_read_with_its_pay_period_workplace_and_dates(system: str) -> None:
    reading = read_sample(system)

    found = {(system, one.external_id): one for one in reading.found}
    assert {key: facts(one) for key, one in found.items()} == {
        key: row for key, row in EXPECTED.items() if key[0] == system
    }
    assert {key: [(place.city, place.country) for place in one.places] for key, one in found.items()} == {
        key: row for key, row in PLACES.items() if key[0] == system
    }
    assert {key: one.applicant_countries for key, one in found.items() if one.applicant_countries} == {
        key: row for key, row in COUNTRIES.items() if key[0] == system
    }
    assert all(one.sentence == DIFFERS for one in reading.faults), "only a number that is taken is left out"


def test_entities_are_undone_once_and_scripts_are_nowhere() -> None:
    found = of("greenhouse", "4001")

    assert found.title == "Senior Backend Engineer (R&D)"
    assert found.description == "Parcels & routes, with \\<T\\> types.\n\n-   Python\n-   SQL and joins"
    assert of("greenhouse", "4002").title == "Platform Engineer"


def test_the_parts_of_a_description_stand_together_and_bare_items_get_their_list() -> None:
    assert of("lever", "a1f0c2d4-0001").description == (
        "We count parcels.\n\nYou write the service.\n\n### What you do\n\n-   Review changes\n"
        "-   Write tests with pytest\n\nWe answer in a week."
    )
    assert (
        "### Your role & team\n\n-   Own the plan\n-   Write \\<5 tests a day" in of("personio", "1834171").description
    )


def test_pay_that_the_employer_hides_is_not_taken_and_told_as_hidden() -> None:
    found = of("ashby", "7d0c-0002")
    document = json.loads(sample("ashby"))
    del document["jobs"][0]["shouldDisplayCompensationOnJobPostings"]
    unsaid = read_sample("ashby", json.dumps(document).encode()).found[0]

    assert found.pay is None
    assert Ask.PAY in notes(found)
    assert lost("ashby")["/jobs/*/compensation/summaryComponents/*/minValue"] in (Why.HIDDEN, Why.UNKNOWN)
    hidden = [one for one in read_sample("ashby").losses if one.why is Why.HIDDEN]
    assert "/jobs/1/compensation/summaryComponents/0/minValue" in {one.pointer for one in hidden}
    assert unsaid.pay is None, "where it is not said that pay is shown, it is not"


def test_what_a_board_does_not_say_is_asked_and_never_guessed() -> None:
    assert {Ask.WORKPLACE, Ask.PERIOD} <= notes(of("greenhouse", "4001"))
    assert Ask.PAY_SEVERAL in notes(of("greenhouse", "4002"))
    assert {Ask.FUTURE, Ask.PLACE} <= notes(of("greenhouse", "4004"))
    assert {Ask.OLD, Ask.PERIOD, Ask.COUNTRIES, Ask.EMPLOYMENT} <= notes(of("lever", "a1f0c2d4-0002"))
    assert Ask.PAY in notes(of("lever", "a1f0c2d4-0004")), "two zeros are no pay"
    assert Ask.OLD in notes(of("ashby", "7d0c-0002"))
    assert {Ask.WORKPLACE, Ask.PAY_ONE_END, Ask.PLACE} <= notes(of("recruitee", "2504295"))
    assert Ask.CLOSED in notes(of("recruitee", "2504297"))
    assert Ask.WORKPLACE in notes(of("workable", "E0AA0943B5"))
    assert Ask.PAY_UNREAD in notes(of("workable", "F1BB0943C6"))
    assert {Ask.WORKPLACE, Ask.CLOSED, Ask.EMPLOYMENT} <= notes(of("jsonld", "P-78")), "a place, and telecommuting"
    assert {Ask.DATE, Ask.CURRENCY, Ask.COUNTRIES} <= notes(of("jsonld", "P-79"))


def test_prospects_and_what_is_not_listed_are_skipped_and_said() -> None:
    assert [(one.why, one.title) for one in read_sample("greenhouse").skipped] == [(Skip.PROSPECT, "Future openings")]
    assert [(one.why, one.title) for one in read_sample("ashby").skipped] == [(Skip.UNLISTED, "Hidden Engineer")]
    assert [one.why for one in read_sample("recruitee").skipped] == [Skip.UNLISTED]
    assert [one.why for one in read_sample("smartrecruiters").skipped] == [Skip.UNLISTED]


def test_a_number_that_stands_twice_is_taken_once() -> None:
    reading = read_sample("personio")

    assert [one.why for one in reading.skipped] == [Skip.TWICE]
    (fault,) = reading.faults
    assert (fault.pointer, fault.values) == ("/workzag-jobs/position/3", (("id", "1834171"),))


def test_an_unknown_key_is_a_loss_and_no_error() -> None:
    found = lost("greenhouse")

    assert found["/jobs/*/ai_disclaimer"] is Why.UNKNOWN
    assert found["/jobs/*/ai_opt_out_request_url"] is Why.UNKNOWN
    assert found["/jobs/*/pay_input_ranges/*/blurb"] is Why.UNKNOWN
    assert found["/meta/total"] is Why.UNKNOWN


def objects(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the places of all objects in a document."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    own = [path] if isinstance(value, dict) else []
    return own + [found for key, one in inside for found in objects(one, (*path, key))]


def with_key(document: Any, path: tuple[str | int, ...], key: str, value: Any) -> Any:
    copied = json.loads(json.dumps(document))
    place = copied
    for step in path:
        place = place[step]
    place[key] = value
    return copied


JSON_SYSTEMS = [one for one in SYSTEMS if one not in ("personio", "jsonld")]


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_key_that_nobody_knows_is_told_wherever_it_stands_and_changes_nothing_else(data: st.DataObject) -> None:
    system = data.draw(st.sampled_from(JSON_SYSTEMS))
    document = json.loads(sample(system))
    before = read_sample(system)
    taken = [
        path for path in objects(document) if not any(pointer(path).startswith(one.pointer) for one in before.skipped)
    ]
    path = data.draw(st.sampled_from(taken))
    key = "new_" + data.draw(st.text("abc/~é_", min_size=1, max_size=8))
    value = data.draw(st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.just([]), st.just({})))

    after = read_sample(system, json.dumps(with_key(document, path, key, value)).encode())

    assert after.found == before.found
    assert (after.skipped, after.faults) == (before.skipped, before.faults)
    assert key in {one.key for one in after.losses}
    assert {one.pointer for one in before.losses} <= {one.pointer for one in after.losses}


def pointer(path: tuple[str | int, ...]) -> str:
    return "".join(f"/{one}" for one in path)


@pytest.mark.parametrize(("system", "old", "new"), [
    ("personio", b"<keywords>", b"<newKey>x</newKey><keywords>"),
    ("personio", b"<position>\n    <id>1834171</id>\n    <sub", b"<position newKey='1'><id>1834171</id><sub"),
    ("jsonld", b'"directApply": true', b'"directApply": true, "newKey": 1'),
    ("jsonld", b'"unitText": "YEAR"', b'"unitText": "YEAR", "newKey": 1'),
])  # fmt: skip
def test_pages_and_feeds_of_other_kinds_tell_unknown_keys_too(system: str, old: bytes, new: bytes) -> None:
    after = read_sample(system, sample(system).replace(old, new, 1))

    assert after.found == read_sample(system).found
    assert any("newKey" in one.pointer for one in after.losses)


@pytest.mark.parametrize(("system", "content", "pointer"), [
    ("greenhouse", b"{", ""), ("greenhouse", b"\xff\xfe", ""), ("greenhouse", b"[]", ""),
    ("greenhouse", b"{}", "/jobs"),
    ("greenhouse", b'{"jobs": {}}', "/jobs"), ("greenhouse", b'{"jobs": NaN}', ""),
    ("lever", b'{"ok": false, "error": "Document not found"}', ""), ("ashby", b"null", ""),
    ("ashby", b'{"jobs": "none"}', "/jobs"), ("recruitee", b'{"offers": 1}', "/offers"),
    ("smartrecruiters", b'{"content": null}', "/content"), ("teamtailor", b'{"jobs": []}', "/items"),
    ("workable", b'"text"', ""), ("personio", b"<html></html>", ""), ("personio", b"<workzag-jobs>", ""),
    ("personio", b'<!DOCTYPE a [<!ENTITY b "c">]><workzag-jobs>&b;</workzag-jobs>', ""),
    ("jsonld", b"<html><body>Nothing</body></html>", ""), ("jsonld", b'{"@type": "Organization"}', ""),
    ("jsonld", b'<script type="application/ld+json">{"a": </script>', "/0"),
    ("lever", b"[" * 40 + b"]" * 40, "/0" * 32), ("lever", b"[" * 100_000, ""),
    ("lever", b"[1" + b"0" * 5000 + b"]", ""),
])  # fmt: skip
def test_another_shape_is_refused_whole_with_the_place(system: str, content: bytes, pointer: str) -> None:
    with pytest.raises(Refused) as refusal:
        read(system, content, at=NOON)

    assert refusal.value.fault.pointer == pointer


def test_too_large_and_too_many_are_refused() -> None:
    with pytest.raises(Refused, match="refused"):
        parse_json(b" " * (MOST_BYTES + 1))
    with pytest.raises(Refused, match="refused"):
        parse_xml(b" " * (MOST_BYTES + 1))
    with pytest.raises(Refused) as refusal:
        read("lever", json.dumps([{}] * (MOST_ENTRIES + 1)).encode(), at=NOON)
    assert dict(refusal.value.fault.values) == {"most": MOST_ENTRIES, "number": MOST_ENTRIES + 1}


def test_an_entry_that_cannot_be_read_is_left_out_and_named_and_the_others_are_read() -> None:
    good = {"id": "1", "text": "Engineer"}
    entries = [{"text": "No number"}, {"id": "2", "text": " <b></b> "}, 7, good, {"id": "x" * 201, "text": "Long"}]

    reading = read("lever", json.dumps(entries).encode(), at=NOON)

    assert [one.external_id for one in reading.found] == ["1"]
    assert [one.pointer for one in reading.faults] == ["/0", "/1", "/2", "/4"]
    assert [one.sentence for one in reading.faults][:2] == [NO_ID, NO_TITLE]


def test_an_unknown_board_that_answers_an_empty_list_has_nothing() -> None:
    reading = read("ashby", b'{"apiVersion": "1", "jobs": []}', at=NOON)

    assert (reading.found, reading.faults) == ((), ())


def test_values_of_another_kind_than_documented_are_asked_for_and_told() -> None:
    entry = {
        "id": 5, "text": "Engineer", "createdAt": "soon", "workplaceType": ["remote"], "categories": "none", "lists": 3,
        "salaryRange": {"min": "much", "max": True, "currency": 7, "interval": {}}, "hostedUrl": "javascript:1",
    }  # fmt: skip

    reading = read("lever", json.dumps([entry]).encode(), at=NOON)

    (found,) = reading.found
    assert (found.external_id, found.url, found.pay, found.workplace, found.posted_at) == ("5", "", None, "", None)
    told = {one.pointer for one in reading.losses}
    assert {"/0/createdAt", "/0/workplaceType/0", "/0/categories", "/0/salaryRange/min", "/0/salaryRange/max"} <= told
    assert {"/0/salaryRange/interval", "/0/hostedUrl"} <= told


WORDS = ["id", "title", "text", "jobs", "location", "name", "salaryRange", "min", "compensation", "address",
         "categories", "lists", "content"]  # fmt: skip
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.text(max_size=8), st.floats(-1e20, 1e20)
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(WORDS), inner, max_size=5)
    ),
    max_leaves=25,
)  # fmt: skip
ROOTS = {"greenhouse": "jobs", "ashby": "jobs", "workable": "jobs", "recruitee": "offers",
         "smartrecruiters": "content", "teamtailor": "items"}  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(VALUES, st.sampled_from(JSON_SYSTEMS))
@example({"id": "2", "title": "B", "address": True, "location": "Oslo"}, "ashby")
def test_whatever_json_comes_it_is_read_or_refused(value: Any, system: str) -> None:
    entries = [value, {"id": "1", "title": "A", "name": "A", "text": "A", "internal_job_id": 1, "shortcode": "1"}]
    root = ROOTS.get(system)
    with suppress(Refused):
        read(system, json.dumps(value).encode(), at=NOON)

    reading = read(system, json.dumps({root: entries} if root else entries).encode(), at=NOON)

    assert reading.found[-1].external_id == "1"


def test_every_question_and_every_reason_has_a_sentence() -> None:
    assert set(ASKED) == set(Ask)
    assert set(LOST) == set(Why)
    assert set(SKIPPED) == set(Skip)


def test_fractions_are_exact() -> None:
    assert parse_json(b"[0.1]") == [Decimal("0.1")]
