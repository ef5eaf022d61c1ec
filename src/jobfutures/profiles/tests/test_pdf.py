"""The résumé on paper: every text as it is, whatever it is; links that lead where they say; two pages at most."""

import io
import json
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from jobfutures.accounts.models import User
from jobfutures.profiles.pdf.parts import PARTS
from jobfutures.profiles.pdf.typesetting import typeset, unset_letters
from jobfutures.profiles.resume.fields import BASICS, LANGUAGE, LINK, LOCATION, SECTIONS, Field, Kind
from jobfutures.profiles.resume.reading import read
from jobfutures.profiles.tests.documents import ANA
from jobfutures.profiles.tests.made import taken
from tests.hostile import TEXTS

MARKUP = r'*b* _i_ #let x = 1; #panic("no") [c] $x^2$ @ref <l> \ ` ``` = - + / // /* ~ -- ... "q" {}'
PDF = "/profile/resume.pdf"


def paper(document: dict[str, Any], *parts: str) -> PdfReader:
    return PdfReader(io.BytesIO(typeset(read(json.dumps(document)), parts or tuple(PARTS))))


def text_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def links_of(reader: PdfReader) -> set[str]:
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    return {str(note["/A"]["/URI"]) for note in notes if "/A" in note}


def everywhere(text: str) -> dict[str, Any]:
    """Return a document with this text in every field that takes one."""

    def said(fields: tuple[Field, ...]) -> dict[str, Any]:
        values: dict[Kind, Any] = {Kind.LINE: text, Kind.TEXT: text, Kind.LINES: [text[:1000]], Kind.DATE: "2020"}
        return {one.key: values[one.kind][: one.most] for one in fields if one.kind in values}

    lists = {("skills" if name == "topics" else name): [said(fields)] for name, fields in SECTIONS.items()}
    basics = {**said(BASICS), "location": said(LOCATION), "profiles": [said(LINK)]}
    return {"basics": basics, "languages": [said(LANGUAGE)], **lists}


def test_a_page_has_what_it_should_and_says_whose_it_is() -> None:
    reader = paper(ANA)
    text = text_of(reader)

    assert len(reader.pages) == 1
    for part in ("Ana Núñez", "Backend developer", "Berlin, Germany", "Senior developer, Till & Sons", "German",
                 "Cut queries by 40 %", "An academy, 4 May 2021", "BSc, Computer science"):  # fmt: skip
        assert part in text
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Ana Núñez · Résumé", "Ana Núñez")
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert {"mailto:ana@ana.example", "https://ana.example", "https://till.example", "https://a.example/1"} <= links_of(
        reader
    )


def test_only_the_chosen_parts_stand_in_it(at_home: Client, ana: User) -> None:
    taken(ana, ANA)

    answer = at_home.get(f"{PDF}?part=name&part=work")

    assert (answer["Content-Type"], answer["Cache-Control"].count("no-store")) == ("application/pdf", 1)
    assert answer["Content-Disposition"] == 'attachment; filename="ana-nunez.pdf"'
    text = text_of(PdfReader(io.BytesIO(answer.content)))
    assert "Till & Sons" in text
    for left_out in ("ana@ana.example", "Woodwork", "Computer science", "German"):
        assert left_out not in text
    assert "Till" not in text_of(PdfReader(io.BytesIO(at_home.get(f"{PDF}?part=name").content)))
    assert "Woodwork" in text_of(PdfReader(io.BytesIO(at_home.get(PDF).content)))


def test_markup_is_text_in_every_field() -> None:
    text = text_of(paper(everywhere(MARKUP)))

    assert text.replace(" ", "").count(MARKUP.replace(" ", "")) >= 20


@pytest.mark.parametrize("text", [*TEXTS, "\u0301" * 50, "\u2028", "\u202eabc", "ﷺ" * 20, "a" * 300])
def test_no_text_breaks_the_page(text: str) -> None:
    reader = paper(everywhere(text.replace("\0", "")))

    assert len(reader.pages) >= 1


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "http://a b", "https://u:p@a.example"])
def test_no_other_link_than_to_the_web_leaves(url: str) -> None:
    document = {"basics": {"name": "Ana", "url": url, "email": "not an address", "profiles": [{"url": url}]},
                "work": [{"name": "Till", "url": url}]}  # fmt: skip

    assert links_of(paper(document)) == set()


def test_an_empty_profile_and_a_very_long_one_are_pages_too() -> None:
    assert len(paper({}).pages) == 1
    long = {"name": "Till", "position": "Developer", "summary": "I did many things. " * 60, "highlights": ["One."] * 5}
    assert len(paper({"work": [long] * 3}).pages) <= 2
    assert len(paper({"work": [long] * 40}).pages) > 2


def test_what_no_page_should_hold_is_refused_in_words(at_home: Client, ana: User) -> None:
    taken(ana, {"work": [{"name": "Till", "highlights": ["x"] * 150}] * 25, "basics": {"name": "Ana"}})

    answer = at_home.get(PDF)

    assert answer.status_code == 409
    assert "This would be many dozens of pages" in answer.text
    assert at_home.get(f"{PDF}?part=summary").status_code == 200


def test_letters_without_a_shape_are_named_before_the_page_is_made(at_home: Client, ana: User) -> None:
    assert unset_letters(read(json.dumps(ANA))) == ""
    assert unset_letters(read(json.dumps({"basics": {"name": "Ана Νίκη 漢字 漢 مر"}}))) == "漢字مر"
    taken(ana, {"basics": {"name": "漢字"}})

    assert "These of yours would stay empty boxes: 漢字" in at_home.get("/profile/resume/").text
