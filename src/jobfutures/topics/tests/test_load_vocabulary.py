"""Loading the vocabulary brings the rows to what the files say, and touches nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest

from jobfutures.guide.tests.made import content_folder
from jobfutures.topics.commands import load_vocabulary
from jobfutures.topics.content import read_vocabulary
from jobfutures.topics.models import Area, Role, RoleShare

pytestmark = pytest.mark.django_db


def test_everything_is_written_once(tmp_path: Path) -> None:
    vocabulary = read_vocabulary([content_folder(tmp_path)])

    for _ in range(2):
        load_vocabulary(vocabulary=vocabulary)

    assert list(Area.objects.order_by("position").values_list("id", "section_id")) == [("A1", "A"), ("A2", "A")]
    assert RoleShare.objects.filter(role="backend", level="MIDDLE").count() == 2


def test_a_changed_title_and_a_removed_role_are_followed(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    load_vocabulary(vocabulary=read_vocabulary([folder]))
    topics = folder / "topics.toml"
    topics.write_text(topics.read_text().replace('title = "Names"', 'title = "Names and labels"'))

    load_vocabulary(vocabulary=replace(read_vocabulary([folder]), roles=[]))

    assert Area.objects.get(pk="A1").title == "Names and labels"
    assert Role.objects.get(pk="backend").retired


def test_the_shipped_vocabulary_has_all_sections_and_areas() -> None:
    vocabulary = read_vocabulary([Path(__file__).parents[4] / "content"])

    areas = [area for section in vocabulary.sections for area in section.area]
    assert (len(vocabulary.sections), len(areas)) == (12, 81)
    assert sum(area.first_release for area in areas) == 48
    assert {role.id for role in vocabulary.roles} == {"python-backend", "django", "fastapi", "full-stack"}
