"""Loading reviews: unchanged files touch no row, what is gone is retired, and the whole house loads them."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from jobfutures.reviews.commands.loading import load_reviews
from jobfutures.reviews.content.reading import read_reviews
from jobfutures.reviews.models import Review
from jobfutures.reviews.tests.made import CONTENT, attempt, folder_below, loaded, vocabulary
from tests.people import NOON

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


def load(folder: Path) -> int:
    return load_reviews(reviews=read_reviews([folder], vocabulary()), at=LATER)


def change(folder: Path, old: str, new: str, file: str = "review.toml") -> None:
    place = folder / "reviews/carrier-retry" / file
    text = place.read_text()
    assert old in text
    place.write_text(text.replace(old, new))


def test_what_did_not_change_touches_no_row(tmp_path: Path) -> None:
    loaded()
    folder = folder_below(tmp_path)
    change(folder, "sys.path.insert", "# a proof is not shown\nsys.path.insert", "proof/conftest.py")

    assert load(folder) == 0
    assert set(Review.objects.values_list("changed_at", flat=True)) == {NOON}


def test_a_new_minute_is_written_and_changes_no_result(tmp_path: Path) -> None:
    version = loaded()["carrier-retry"].version
    folder = folder_below(tmp_path)
    change(folder, "minutes = 10", "minutes = 11")

    assert load(folder) == 1
    row = Review.objects.get(pk="carrier-retry")
    assert (row.minutes, row.version, row.changed_at) == (11, version, LATER)


def test_another_line_is_another_version(tmp_path: Path) -> None:
    version = loaded()["carrier-retry"].version
    folder = folder_below(tmp_path)
    change(folder, "TRIES = 3", "TRIES = 4", "after/parcels/booking.py")
    load(folder)

    assert Review.objects.get(pk="carrier-retry").version != version


def test_what_is_gone_is_retired_and_keeps_what_people_did(tmp_path: Path, ana) -> None:
    kept = attempt(ana, loaded()["carrier-retry"])
    folder = folder_below(tmp_path)
    shutil.rmtree(folder / "reviews/carrier-retry")

    assert load(folder) == 1
    assert list(Review.objects.published()) == [Review.objects.get(pk="shelf-search")]
    assert kept.review.attempts.get() == kept
    assert load(CONTENT) == 1
    assert Review.objects.published().count() == 2


def test_a_draft_is_not_shown(tmp_path: Path) -> None:
    folder = folder_below(tmp_path)
    change(folder, 'status = "published"', 'status = "draft"')
    loaded(folder)

    assert list(Review.objects.values_list("pk", flat=True)) == ["shelf-search"]
