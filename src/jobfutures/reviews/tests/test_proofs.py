"""Every review proves what it says: two run at a time, each in a process of its own."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings

from jobfutures.reviews.proof import why_not_proved
from jobfutures.reviews.tests.made import CONTENT, folder_below

AT_ONCE = 2
pytestmark = pytest.mark.slow


def proved(folders: list[Path]) -> dict[str, str]:
    """Return why reviews are not proved, by slug."""
    places = [place.parent for folder in folders for place in sorted(folder.glob("reviews/*/review.toml"))]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return {place.name: why for place, why in zip(places, threads.map(why_not_proved, places), strict=True) if why}


def test_every_review_is_proved() -> None:
    failed = proved([*settings.CONTENT_FOLDERS, CONTENT])

    assert not failed, "\n\n".join(f"{slug}:\n{why}" for slug, why in failed.items())


def test_a_finding_that_does_not_show_names_its_review(tmp_path: Path) -> None:
    folder = folder_below(tmp_path)
    booking = folder / "reviews/carrier-retry/after/parcels/booking.py"
    booking.write_text(
        booking.read_text().replace("again(lambda: carrier.book(", "(lambda _: _())(lambda: carrier.book(")
    )

    failed = proved([folder])

    assert failed.keys() == {"carrier-retry"}
    assert "test_booked_twice" in failed["carrier-retry"]


def test_a_deprecation_is_an_error(tmp_path: Path) -> None:
    folder = folder_below(tmp_path)
    proof = folder / "reviews/shelf-search/proof/test_proof.py"
    proof.write_text(
        f"{proof.read_text()}\n\ndef test_old():\n    import warnings\n\n    warnings.warn('old', DeprecationWarning)\n"
    )

    assert "DeprecationWarning: old" in proved([folder])["shelf-search"]
