"""Loading the vocabulary brings the rows to what the files say, and touches nothing else."""

import shutil
from pathlib import Path

import pytest

from jobfutures.topics.commands.vocabulary import load_vocabulary
from jobfutures.topics.content import read_vocabulary
from jobfutures.topics.models import Area, Role, RoleShare

pytestmark = pytest.mark.django_db
SHIPPED = Path(__file__).parents[4] / "content"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped vocabulary, to change."""
    copy = tmp_path / "content"
    shutil.copytree(SHIPPED / "roles", copy / "roles")
    shutil.copy(SHIPPED / "topics.toml", copy)
    return copy


def test_everything_is_written_once(folder: Path) -> None:
    vocabulary = read_vocabulary([folder])

    for _ in range(2):
        load_vocabulary(vocabulary=vocabulary)

    assert list(Area.objects.filter(section="B").order_by("position").values_list("id", flat=True)) == [
        "B1", "B2", "B3", "B4", "B5", "B6",
    ]  # fmt: skip
    shares = RoleShare.objects.filter(role="django", level="MIDDLE").values_list("share", flat=True)
    assert sum(shares) == pytest.approx(1)


def test_a_changed_title_and_a_removed_role_are_followed(folder: Path) -> None:
    load_vocabulary(vocabulary=read_vocabulary([folder]))
    topics = folder / "topics.toml"
    topics.write_text(topics.read_text().replace('title = "Decorators"', 'title = "Decorators and wrappers"'))
    (folder / "roles/django.toml").unlink()

    load_vocabulary(vocabulary=read_vocabulary([folder]))

    assert Area.objects.get(pk="A5").title == "Decorators and wrappers"
    assert Role.objects.get(pk="django").retired
    assert not RoleShare.objects.filter(role="django").exists()


def test_the_shipped_vocabulary_has_all_sections_and_areas() -> None:
    vocabulary = read_vocabulary([SHIPPED])

    areas = [area for section in vocabulary.sections for area in section.area]
    assert (len(vocabulary.sections), len(areas)) == (12, 81)
    assert sum(area.first_release for area in areas) == 48
    assert {role.id for role in vocabulary.roles} == {"python-backend", "django", "fastapi", "full-stack"}
