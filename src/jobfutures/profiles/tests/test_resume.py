"""A JSON Resume goes in and comes out without loss, and is refused with the place where it is wrong."""

import json
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings

from jobfutures.profiles.resume.faults import Refused
from jobfutures.profiles.resume.merging import merged, replaced
from jobfutures.profiles.resume.pairs import Resume
from jobfutures.profiles.resume.planning import Outcome, changes
from jobfutures.profiles.resume.reading import read
from jobfutures.profiles.resume.writing import document
from jobfutures.profiles.tests.documents import ANA, documents

EXACTLY = settings(max_examples=300, deadline=None)


def again(resume: Resume) -> str:
    return json.dumps(document(resume))


@EXACTLY
@given(documents())
def test_what_was_read_is_written_as_it_was_with_every_key_in_its_place(written: dict[str, Any]) -> None:
    text = json.dumps(written)

    assert again(read(text)) == text


@EXACTLY
@given(documents(), documents())
def test_reading_a_file_into_nothing_and_reading_it_twice_lose_nothing(one: Any, other: Any) -> None:
    first, second = read(json.dumps(one)), read(json.dumps(other))

    assert again(merged(Resume(), first)) == again(first)
    assert again(replaced(first, second)) == again(second)
    assert keys(document(first)) <= keys(document(merged(first, second)))


def keys(value: Any) -> set[str]:
    """Return the keys that stand in the document itself."""
    return set(value)


def test_the_written_one_comes_back_and_its_columns_hold_what_they_should() -> None:
    resume = read(json.dumps(ANA))

    assert document(resume) == ANA
    assert resume.basics.columns["headline"] == "Backend developer"
    assert resume.location.columns == {"city": "Berlin", "country": "DE"}
    assert [one.columns.get("began") for one in resume.sections["work"]] == ["2020-03", "2016"]
    assert "years" not in resume.sections["topics"][1].columns, "no number, so it stays as it was written"


def test_a_file_put_together_with_itself_changes_nothing() -> None:
    here = with_ids(read(json.dumps(ANA)))

    found = changes(here, merged(here, read(json.dumps(ANA))))

    assert {one.outcome for one in found} == {Outcome.KEPT}
    assert again(merged(here, read(json.dumps(ANA)))) == again(here)


def test_merging_keeps_what_the_file_does_not_say_and_replacing_does_not() -> None:
    here = with_ids(read(json.dumps(ANA)))
    file = read(json.dumps({"basics": {"phone": "2"}, "work": [{"name": "Shop", "position": "Developer",
                "startDate": "2016", "summary": "More."}, {"name": "New"}], "x-tool": 1}))  # fmt: skip
    together, instead = merged(here, file), replaced(here, file)

    assert [one.columns.get("name") for one in together.sections["work"]] == ["Till & Sons", "Shop", "New"]
    assert together.basics.columns["phone"] == "2"
    assert together.basics.columns["name"] == "Ana Núñez"
    shop = document(together)["work"][1]
    assert (shop["endDate"], shop["summary"]) == ("2020-02-29", "More.")
    assert document(instead) == document(file)
    told = {(one.part, one.name): one for one in changes(here, together)}
    assert told["work", "Developer, Shop"].columns == ("summary",)
    assert told["work", "New"].outcome is Outcome.ADDED
    assert told["about", "phone"].outcome is Outcome.CHANGED
    assert told["rest", "x-tool"].outcome is Outcome.CHANGED
    removed = {(one.part, one.name) for one in changes(here, instead) if one.outcome is Outcome.REMOVED}
    assert {("work", "Senior developer, Till & Sons"), ("about", "name"), ("rest", "volunteer")} <= removed


def test_two_entries_of_the_same_name_stay_two() -> None:
    twice = {"languages": [{"language": "German"}, {"language": "german", "x": 1}], "projects": [{"name": "a"}] * 2}

    assert document(merged(Resume(), read(json.dumps(twice)))) == twice
    assert document(merged(with_ids(read(json.dumps(twice))), read(json.dumps(twice)))) == twice


@pytest.mark.parametrize(
    ("written", "pointer", "words"),
    [
        ("", "", "This is no JSON"),
        ("{", "", "This is no JSON"),
        ("[]", "", "An object has to stand here"),
        ('{"basics": []}', "/basics", "An object"),
        ('{"basics": {"name": 3}}', "/basics/name", "A text"),
        ('{"basics": {"location": "Berlin"}}', "/basics/location", "An object"),
        ('{"basics": {"profiles": {}}}', "/basics/profiles", "A list"),
        ('{"basics": {"profiles": [null]}}', "/basics/profiles/0", "An object"),
        ('{"work": {"name": "a"}}', "/work", "A list"),
        ('{"work": [{}, {"startDate": "May 2020"}]}', "/work/1/startDate", "No date"),
        ('{"work": [{"endDate": "2021-02-29"}]}', "/work/0/endDate", "No date"),
        ('{"work": [{"highlights": "many"}]}', "/work/0/highlights", "A list"),
        ('{"work": [{"highlights": ["a", 1]}]}', "/work/0/highlights/1", "A text"),
        ('{"volunteer": ["a"]}', "/volunteer/0", "An object"),
        ('{"meta": []}', "/meta", "An object"),
        (json.dumps({"basics": {"label": "x" * 121}}), "/basics/label", "At most"),
        (json.dumps({"skills": [{}] * 201}), "/skills", "At most"),
        ('{"a/b~": {"c": "\\u0000"}}', "/a~1b~0/c", "cannot be kept"),
        ('{"a": "\\ud800"}', "/a", "cannot be kept"),
        ('{"a": 1e400}', "/a", "A number"),
        ('{"a": NaN}', "/a", "A number"),
        ('{"a": %s}' % ("9" * 5000), "", "A number"),
        ('{"a": {"b": 1, "b": 2}}', "/a", "stands here twice"),
        ("[" * 33 + "]" * 33, "/0" * 32, "32 levels"),
        ("[" * 100_000, "", "32 levels"),
        (json.dumps({"a": "x" * 512 * 1024}), "", "512 KiB"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(written: str, pointer: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        read(written)

    (fault, *_more) = refused.value.faults
    assert fault.pointer == pointer
    assert words in fault.sentence % dict(fault.values)


def test_a_long_key_over_many_faults_costs_little() -> None:
    text = json.dumps({"k" * 100_000: ["\0"] * 40_000})

    with pytest.raises(Refused) as refused:
        read(text)

    assert len(refused.value.faults) == 50
    assert all(len(fault.pointer) < 60 for fault in refused.value.faults)


def test_thirty_two_levels_are_taken() -> None:
    text = '{"a": ' + "[" * 31 + "]" * 31 + "}"

    assert again(read(text)) == text


def with_ids(resume: Resume) -> Resume:
    """Return a document as it is once it was stored."""
    sections = {name: [replace(one, id=uuid4()) for one in found] for name, found in resume.sections.items()}
    return replace(resume, sections=sections)
