"""Searching the guide: by words, beginnings and with a wrong letter; with the index and without."""

import re
from collections.abc import Callable
from datetime import timedelta
from itertools import islice, permutations
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.guide.models import Question
from jobfutures.guide.tests.loaded import load
from jobfutures.guide.tests.made import content_folder
from jobfutures.search import commands, queries
from jobfutures.search import index as index_module
from jobfutures.search.index import SiteIndex
from jobfutures.search.models import SearchVisit
from jobfutures.topics.commands.edition import begin_edition
from tests.people import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def indexed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SiteIndex:
    index = SiteIndex(tmp_path / "index")
    monkeypatch.setattr(queries, "site_index", lambda: index)
    monkeypatch.setattr(commands, "site_index", lambda: index)
    monkeypatch.setattr(commands, "spent", commands.SpentLimits())
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


BROKEN: dict[str, Callable[[Path], object]] = {
    "no list of its files": lambda folder: (folder / "meta.json").unlink(),
    "a list that is cut off": lambda folder: (folder / "meta.json").write_text("{"),
    "no files": lambda folder: [file.unlink() for file in folder.glob("*.term")],
    "files of nonsense": lambda folder: [file.write_bytes(b"nonsense" * 40) for file in folder.glob("*.idx")],
    "a stamp of nonsense": lambda folder: (folder / "edition").write_bytes(b"\xff"),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_index_is_given_up_and_made_anew(
    how: str, indexed: SiteIndex, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    BROKEN[how](indexed.folder)
    started_anew = SiteIndex(indexed.folder.parent)
    monkeypatch.setattr(queries, "site_index", lambda: started_anew)
    monkeypatch.setattr(commands, "site_index", lambda: started_anew)

    assert "index is being made anew" in client.get("/search/?q=part").content.decode()
    assert commands.update_index()
    assert "index is being made anew" not in client.get("/search/?q=part").content.decode()


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


def test_what_a_page_is_called_now_is_shown_after_it_was_shown_under_another_name() -> None:
    assert titles("part") == ["When do two names part?"]

    Question.objects.filter(pk="second-name").update(title="Where do two names part?")
    begin_edition(reason="content loaded", at=NOON)
    commands.update_index()

    assert titles("part") == ["Where do two names part?"]


def test_a_page_that_is_no_longer_kept_ready_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "KEPT_ENTRIES", 1)
    first = [(result.title, result.text) for result in queries.search("names").results]

    assert len(first) > 1
    assert [(result.title, result.text) for result in queries.search("names").results] == first


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


def test_a_refusal_says_what_was_wrong(client: Client) -> None:
    assert "too long to search for" in client.get("/search/?q=" + "a" * 201).content.decode()
    assert "no such page of results" in client.get("/search/?q=a&page=0").content.decode()


def search_as(visitors: int, term: str, days_ago: int = 0) -> None:
    for number in range(visitors):
        commands.count_search(text=term, network=f"10.0.0.{number}", at=NOON - timedelta(days=days_ago))


def test_a_search_is_offered_once_five_visitors_made_it() -> None:
    search_as(4, "isolation levels")
    search_as(4, "isolation levels")  # the same four again
    assert queries.popular(NOON.date()) == []

    search_as(5, "Isolation  LEVELS")
    assert queries.popular(NOON.date()) == ["isolation levels"]
    assert queries.popular(NOON.date() + timedelta(days=91)) == []


def test_who_searched_is_not_kept() -> None:
    commands.count_search(text="part", network="10.0.0.1", at=NOON)

    assert "10.0.0.1" not in str(SearchVisit.objects.values().get())


def test_one_visitor_with_many_browsers_is_one_visitor(client: Client) -> None:
    for number in range(6):
        client.get("/search/?q=part", headers={"User-Agent": f"Browser {number}"})

    assert SearchVisit.objects.count() == 1


def test_one_visitor_cannot_fill_the_database_with_searches(client: Client, settings: Any) -> None:
    settings.POST_LIMITS_FACTOR = 1
    for words in islice(permutations(["when", "do", "two", "names", "part"]), 61):
        assert client.get("/search/", {"q": " ".join(words)}).status_code == 200

    assert SearchVisit.objects.count() == 60


def test_a_search_made_again_uses_nothing_of_the_limit(client: Client, settings: Any) -> None:
    settings.POST_LIMITS_FACTOR = 1
    for _ in range(61):
        client.get("/search/?q=part")
    client.get("/search/?q=names")

    assert set(SearchVisit.objects.values_list("term", flat=True)) == {"part", "names"}


def test_who_searched_too_much_is_counted_again_when_the_limit_has_room(settings: Any) -> None:
    settings.POST_LIMITS_FACTOR = 1

    def search_at(seconds: int, text: str) -> bool:
        commands.count_search(text=text, network="10.0.0.1", at=NOON + timedelta(seconds=seconds))
        return SearchVisit.objects.filter(term=text).exists()

    for number in range(60):
        assert search_at(0, f"word {number}")
    assert not any([search_at(0, "one too many"), search_at(1, "too soon"), search_at(3600, "still too soon")])
    assert search_at(3600 + 60 + 1, "room again")  # one of the sixty has left the hour that is looked back on
    assert not search_at(3600 + 60 + 2, "only one")


def test_a_refused_visitor_does_not_stop_another(settings: Any) -> None:
    settings.POST_LIMITS_FACTOR = 1
    for number in range(61):
        commands.count_search(text=f"word {number}", network="10.0.0.1", at=NOON)
    commands.count_search(text="part", network="10.0.0.2", at=NOON)

    assert SearchVisit.objects.filter(term="part").exists()


def test_many_refused_visitors_take_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "MOST_SPENT", 3)
    spent = commands.SpentLimits()
    for number in range(10):
        spent.note(f"10.0.0.{number}", NOON, 60)

    assert spent.holds("10.0.0.9", NOON)
    assert len(spent.until) <= 3


def test_searches_too_old_to_be_offered_are_forgotten(settings: Any) -> None:
    search_as(1, "part", days_ago=91)
    search_as(1, "names")
    with time_machine.travel(NOON):
        commands.prune_searches.func()

    assert SearchVisit.objects.get().term == "names"
    schedules = settings.TASKS["default"]["OPTIONS"]["SCHEDULES"]
    assert schedules["prune searches"]["task"] == commands.prune_searches.module_path


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
