"""/profile/import/: a file is shown first, taken in after a yes, and comes out again as it was."""

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings

from jobfutures.accounts.models import User
from jobfutures.profiles import personal
from jobfutures.profiles.commands.importing import Way
from jobfutures.profiles.models import Parcel, Profile, TopicClaim, WorkItem
from jobfutures.profiles.tests.documents import ANA, documents
from jobfutures.profiles.tests.made import taken
from jobfutures.topics.models import Area
from tests.people import NOON

IMPORT, PLAN, JSON = "/profile/import/", "/profile/import/plan/", "/profile/resume.json"


def bring(client: Client, written: object, way: str = "merge") -> Any:
    content = written if isinstance(written, bytes) else json.dumps(written).encode()
    return client.post(IMPORT, {"file": SimpleUploadedFile("resume.json", content), "way": way})


def say_yes(client: Client, way: str = "merge") -> Any:
    seal = re.search(r'name="seal" value="(\w+)"', client.get(PLAN, {"way": way}).text)
    return client.post(PLAN, {"way": way, "seal": seal[1] if seal else ""})


def test_a_file_is_shown_first_and_taken_in_after_a_yes(at_home: Client, ana: User, names: Area) -> None:
    assert bring(at_home, ANA)["Location"] == f"{PLAN}?way=merge"
    page = at_home.get(PLAN).text
    assert "Senior developer, Till &amp; Sons" in page
    assert "Volunteer work" in page
    assert not Profile.objects.exists()
    assert not WorkItem.objects.exists()

    assert say_yes(at_home)["Location"] == "/profile/"

    assert at_home.get(JSON).json() == ANA
    assert json.dumps(at_home.get(JSON).json()) == json.dumps(ANA), "every key stands where it stood"
    claims = TopicClaim.objects.visible_to(ana).order_by("position")
    assert [claim.topic for claim in claims] == [names, None], "a name of the guide is found whatever its letters"
    assert not Parcel.objects.exists()


def test_pasted_text_does_as_well_as_a_file(at_home: Client) -> None:
    answer = at_home.post(IMPORT, {"text": json.dumps(ANA), "way": "replace"})

    assert answer["Location"] == f"{PLAN}?way=replace"


def test_the_same_file_twice_changes_nothing(at_home: Client, ana: User) -> None:
    taken(ana, ANA)
    before = [personal.export(ana), list(WorkItem.objects.values())]
    bring(at_home, ANA)

    page = at_home.get(PLAN).text
    assert page.count("<b>kept</b>") > 10
    assert "<b>added</b>" not in page
    assert "<b>changed</b>" not in page
    say_yes(at_home)

    after: list[Any] = [personal.export(ana), list(WorkItem.objects.values())]
    assert json.dumps(after[0]["resume.json"]) == json.dumps(before[0]["resume.json"])
    assert after[1] == before[1]


def test_replacing_leaves_what_a_file_cannot_say(at_home: Client, ana: User) -> None:
    taken(ana, ANA)
    Profile.objects.update(search_state="LOOKING", timezone="Europe/Berlin", workplaces=["REMOTE"])
    bring(at_home, {"work": [{"name": "New"}]})

    assert "<b>removed</b>" in at_home.get(PLAN, {"way": "replace"}).text
    say_yes(at_home, "replace")

    assert at_home.get(JSON).json() == {"work": [{"name": "New"}], "basics": {"email": ana.email}}
    profile = Profile.objects.get()
    assert (profile.search_state, profile.timezone, profile.workplaces) == ("LOOKING", "Europe/Berlin", ["REMOTE"])


def test_an_entry_that_stays_keeps_its_id(ana: User) -> None:
    taken(ana, ANA)
    before = set(WorkItem.objects.values_list("pk", flat=True))

    taken(ana, {**ANA, "work": [{**ANA["work"][0], "summary": "More."}]}, Way.REPLACE)

    (stays,) = WorkItem.objects.values_list("pk", flat=True)
    assert stays in before


def test_a_yes_to_another_plan_than_was_shown_changes_nothing(at_home: Client, ana: User) -> None:
    bring(at_home, ANA)
    seal = re.search(r'name="seal" value="(\w+)"', at_home.get(PLAN).text)
    at_home.post("/profile/about/", {"name": "Somebody"})

    answer = at_home.post(PLAN, {"way": "merge", "seal": seal[1] if seal else ""})

    assert answer.status_code == 409
    assert "Look again, then say yes." in answer.text
    assert Profile.objects.get().name == "Somebody"
    assert not WorkItem.objects.exists()
    assert say_yes(at_home).status_code == 302


def test_a_yes_sent_twice_takes_the_file_in_once(at_home: Client) -> None:
    bring(at_home, ANA)
    say_yes(at_home)

    answer = at_home.post(PLAN, {"way": "merge", "seal": "x"}, follow=True)

    assert answer.status_code == 200
    assert "taken in or thrown away meanwhile" in answer.text
    assert WorkItem.objects.count() == 2


def test_a_profile_does_not_grow_beyond_what_a_file_may_be(at_home: Client) -> None:
    bring(at_home, {"one": "x" * 300_000, "many": list(range(1000))})
    say_yes(at_home)
    bring(at_home, {"two": "x" * 300_000, **{f"key-{number}": 1 for number in range(300)}})
    assert "And 103 more." in at_home.get(PLAN).text

    answer = say_yes(at_home)

    assert answer.status_code == 409
    assert "more than 512 KiB" in answer.text
    assert "two" not in at_home.get(JSON).json()


def test_a_file_can_be_thrown_away(at_home: Client) -> None:
    bring(at_home, ANA)
    assert "still waits for your yes" in at_home.get(IMPORT).text

    at_home.post("/profile/import/withdrawal/")

    assert at_home.get(PLAN).status_code == 404
    assert not Profile.objects.exists()


def test_a_file_of_somebody_else_does_not_exist(at_home: Client, stranger: Client) -> None:
    bring(at_home, ANA)

    assert stranger.get(PLAN).status_code == 404


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Choose a file, or paste its text below."),
        (b"{", "This is no JSON: line 1, column 2 cannot be read."),
        (b"\xff\xfe{}", "This file is no text in UTF-8."),
        (b'{"work": [{"startDate": "May 2020"}]}', "/work/0/startDate: No date"),
        (b'{"basics": {"name": 3}}', "/basics/name: A text has to stand here"),
        (b"[" * 100_000, "More than 32 levels"),
        (b'"' + b"x" * 512 * 1024 + b'"', "larger than 512 KiB"),
        (json.dumps({"work": [{"startDate": "x"}] * 20}).encode(), "There are 12 more faults."),
    ],
)
def test_a_file_that_is_wrong_is_refused_whole_with_its_places(at_home: Client, content: bytes, sentence: str) -> None:
    answer = bring(at_home, content)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Parcel.objects.exists()


def test_the_text_of_a_refused_file_stands_in_the_form_to_be_mended(at_home: Client) -> None:
    answer = bring(at_home, b'{"work": [{"startDate": "May 2020"}], "note": "written at night"}')

    assert "written at night" in answer.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents())
def test_import_and_export_lose_no_key_and_no_value_of_any_document(ana: User, written: dict[str, Any]) -> None:
    with transaction.atomic():
        taken(ana, written)
        once = personal.export(ana)["resume.json"]
        personal.erase(ana, NOON)
        taken(ana, once)
        twice = personal.export(ana)["resume.json"]
        transaction.set_rollback(True)

    assert without_added_address(once, written) == json.dumps(written)
    assert json.dumps(once) == json.dumps(twice)


def without_added_address(found: Any, written: dict[str, Any]) -> str:
    """Return a document without the address of the account, which stands in it where the file named none."""
    basics = written.get("basics") or {}
    if "email" in basics:
        return json.dumps(found)
    rest = {key: value for key, value in found["basics"].items() if key != "email"}
    if basics:
        return json.dumps({**found, "basics": rest})
    assert not rest
    if "basics" in written:
        return json.dumps({**found, "basics": written["basics"]})
    return json.dumps({key: value for key, value in found.items() if key != "basics"})
