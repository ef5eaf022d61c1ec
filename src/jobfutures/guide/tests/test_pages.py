"""What a reader finds in the guide."""

from pathlib import Path

import pytest
from django.test import Client

from jobfutures.guide.models import Question
from jobfutures.guide.tests.loaded import load
from jobfutures.guide.tests.made import content_folder

pytestmark = pytest.mark.django_db
FIRST = "/guides/python/names/first-name/"


@pytest.fixture(autouse=True)
def guide(db: None, tmp_path: Path) -> None:
    load(content_folder(tmp_path))


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_question_page_shows_every_part_of_the_answer(client: Client) -> None:
    page = text(client, FIRST)

    assert "<h1>What does <code>b = a</code> copy?</h1>" in page
    assert "<title>What does b = a copy? · JobFutures</title>" in page
    for part in (
        "a second name",
        "Two names, one list.",
        "shows it.",
        "It binds a second name.",
        "it grows.",
        "And a tuple?",
    ):
        assert part in page
    assert "22 Nov 2026" in page
    assert "Python 3.13" in page
    assert "https://docs.python.org/3.13/" in page
    assert 'href="/guides/python/names/second-name/" rel="next"' in page
    assert "/help/report/?question=first-name" in page


def test_an_example_stands_there_as_tested_with_what_it_printed(client: Client) -> None:
    page = text(client, FIRST)

    assert "two_names_share_a_list" in page
    assert "Two names share a list" in page
    assert "queries asserted: 1" in page
    assert "<samp>2\n</samp>" in page


def test_what_to_know_first_is_linked(client: Client) -> None:
    page = text(client, "/guides/python/names/second-name/")

    assert f'<a href="{FIRST}">What does <code>b = a</code> copy?</a>' in page


def test_the_guide_lists_areas_and_questions_in_reading_order(client: Client) -> None:
    page = text(client, "/guides/python/")

    assert page.index("What does <code>b = a</code> copy?") < page.index("When do two names part?")
    assert 'href="/guides/python/names/"' in page


def test_the_area_page_introduces_its_questions(client: Client) -> None:
    page = text(client, "/guides/python/names/")

    assert "Names at work." in page
    assert "Boxes" in page  # the area to know first, which has no page yet and so no link
    assert 'href="/guides/python/boxes/"' not in page


def test_the_list_of_guides_counts_what_is_there(client: Client) -> None:
    assert "2 questions" in text(client, "/guides/")


def test_the_feed_names_new_questions(client: Client) -> None:
    assert "What does b = a copy?" in text(client, "/guides/feed.atom")


@pytest.mark.parametrize(
    "address",
    ["/guides/nobody/", "/guides/python/nobody/", "/guides/python/names/nobody/", "/guides/nobody/names/first-name/"],
)
def test_what_is_not_there_is_404(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_question_under_another_area_is_sent_to_its_place(client: Client) -> None:
    answer = client.get("/guides/python/boxes/first-name/")

    assert (answer.status_code, answer["Location"]) == (301, FIRST)


def test_a_retired_question_says_so_and_keeps_its_address(client: Client) -> None:
    Question.objects.filter(pk="first-name").update(retired=True)

    answer = client.get(FIRST)

    assert answer.status_code == 410
    assert "This question was retired" in answer.content.decode()


def test_a_superseded_question_leads_to_its_successor(client: Client) -> None:
    Question.objects.filter(pk="first-name").update(retired=True)
    Question.objects.filter(pk="second-name").update(supersedes="first-name")

    answer = client.get(FIRST)

    assert (answer.status_code, answer["Location"]) == (301, "/guides/python/names/second-name/")


def test_the_last_question_of_an_area_leads_to_the_first_of_the_next_and_back(client: Client) -> None:
    Question.objects.filter(pk="second-name").update(area="A2")

    assert 'href="/guides/python/boxes/second-name/" rel="next"' in text(client, FIRST)
    assert f'href="{FIRST}" rel="prev"' in text(client, "/guides/python/boxes/second-name/")
