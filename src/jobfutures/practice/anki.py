"""Cards as a deck for Anki. Every id follows from ours: a deck imported again updates what it brought before."""

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b
from io import BytesIO
from itertools import count
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from genanki import Deck, Model, Note, Package, guid_for

from jobfutures.guide.models import Card
from jobfutures.kit.templatetags.kit import coded, uncoded
from jobfutures.practice.shown import card_name
from jobfutures.topics.models import Area

MODEL = Model(
    1_795_824_001,
    "JobFutures card",
    fields=[{"name": name} for name in ("Front", "Back", "Question", "Address")],
    templates=[
        {
            "name": "Card",
            "qfmt": "{{Front}}",
            "afmt": '{{FrontSide}}<hr id="answer">{{Back}}<p><a href="{{Address}}">{{Question}}</a></p>',
        }
    ],
    css=".card { font-family: sans-serif; font-size: 20px; line-height: 1.5; } code { font-family: monospace; }",
)


def package(cards: Iterable[Card], *, site: str, address: str, at: datetime) -> bytes:
    """Return an .apkg with one note a card, in one deck an area. address: of the site, without a slash at its end."""
    decks: dict[str, Deck] = {}
    for card in cards:
        area = card.question.area
        deck = decks.get(area.pk) or decks.setdefault(area.pk, deck_of(area, site, address))
        deck.add_note(note_of(card, address))
    return packed(Package(list(decks.values())), at)


def deck_of(area: Area, site: str, address: str) -> Deck:
    """Return an empty deck. Its id is a number of 31 bits, as Anki has it, and the same in every export."""
    number = int.from_bytes(blake2b(f"jobfutures deck {area.pk}".encode(), digest_size=4).digest()) >> 1
    name = "::".join([site, area.section.title, uncoded(area.title)])
    return Deck(number, name, f"{site}: {address}")


def note_of(card: Card, address: str) -> Note:
    question = card.question
    return Note(
        model=MODEL,
        fields=[
            coded(card.front),
            coded(card.back),
            coded(question.title),
            address + question.get_absolute_url(),
        ],
        tags=[question.area.slug],
        guid=guid_for("jobfutures", card_name(card)),
    )


def packed(made: Package, at: datetime) -> bytes:
    """Return the package as bytes. genanki's own writer leaves a file in the temporary folder each time."""
    database = sqlite3.connect(":memory:")
    try:
        made.write_to_db(database.cursor(), at.timestamp(), count(int(at.timestamp() * 1000)))
        database.commit()
        collection = database.serialize()
    finally:
        database.close()
    archive = BytesIO()
    with ZipFile(archive, "w") as opened:
        for name, content in (("collection.anki2", collection), ("media", b"{}")):
            opened.writestr(ZipInfo(name, at.timetuple()[:6]), content, ZIP_DEFLATED)
    return archive.getvalue()
