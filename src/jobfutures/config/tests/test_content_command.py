"""`jobfutures content check|load|stats`."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from jobfutures.config import content_command
from jobfutures.config.refused import Refused
from jobfutures.guide.tests.made import content_folder
from jobfutures.reviews.tests.made import CONTENT as REVIEWS
from jobfutures.topics.models import Edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    made = content_folder(tmp_path)
    settings.CONTENT_FOLDERS = [made]
    return made


def test_check_counts_what_is_right(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert content_command.check(None) == 0
    said = "2 questions, 1 answers for the help page, 0 exercises, 0 predictions, 0 reviews: 0 faults\n"
    assert capsys.readouterr().out == said


def test_check_prints_every_fault_and_ends_with_1(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "verified.json").unlink()
    (folder / "faq/who.md").write_text("---\nid: who\n---\n")

    assert content_command.check(None) == 1

    printed = capsys.readouterr().out
    assert "content/guides/python/core/names/first-name.md:18: examples.0.path: was never executed" in printed
    assert "content/faq/who.md:1: title: Field required" in printed


def test_check_takes_another_folder(folder: Path, tmp_path: Path) -> None:
    private = tmp_path / "private"
    shutil.copytree(folder / "faq", private / "faq")

    assert content_command.check(str(private)) == 1  # the same id stands twice
    with pytest.raises(Refused, match="is no folder"):
        content_command.check(str(tmp_path / "nowhere"))


def test_load_begins_an_edition_once(folder: Path, client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    assert content_command.load() == 0
    assert content_command.load() == 0

    assert capsys.readouterr().out.splitlines()[-1] == "content: unchanged"
    assert Edition.objects.count() == 1
    assert client.get("/guides/python/names/first-name/").status_code == 200
    assert "For you." in client.get("/help/").content.decode()


def test_load_refuses_faults_and_keeps_what_was_there(folder: Path, client: Client) -> None:
    content_command.load()
    (folder / "guides/python/core/names/first-name.md").write_text("broken")

    with pytest.raises(Refused, match="what was loaded before stays"):
        content_command.load()

    assert client.get("/guides/python/names/first-name/").status_code == 200


def test_stats_count_by_area_level_and_kind(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert content_command.stats() == 0

    lines = [line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines()]
    assert ["2", "questions"] in lines
    assert ["2", "tests that assert a number of queries"] in lines
    assert ["2", "questions in A1, Names"] in lines
    assert ["1", "areas with an interviewers' guide"] in lines
    assert ["0", "of them in H6, locks and races"] in lines


def test_stats_for_a_script_are_the_same_figures(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(REVIEWS / "reviews", folder / "reviews")
    content_command.stats()
    lines = capsys.readouterr().out.splitlines()

    assert content_command.stats(as_json=True) == 0

    found = json.loads(capsys.readouterr().out)
    assert found["questions.asked_of.middle"] == 2
    assert found["questions.from.middle"] == 0
    assert found["reviews"] == len(list((folder / "reviews").iterdir()))
    assert list(found.values()) == [int(line.split()[0]) for line in lines]


def test_stats_of_broken_content_are_refused(folder: Path) -> None:
    (folder / "guides/python/core/names/first-name.md").write_text("broken")

    with pytest.raises(Refused, match="nothing was counted"):
        content_command.stats()


def test_load_without_its_tables_is_refused_with_a_sentence(folder: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE topics_edition RENAME TO elsewhere")

    with pytest.raises(Refused, match=r"nothing was loaded: the database cannot be used: .*topics_edition"):
        content_command.load()


def test_reviews_of_another_folder_are_loaded_and_stand_once(
    folder: Path, settings: Any, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.CONTENT_FOLDERS = [folder, REVIEWS]
    assert content_command.load() == 0
    assert client.get("/practice/reviews/carrier-retry/").status_code == 200

    shutil.copytree(REVIEWS / "reviews", folder / "reviews")

    assert content_command.check(None) == 1
    assert "slug: stands already in content/reviews/carrier-retry" in capsys.readouterr().out
