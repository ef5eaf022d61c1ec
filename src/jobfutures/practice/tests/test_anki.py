"""Cards go to Anki under ids that stay."""

import json
import sqlite3
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.import_export_pb2 import ImportResponse
from django.test import Client
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.guide.models import Card, Question
from jobfutures.practice.anki import package
from jobfutures.practice.commands.entries import merge_entries
from jobfutures.practice.tests.logs import MOMENTS
from jobfutures.practice.tests.test_merging import brought
from jobfutures.practice.tests.test_transfer import some_log

NOW = MOMENTS[-1]


def notes(deck: bytes, folder: Any) -> list[tuple[str, str, str]]:
    """Open a deck as Anki does; return (guid, fields, deck) of its notes, one card each."""
    with ZipFile(BytesIO(deck)) as opened:
        assert json.loads(opened.read("media")) == {}
        (folder / "collection").write_bytes(opened.read("collection.anki2"))
    collection = sqlite3.connect(folder / "collection")
    try:
        decks = {
            one["id"]: one["name"]
            for one in json.loads(collection.execute("SELECT decks FROM col").fetchone()[0]).values()
        }
        found = collection.execute(
            "SELECT n.guid, n.flds, c.did, n.mid FROM notes n JOIN cards c ON c.nid = n.id ORDER BY n.id"
        )
        rows = found.fetchall()
        models = json.loads(collection.execute("SELECT models FROM col").fetchone()[0])
    finally:
        collection.close()
    assert {str(model) for *_rest, model in rows} <= set(models)
    return [(guid, fields, decks[deck]) for guid, fields, deck, _model in rows]


def test_the_deck_for_anki_holds_every_card_once_with_its_question_and_address(
    at_home: Client, cards: list[Card], tmp_path: Any
) -> None:
    answer = at_home.get("/practice/progress/anki/")

    found = notes(answer.content, tmp_path)
    assert len(found) == len({guid for guid, *_rest in found}) == len(cards)
    front, back, question, address = found[0][1].split("\x1f")
    assert (front, back) == ("What is a name?", "A label.")
    assert question == "What does <code>b = a</code> copy?"
    assert address == "http://localhost:8000/guides/python/names/first-name/"
    assert {deck for *_rest, deck in found} == {"JobFutures::Core::Names"}


def test_two_decks_have_the_same_ids_and_the_later_one_brings_what_changed(cards: list[Card], tmp_path: Any) -> None:
    first = notes(made(), tmp_path)
    Card.objects.filter(pk=cards[0].pk).update(front="What is a `name`, then?")
    Card.objects.filter(pk=cards[1].pk).update(retired=True)
    second = notes(made(days=1), tmp_path)

    kept = [note for number, note in enumerate(first) if number != 1]
    assert [guid for guid, *_rest in second] == [guid for guid, *_rest in kept]
    assert second[0][1].startswith("What is a <code>name</code>, then?\x1f")
    assert second[1:] == kept[1:]


def test_anki_itself_takes_the_deck_and_a_later_one_brings_no_card_twice(cards: list[Card], tmp_path: Path) -> None:
    collection = Collection(str(tmp_path / "collection.anki2"))
    try:
        first = imported(collection, made(), tmp_path)
        Card.objects.filter(pk=cards[0].pk).update(front="What is a `name`, then?")
        later = imported(collection, made(days=1), tmp_path)

        assert (len(first.new), len(first.updated)) == (len(cards), 0)
        assert (len(later.new), len(later.updated)) == (0, len(cards))  # it is newer; what Anki knows of them stays
        assert collection.note_count() == collection.card_count() == len(cards)
        note = collection.get_note(collection.find_notes('"What is a <code>name</code>, then?"')[0])
        assert collection.decks.name(note.cards()[0].did) == "JobFutures::Core::Names"
        assert "A label." in note.cards()[0].answer()
    finally:
        collection.close()


def imported(collection: Collection, deck: bytes, folder: Path) -> ImportResponse.Log:
    (folder / "deck.apkg").write_bytes(deck)
    wanted = ImportAnkiPackageRequest(package_path=str(folder / "deck.apkg"), options=ImportAnkiPackageOptions())
    return collection.import_anki_package(wanted).log


def made(days: int = 0) -> bytes:
    rows = Card.objects.filter(retired=False).order_by("pk").select_related("question__area__section")
    return package(rows, site="JobFutures", address="http://localhost:8000", at=NOW + timedelta(days=days))


def test_a_deck_of_ones_own_areas_holds_no_others(at_home: Client, ana: User, cards: list[Card], tmp_path: Any) -> None:
    assert notes(at_home.get("/practice/progress/anki/?cards=mine").content, tmp_path) == []

    merge_entries(by=ana, brought=brought(some_log(), cards), at=timezone.now())
    Question.objects.filter(pk="second-name").update(area_id="A2")

    assert len(notes(at_home.get("/practice/progress/anki/?cards=mine").content, tmp_path)) == 3
