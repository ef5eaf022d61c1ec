"""The ways into a guide: the map of its areas, a path for each role and level, and the sheet for the evening before."""

from pathlib import Path

import pytest
from django.test import Client

from jobfutures.guide.models import Chapter, Guide, Question
from jobfutures.guide.paths import Shelf
from jobfutures.guide.tests.loaded import load
from jobfutures.guide.tests.made import content_folder
from jobfutures.topics.models import Level

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def guide(db: None, tmp_path: Path) -> Guide:
    load(content_folder(tmp_path))
    return Guide.objects.get()


@pytest.fixture
def boxes(guide: Guide) -> Chapter:
    """The area that names build on, with a question for seniors of its own."""
    chapter = Chapter.objects.create(guide=guide, area_id="A2", body_html="", content_hash="")
    question = Question.objects.get(pk="second-name")
    question.pk, question.area_id, question.levels, question.words = "boxes", "A2", ["MIDDLE", "SENIOR"], 400
    question.title = "What does a box hold?"
    question.save()
    return chapter


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.text


def test_a_guide_in_which_nothing_builds_on_anything_has_no_map(client: Client) -> None:
    assert "<svg viewBox" not in text(client, "/guides/python/")


def test_the_map_links_areas_and_says_the_same_as_a_list(client: Client, boxes: Chapter) -> None:
    page = " ".join(text(client, "/guides/python/").split())

    assert 'aria-label="Names, in Core: 2 questions. Builds on Boxes"' in page
    assert '<path d="M163 29.0C180.5 29.0 180.5 29.0 198 29.0" />' in page
    assert page.index("Start here") < page.index("Step 2") < page.index("· after Boxes </p>")


def test_a_path_brings_what_is_needed_before_what_needs_it(guide: Guide, boxes: Chapter) -> None:
    shelf = Shelf(guide)

    path = shelf.path(shelf.role("backend"), Level.MIDDLE)

    assert [stop.area.pk for stop in path.stops] == ["A2", "A1"]
    assert path.stops[0].minutes == 400 / 200 + 90 / 60
    assert path.stops[1].until == path.minutes == sum(stop.minutes for stop in path.stops)
    assert (path.questions, path.covered, path.silent, path.unwritten) == (3, 1, [], [])


def test_a_path_says_what_is_not_written_yet(client: Client) -> None:
    page = text(client, "/guides/python/paths/backend/middle/")

    assert "covers 50\u00a0% of the role" in page
    assert "These areas make up 50\u00a0% of what this role is asked at this level." in page
    assert "Boxes" in page


def test_a_path_says_where_nothing_is_asked(client: Client, boxes: Chapter) -> None:
    Question.objects.filter(pk="boxes").update(levels=["JUNIOR"])

    page = text(client, "/guides/python/paths/backend/middle/")

    assert "Nothing is asked at this level" in page
    assert "Builds on, beside this path:" in page


def test_words_of_text_and_code_are_counted_when_loaded() -> None:
    assert 100 < Question.objects.get(pk="first-name").words < 150


def test_paths_are_listed_by_role_with_their_sheets(client: Client) -> None:
    page = text(client, "/guides/python/paths/")

    assert 'href="/guides/python/paths/backend/senior/"' in page
    assert 'href="/guides/python/sheets/backend/?level=senior"' in page
    assert client.get("/guides/python/sheets/")["Location"] == "/guides/python/paths/"


def test_a_sheet_holds_breaths_numbers_and_questions_to_ask_oneself(client: Client, boxes: Chapter) -> None:
    Question.objects.get(pk="first-name").key_points.filter(slug="one").update(text="one name costs 8 bytes")

    page = text(client, "/guides/python/sheets/backend/")

    assert "A name points to an object" in page
    assert "What does a box hold?" in page
    assert "one name costs 8 bytes" in page
    assert "When do two names part?" in page[page.index("Ask yourself") :]


def test_a_sheet_takes_the_question_that_begins_at_its_level(client: Client) -> None:
    Question.objects.filter(pk="second-name").update(levels=["MIDDLE"])

    middle = text(client, "/guides/python/sheets/backend/?level=middle")
    junior = text(client, "/guides/python/sheets/backend/?level=junior")

    assert middle.index("When do two names part?") < middle.index("Ask yourself") < middle.index("</code> copy?")
    assert "When do two names part?" not in junior


def test_a_sheet_of_a_level_without_areas_says_so(client: Client) -> None:
    assert "No area of this role is written for this level yet." in text(
        client, "/guides/python/sheets/backend/?level=senior"
    )


@pytest.mark.parametrize(
    "address",
    [
        "paths/nobody/junior/",
        "paths/backend/chief/",
        "paths/backend/JUNIOR/",
        "sheets/nobody/",
        "sheets/backend/?level=chief",
    ],
)
def test_what_is_not_there_is_404(client: Client, address: str) -> None:
    assert client.get(f"/guides/python/{address}").status_code == 404


def test_a_role_that_the_guide_does_not_name_has_no_path(client: Client, guide: Guide) -> None:
    Guide.objects.filter(pk=guide.pk).update(roles=[])

    assert client.get("/guides/python/paths/backend/junior/").status_code == 404
    assert "This guide names no role yet." in text(client, "/guides/python/paths/")


def test_the_sitemap_names_every_way(client: Client) -> None:
    page = text(client, "/sitemap.xml")

    for way in ("interviewers/", "interviewers/names/", "paths/", "paths/backend/junior/", "sheets/backend/"):
        assert f"/guides/python/{way}</loc>" in page
