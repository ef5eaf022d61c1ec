"""From files to items: what is loaded, kept and retired."""

from pathlib import Path

import pytest

from jobfutures.checks.commands.loading import load_checks
from jobfutures.checks.content import read_checks
from jobfutures.checks.models import Item, Part, Wording
from jobfutures.checks.tests.family import MODULE, recorded
from jobfutures.guide.tests.loaded import load
from jobfutures.guide.tests.made import content_folder
from jobfutures.kit.content.faults import ContentFaults
from jobfutures.topics.content import read_vocabulary
from tests.people import NOON

pytestmark = pytest.mark.django_db
FILE = "items/names/how-many-names.py"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    content = content_folder(tmp_path)
    load(content, NOON)
    (content / "items/names").mkdir(parents=True)
    (content / FILE).write_text(MODULE)
    return content


def loaded(folder: Path) -> int:
    if list(folder.glob("items/*/*.py")):
        recorded(folder)
    content = read_checks([folder], read_vocabulary([folder]), {"first-name"})
    return load_checks(content=content, at=NOON)


def test_a_family_becomes_an_item_with_all_its_variants(folder: Path) -> None:
    assert loaded(folder) == 1
    item = Item.objects.get()

    assert (item.pk, item.kind, item.level, item.area_id) == ("how-many-names", "NUMBER", "JUNIOR", "A1")
    assert item.wording is not None
    assert len(item.wording.variants) == 50
    assert [question.pk for question in item.practise.all()] == ["first-name"]


def test_what_did_not_change_touches_no_row(folder: Path) -> None:
    loaded(folder)

    assert loaded(folder) == 0


def test_a_changed_family_keeps_its_old_wording(folder: Path) -> None:
    loaded(folder)
    first = Item.objects.get().wording
    (folder / FILE).write_text(MODULE.replace("How many are they together?", "How many is that in all?"))
    loaded(folder)

    assert Item.objects.get().wording != first
    assert Wording.objects.count() == 2


def test_a_family_that_goes_is_retired_and_comes_back(folder: Path) -> None:
    loaded(folder)
    (folder / FILE).unlink()
    loaded(folder)
    gone = Item.objects.get().retired
    (folder / FILE).write_text(MODULE)
    loaded(folder)

    assert gone
    assert not Item.objects.get().retired


def test_a_second_tag_is_loaded(folder: Path) -> None:
    (folder / "items/second-tags.toml").write_text('[tags]\nhow-many-names = "senior"\n')
    loaded(folder)

    assert Item.objects.get().second_level == "SENIOR"


def test_parts_are_loaded_from_their_file(folder: Path) -> None:
    sections = [section.id for section in read_vocabulary([folder]).sections]
    (folder / "checks.toml").write_text(f'[[part]]\nid = "all"\ntitle = "All of it"\nsections = {sections}\n')
    loaded(folder)

    assert Part.objects.get().sections == sections


def test_a_section_that_stands_in_no_part_is_named(folder: Path) -> None:
    (folder / "checks.toml").write_text('[[part]]\nid = "all"\ntitle = "All of it"\nsections = ["Q"]\n')

    with pytest.raises(ContentFaults, match="section"):
        loaded(folder)
