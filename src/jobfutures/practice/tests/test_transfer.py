"""A practice that is taken along comes back as it was."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from hypothesis import given

from jobfutures.accounts.models import User
from jobfutures.guide.models import Card
from jobfutures.practice import personal
from jobfutures.practice.commands.entries import merge_entries
from jobfutures.practice.commands.importing import import_practice
from jobfutures.practice.models import Entry, Memory, Plan, Preference, Sitting, Telling, Walkthrough
from jobfutures.practice.personal import practice_of
from jobfutures.practice.rules import Act, Line
from jobfutures.practice.schema import PRACTICE
from jobfutures.practice.shown import card_name
from jobfutures.practice.tests.logs import MOMENTS, key_of, logs
from jobfutures.practice.tests.test_merging import Log, brought, expected, forgotten, memories, properties
from jobfutures.topics.models import Role

NOW = MOMENTS[-1]
FILE, IMPORT = "/practice/progress/practice.json", "/practice/progress/import/"
STEP = {"kind": "cards", "key": "", "title": "", "seconds": 60, "count": 3}


def everything(person: User, cards: list[Card]) -> None:
    """Give a person one of everything that the room keeps, with times to the microsecond."""
    at = NOW - timedelta(microseconds=123_457)
    Telling.objects.create(
        owner=person,
        question=cards[0].question,
        seconds=71,
        covered=["one"],
        missed=["two"],
        typed="Two «names».",
        at=at,
    )
    Walkthrough.objects.create(owner=person, title="Till", answers={"why": "It\nwas slow."}, made_at=at, saved_at=at)
    Sitting.objects.create(owner=person, minutes=15, steps=[STEP], done=["cards:"], begun_at=at)
    Plan.objects.create(
        owner=person, role=Role.objects.get(), level="MIDDLE", interview_on=at.date(), minutes_a_day=60, made_at=at
    )
    Preference.objects.create(owner=person, new_a_day=3, reviews_a_day=40, four_grades=True)


def upload(client: Client, content: bytes | str) -> HttpResponse:
    text = content.encode() if isinstance(content, str) else content
    answer: Any = client.post(IMPORT, {"file": SimpleUploadedFile("practice.json", text, "application/json")})
    return answer


def rows() -> list[list[dict[str, Any]]]:
    return [list(kept.objects.order_by("pk").values()) for kept in personal.KEPT]


@properties
@given(logs())
def test_export_and_import_are_the_same_practice_in_an_empty_account_and_in_the_same(
    ana: User, ben: User, cards: list[Card], log: Log
) -> None:
    def example() -> None:
        everything(ana, cards)
        merge_entries(by=ana, brought=brought(log, cards), at=NOW + timedelta(microseconds=1))
        taken = practice_of(ana).model_dump_json()
        before = rows()

        assert import_practice(by=ana, practice=PRACTICE.validate_json(taken), at=NOW).is_nothing
        assert rows() == before

        personal.erase(ana, NOW)
        import_practice(by=ben, practice=PRACTICE.validate_json(taken), at=NOW)
        assert practice_of(ben).model_dump_json() == taken
        assert memories(ben) == expected(log, cards)

    forgotten(example)


def test_the_file_is_downloaded_and_read_in_and_the_second_time_changes_nothing(
    at_home: Client, stranger: Client, ana: User, ben: User, cards: list[Card]
) -> None:
    everything(ana, cards)
    at_home.post("/practice/cards/", {"card": card_name(cards[0]), "grade": "3", "key": str(uuid4())})

    answer = at_home.get(FILE)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="practice.json"'
    assert (answer.json()["format"], answer.json()["version"]) == ("jobfutures.practice", 1)

    assert "1 entry of the log" in upload(stranger, answer.content).content.decode()
    assert memories(ben) == memories(ana)
    assert [kept.objects.filter(owner=ben).count() for kept in personal.KEPT] == [1] * len(personal.KEPT)
    before = rows()
    assert "Nothing was changed" in upload(stranger, answer.content).content.decode()
    assert rows() == before


def test_a_walkthrough_of_somebody_else_is_never_touched(ana: User, ben: User, cards: list[Card]) -> None:
    everything(ana, cards)
    taken = practice_of(ana)
    taken.walkthroughs[0].title = "Taken over"
    taken.walkthroughs[0].saved_at += timedelta(microseconds=5)

    for _twice in range(2):
        import_practice(by=ben, practice=taken, at=NOW)

    assert Walkthrough.objects.visible_to(ana).get().title == "Till"
    assert Walkthrough.objects.visible_to(ben).get().title == "Taken over"


def test_the_later_walkthrough_and_plan_hold(ana: User, cards: list[Card]) -> None:
    everything(ana, cards)
    taken = practice_of(ana)
    Walkthrough.objects.update(title="Later", saved_at=NOW)
    Plan.objects.update(minutes_a_day=5, made_at=NOW)
    assert import_practice(by=ana, practice=taken, at=NOW).is_nothing

    assert Walkthrough.objects.get().title == "Later"
    assert Plan.objects.get().minutes_a_day == 5


def test_what_this_site_does_not_have_is_named_and_kept_out(
    stranger: Client, ana: User, ben: User, cards: list[Card]
) -> None:
    everything(ana, cards)
    merge_entries(by=ana, brought=brought([(0, line) for _card, line in some_log()], cards), at=NOW)
    taken = json.loads(practice_of(ana).model_dump_json())
    taken["entries"] += [one | {"id": str(uuid4()), "card": "lost-question/c9"} for one in taken["entries"]]
    taken["tellings"].append(taken["tellings"][0] | {"id": str(uuid4()), "question": "lost-question"})
    taken["plan"]["role"] = "juggler"

    page = upload(stranger, json.dumps(taken)).content.decode()

    for name in ("lost-question/c9", "lost-question", "juggler"):
        assert f"<code>{name}</code>" in page
    assert Entry.objects.visible_to(ben).count() == Entry.objects.visible_to(ana).count()
    assert not Plan.objects.visible_to(ben).exists()


def some_log() -> Log:
    return [(0, Line(key_of(number), Act.REVIEWED, at, 3)) for number, at in enumerate(MOMENTS)]


ENTRY = {"id": str(UUID(int=1)), "act": "REVIEWED", "card": "first-name/c1", "at": "2026-11-22T12:00:00Z"}
ENTRY |= {"received_at": "2026-11-22T12:00:00Z", "grade": 3}
WALK = {"id": str(UUID(int=2)), "title": "t", "made_at": ENTRY["at"], "saved_at": ENTRY["at"], "answers": {}}
SITTING = {"id": str(UUID(int=3)), "minutes": 5, "done": [], "begun_at": ENTRY["at"]}


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "{",
        "[]",
        "null",
        b"\xff\xfe",
        '{"format": "other"}',
        '{"version": 2}',
        '{"more": 1}',
        '{"entries": [' + json.dumps(ENTRY) + ', {"id": 7}]}',
        json.dumps({"entries": [ENTRY, ENTRY | {"grade": 9}]}),
        json.dumps({"entries": [ENTRY, ENTRY | {"at": "1999-01-01T00:00:00Z"}]}),
        json.dumps({"entries": [ENTRY, ENTRY | {"at": "9999-12-31T23:59:59-23:00"}]}),
        json.dumps({"entries": [ENTRY, ENTRY | {"received_at": "0001-01-01T00:00:00+23:00"}]}),
        json.dumps({"walkthroughs": [WALK | {"title": "a\0b"}]}),
        json.dumps({"walkthroughs": [WALK | {"answers": {"why": "a\0b"}}]}),
        json.dumps({"walkthroughs": [WALK | {"title": "\ud800"}]}),
        json.dumps({"sittings": [SITTING | {"steps": [{"a": ["\0"]}]}]}),
        json.dumps({"sittings": [SITTING | {"steps": [{"\0": 1}]}]}),
        json.dumps({"sittings": [SITTING | {"steps": [float("nan")]}]}),
        json.dumps({"sittings": [SITTING | {"steps": [], "minutes": 99_999}]}),
        '{"sittings": ' + "[" * 100_000 + "]" * 100_000 + "}",
    ],
    ids=lambda wrong: str(wrong)[:40],
)
def test_a_file_with_a_fault_is_refused_whole_with_a_sentence(
    at_home: Client, ana: User, cards: list[Card], wrong: str | bytes
) -> None:
    page = upload(at_home, wrong)

    assert page.status_code == 422
    assert 'class="errors"' in page.content.decode()
    assert not any(rows())


def test_a_file_that_is_too_large_is_not_even_read(
    at_home: Client, cards: list[Card], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobfutures.practice.schema.MOST_BYTES", 10)
    assert "larger than" in upload(at_home, json.dumps({"entries": [ENTRY]})).content.decode()


def test_the_archive_of_the_account_holds_the_same_file_and_erasing_leaves_nothing(
    ana: User, ben: User, cards: list[Card]
) -> None:
    for person in (ana, ben):
        everything(person, cards)
        merge_entries(by=person, brought=brought(some_log(), cards), at=timezone.now())
    assert json.dumps(personal.export(ana)["practice.json"]) == json.dumps(practice_of(ana).model_dump(mode="json"))

    personal.erase(ana, NOW)

    assert [kept.objects.filter(owner=ana).count() for kept in personal.KEPT] == [0] * len(personal.KEPT)
    assert Memory.objects.visible_to(ben).count() == 1
