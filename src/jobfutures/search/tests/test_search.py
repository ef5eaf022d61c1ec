"""Searching the guide: by words, beginnings and with a wrong letter; with the index and without."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.guide.models import Question
from jobfutures.guide.tests.loaded import load
from jobfutures.guide.tests.made import content_folder
from jobfutures.search import commands, queries
from jobfutures.search.index import SiteIndex
from jobfutures.search.models import SearchVisit
from jobfutures.topics.commands import begin_edition
from tests.people import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def indexed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SiteIndex:
    index = SiteIndex(tmp_path / "index")
    monkeypatch.setattr(queries, "site_index", lambda: index)
    monkeypatch.setattr(commands, "site_index", lambda: index)
    load(content_folder(tmp_path))
    begin_edition(reason="content loaded", at=NOON)
    commands.update_index()
    return index


def titles(text: str) -> list[str]:
    return [re.sub("</?mark>", "", result.title) for result in queries.search(text).results]


def hits(text: str) -> set[str]:
    found = queries.search(text).results[0]
    return set(re.findall("<mark>(.*?)</mark>", found.title + found.text))


@pytest.mark.parametrize("text", ["names part", "NAMES PART", "part name", "par", "nmaes part", "parts"])
def test_words_beginnings_other_forms_and_a_wrong_letter_are_found(text: str) -> None:
    assert titles(text)[0] == "When do two names part?"


def test_what_matched_is_marked() -> None:
    assert "part" in hits("paart")
    assert {"names", "part"} <= hits("name part")


def test_an_area_is_found_by_its_name() -> None:
    assert "/guides/python/names/" in {result.address for result in queries.search("names").results}


def test_pages_with_some_words_are_shown_when_none_has_all() -> None:
    found = queries.search("names xylophone")

    assert found.count
    assert not found.exact


@pytest.mark.parametrize("text", ["", "   ", "???", "xylophone", "🦊", "\x00", "a" * 300])
def test_what_finds_nothing_is_no_error(text: str) -> None:
    assert queries.search(text).count == 0


def test_a_retired_question_leaves_the_index_with_the_next_edition() -> None:
    Question.objects.filter(pk="second-name").update(retired=True)
    begin_edition(reason="content loaded", at=NOON)

    assert commands.update_index()
    assert titles("part") == []
    assert not commands.update_index()


def test_without_an_index_titles_answer_and_the_page_says_so(indexed: SiteIndex, client: Client) -> None:
    indexed.stamp.unlink()

    assert titles("two names part") == ["When do two names part?"]
    assert "index is being made anew" in client.get("/search/?q=part").content.decode()


def test_while_one_process_writes_another_leaves_it_alone(indexed: SiteIndex) -> None:
    begin_edition(reason="content loaded", at=NOON)
    with SiteIndex(indexed.folder.parent).sole_writer() as mine:
        assert mine
        assert not commands.update_index()

    assert commands.update_index()


def test_another_process_sees_the_new_index(indexed: SiteIndex) -> None:
    reader = SiteIndex(indexed.folder.parent)
    assert reader.find(["part"], all_words=True, offset=0, limit=5)

    Question.objects.filter(pk="second-name").update(retired=True)
    begin_edition(reason="content loaded", at=NOON)
    commands.update_index()

    assert reader.find(["part"], all_words=True, offset=0, limit=5) == (0, [])


def test_the_page_marks_words_and_escapes_what_was_typed(client: Client) -> None:
    page = client.get("/search/", {"q": "<b>part</b>"}).content.decode()

    assert "<mark>part</mark>" in page
    assert "<b>part</b>" not in page


def test_typing_gets_the_results_alone(client: Client) -> None:
    answer = client.get("/search/?q=part", headers={"HX-Request": "true"})

    assert answer.content.decode().lstrip().startswith('<section id="results"')
    assert "HX-Request" in answer["Vary"]
    assert not SearchVisit.objects.exists()


@pytest.mark.parametrize("address", ["/search/?q=" + "a" * 201, "/search/?q=a&page=0", "/search/?q=a&page=x"])
def test_a_search_that_cannot_be_is_422(address: str, client: Client) -> None:
    assert client.get(address).status_code == 422


def search_as(visitors: int, term: str, days_ago: int = 0) -> None:
    for number in range(visitors):
        commands.count_search(text=term, address=f"10.0.0.{number}", agent="x", at=NOON - timedelta(days=days_ago))


def test_a_search_is_offered_once_five_visitors_made_it() -> None:
    search_as(4, "isolation levels")
    search_as(4, "isolation levels")  # the same four again
    assert queries.popular(NOON.date()) == []

    search_as(5, "Isolation  LEVELS")
    assert queries.popular(NOON.date()) == ["isolation levels"]
    assert queries.popular(NOON.date() + timedelta(days=91)) == []


def test_who_searched_is_not_kept() -> None:
    commands.count_search(text="part", address="10.0.0.1", agent="Browser", at=NOON)

    visit = SearchVisit.objects.values().get()
    assert "10.0.0.1" not in str(visit)
    assert "Browser" not in str(visit)


def test_the_operator_may_always_show_a_search_or_never(olga: User) -> None:
    search_as(5, "part")
    commands.choose_term(by=olga, text="part", choice="HIDDEN", at=NOON)
    commands.choose_term(by=olga, text="Names!", choice="SHOWN", at=NOON)
    assert queries.popular(NOON.date()) == ["names"]

    commands.choose_term(by=olga, text="part", choice="", at=NOON)
    assert queries.popular(NOON.date()) == ["names", "part"]


def test_nobody_else_chooses(ana: User) -> None:
    with pytest.raises(commands.CannotChoose):
        commands.choose_term(by=ana, text="part", choice="HIDDEN", at=NOON)


def test_the_operators_page_takes_a_choice(client: Client, olga: User, settings: Any) -> None:
    client.force_login(olga)

    assert client.post("/operate/searches/", {"term": "part", "choice": "SHOWN"}).status_code == 302
    assert "part" in client.get("/operate/searches/").content.decode()
    refused = client.post("/operate/searches/", {"term": "??", "choice": "SHOWN"})
    assert refused.status_code == 422
    assert "A search needs at least one word." in refused.content.decode()
