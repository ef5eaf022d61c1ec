"""What an interviewer finds, and what is kept of it."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from jobfutures.guide.models import Criterion, InterviewersGuide, Question
from jobfutures.guide.tests.loaded import load
from jobfutures.guide.tests.made import content_folder
from tests.people import NOON

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)
FILE = "guides/python/core/names/interviewers.md"
SITE = "http://localhost:8000"
PAGE = "/guides/python/interviewers/names/"


@pytest.fixture(autouse=True)
def folder(db: None, tmp_path: Path) -> Path:
    folder = content_folder(tmp_path)
    load(folder)
    return folder


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.text


def edit(file: Path, old: str, new: str) -> None:
    written = file.read_text()
    assert old in written
    file.write_text(written.replace(old, new))


def test_criteria_are_rows_with_anchors_and_questions() -> None:
    first, second, third = Criterion.objects.published().in_reading_order()

    assert (first.slug, first.name, first.position) == ("predicts", "Predicts what a second name sees", 0)
    assert first.anchors[2] == "Predicts `2` for both names, and tells binding a name from changing an object."
    assert [question.pk for question in second.questions.all()] == ["second-name"]
    assert third.questions.count() == 2


def test_a_second_load_touches_no_row(folder: Path) -> None:
    before = [list(model.objects.order_by("pk").values()) for model in (InterviewersGuide, Criterion)]

    load(folder, LATER)

    assert [list(model.objects.order_by("pk").values()) for model in (InterviewersGuide, Criterion)] == before


def test_a_criterion_that_is_gone_is_retired_and_its_row_stays(folder: Path) -> None:
    old = Criterion.objects.get(slug="finds")
    edit(folder / FILE, "id: finds", "id: points")
    edit(folder / FILE, "(criterion: finds)", "(criterion: points)")

    load(folder, LATER)

    old.refresh_from_db()
    assert old.retired
    assert [one.slug for one in Criterion.objects.published().in_reading_order()] == ["predicts", "points", "chooses"]


def test_a_file_that_is_gone_is_retired_and_comes_back(folder: Path, client: Client) -> None:
    written = (folder / FILE).read_text()
    for name in ("first-name", "second-name"):
        edit(folder / f"guides/python/core/names/{name}.md", "status: published", "status: draft")
    (folder / FILE).unlink()
    load(folder, LATER)

    assert not Criterion.objects.published().exists()
    assert client.get(PAGE).status_code == 404
    assert "Nothing is written for interviewers yet." in text(client, "/guides/python/interviewers/")

    for name in ("first-name", "second-name"):
        edit(folder / f"guides/python/core/names/{name}.md", "status: draft", "status: published")
    (folder / FILE).write_text(written)
    load(folder, LATER)
    assert Criterion.objects.published().count() == 3


def test_the_page_says_all_that_is_written(client: Client) -> None:
    page = text(client, PAGE)

    for part in (
        "About 20 minutes", "that a name is a label.", "Now I append a third item. Who sees it?",
        "both names, one object.",
        "Predicts what a second name sees", "Predicts <code>2</code> for both names", "A drawing of two arrows.",
        "The year of the syntax.", "Draw one box and two labels.", "3 stands for the middle level.",
        "Choose the anchor of which most was heard.", 'href="/guides/python/names/second-name/"',
    ):  # fmt: skip
        assert part in page


def test_a_criterion_of_questions_for_seniors_says_so(client: Client) -> None:
    Question.objects.filter(pk="second-name").update(levels=["SENIOR"])

    page = text(client, PAGE)

    assert page.count("3 stands for the senior level.") == 1
    assert page.count("3 stands for the middle level.") == 2


def test_a_retired_question_is_not_named(client: Client) -> None:
    Question.objects.filter(pk="second-name").update(retired=True)

    assert "When do two names part?" not in text(client, PAGE)


def test_guide_and_area_lead_to_it(client: Client) -> None:
    assert 'href="/guides/python/interviewers/"' in text(client, "/guides/python/")
    assert f'href="{PAGE}"' in text(client, "/guides/python/names/")
    assert f'href="{PAGE}"' in text(client, "/guides/python/interviewers/")


def test_the_file_of_an_area_stands_alone(client: Client) -> None:
    answer = client.get("/guides/python/interviewers/names.md")

    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="interviewers-names.md"'
    for line in (
        "# For interviewers: Names",
        f"Source: <{SITE}{PAGE}>",
        "From “Python questions”. Text CC BY 4.0: share and change it, and name the source.",
        f"- **Middle**: when two labels part, see [the other one]({SITE}/guides/python/names/second-name/).",
        "### Predicts what a second name sees",
        "3 stands for: Middle.",
        "3. **Meets the level**: Predicts `2` for both names, and tells binding a name from changing an object.",
        '- "And if the function returned it?"  ',
        "  *Listen for*: still one object.  ",
        "  *Tells of*: Predicts what a second name sees",
        "- The size of an empty list.",
        f"- [What does `b = a` copy?]({SITE}/guides/python/names/first-name/)",
    ):
        assert line in answer.text.splitlines()


def test_one_file_holds_all_areas(client: Client) -> None:
    answer = client.get("/guides/python/interviewers.md")

    assert answer["Content-Disposition"] == 'attachment; filename="interviewers-python.md"'
    assert "# For interviewers: Python questions" in answer.text
    assert "\n## Names\n" in answer.text
    assert "\n### Ask next\n" in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "nobody/interviewers/",
        "python/interviewers/boxes/",
        "python/interviewers/boxes.md",
        "nobody/interviewers.md",
    ],
)
def test_what_is_not_there_is_404(client: Client, address: str) -> None:
    assert client.get(f"/guides/{address}").status_code == 404
