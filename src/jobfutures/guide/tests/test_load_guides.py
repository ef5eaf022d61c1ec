"""Loading is one idempotent upsert by id."""

from datetime import timedelta
from pathlib import Path

import pytest

from jobfutures.guide.models import Card, Chapter, Guide, KeyPoint, Question
from jobfutures.guide.tests.loaded import load
from jobfutures.guide.tests.made import content_folder, write_proof
from tests.people import NOON

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)
NAMES = "guides/python/core/names"


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_the_first_load_writes_everything(tmp_path: Path) -> None:
    counts = load(content_folder(tmp_path))

    assert (counts.added, counts.changed, counts.retired) == (4, 0, 0)
    question = Question.objects.get(pk="first-name")
    assert question.levels == ["JUNIOR", "MIDDLE"]
    assert question.versions == {"Python": "3.13"}
    assert question.weak_html == "<p>“It copies.”</p>"
    assert question.pitfalls[0] == {"html": "A shared default.", "symptom_html": "it grows."}
    assert question.follow_ups[1]["tests"] == ["an object may have many", "copies cost"]
    assert "/guides/python/names/second-name/" in question.answer_html
    assert question.examples.get().outcomes[0]["output"] == ["2"]
    assert [card.key_point.slug for card in question.cards.order_by("position")] == ["one", "two", "three"]


def test_a_second_load_of_the_same_files_touches_no_row(tmp_path: Path, django_assert_max_num_queries: object) -> None:
    folder = content_folder(tmp_path)
    load(folder)
    before = list(Question.objects.order_by("pk").values())

    counts = load(folder, LATER)

    assert (counts.added, counts.changed, counts.retired, counts.unchanged) == (0, 0, 0, 4)
    assert list(Question.objects.order_by("pk").values()) == before


def test_a_changed_file_changes_its_row_and_keeps_its_first_day(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    load(folder)
    edit(folder / NAMES / "first-name.md", "Two names, one list.", "Two names and one list.")

    counts = load(folder, LATER)

    assert (counts.changed, counts.unchanged) == (1, 3)
    question = Question.objects.get(pk="first-name")
    assert "Two names and one list." in question.answer_html
    assert (question.first_published_at, question.changed_at) == (NOON, LATER)


def test_a_removed_card_is_retired_and_its_row_stays(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    load(folder)
    card = Card.objects.get(question="first-name", slug="c3")
    file = folder / NAMES / "first-name.md"
    edit(file, "{id: c3, key_point: three", "{id: c4, key_point: three")

    load(folder, LATER)

    card.refresh_from_db()
    assert card.retired
    assert not Card.objects.get(question="first-name", slug="c4").retired
    assert KeyPoint.objects.filter(question="first-name", retired=False).count() == 3


def test_a_removed_question_is_retired_and_comes_back_under_its_id(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    load(folder)
    file = folder / NAMES / "second-name.md"
    text = file.read_text()
    file.unlink()
    (folder / NAMES / "examples/second-name/test_it.py").unlink()
    edit(folder / NAMES / "first-name.md", "[the other one](question:second-name)", "the other one")
    edit(folder / NAMES / "area.md", "first-name, second-name", "first-name")
    interviewers = folder / NAMES / "interviewers.md"
    written = interviewers.read_text()
    interviewers.write_text(
        written.replace("[the other one](question:second-name)", "it").replace("second-name", "first-name")
    )
    write_proof(folder)

    assert load(folder, LATER).retired == 1
    assert Question.objects.get(pk="second-name").retired

    file.write_text(
        text.replace('  - {path: examples/second-name/test_it.py, run: browser, expect: "prints two"}', "  []")
    )
    edit(folder / NAMES / "area.md", "[first-name]", "[first-name, second-name]")
    interviewers.write_text(written)
    load(folder, LATER)
    assert not Question.objects.get(pk="second-name").retired


def test_a_removed_area_is_retired(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    load(folder)
    for file in sorted((folder / NAMES).rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()

    load(folder, LATER)

    assert Chapter.objects.get().retired
    assert not Question.objects.published().exists()


def test_an_area_removed_from_one_guide_goes_although_another_has_it(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    load(folder)
    guide = Guide.objects.create(pk="older", title="Older", line="-", body_html="", content_hash="")
    older = Chapter.objects.create(guide=guide, area_id="A1", body_html="", content_hash="")

    load(folder, LATER)

    older.refresh_from_db()
    assert older.retired
    assert not Chapter.objects.get(guide="python").retired


def test_an_edited_example_is_shown_as_it_ran(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    load(folder)
    edit(folder / NAMES / "examples/first-name/test_it.py", "b.append(2)", "b.append(9)")
    write_proof(folder)

    load(folder, LATER)

    assert "b.append(9)" in Question.objects.get(pk="first-name").examples.get().source
