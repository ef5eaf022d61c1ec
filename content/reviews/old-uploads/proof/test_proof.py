from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from printing import removal
from printing.models import Upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def old_uploads(monkeypatch):
    """25 uploads that should go, in pages of 10 instead of 500."""
    monkeypatch.setattr(removal, "PAGE", 10)
    for number in range(25):
        Upload.objects.create(
            customer="reader@post.example",
            file=ContentFile(b"%PDF", name=f"{number}.pdf"),
            pages=12,
            arrived_at=timezone.now() - timedelta(days=100),
        )


def numbers_left() -> list[int]:
    return list(Upload.objects.order_by("pk").values_list("pk", flat=True))


def test_every_second_page_stays(old_uploads) -> None:
    numbers = numbers_left()

    removal.remove_older_than(timezone.now())

    assert numbers_left() == numbers[10:20]


def test_count_from_before(old_uploads) -> None:
    told = removal.remove_older_than(timezone.now())

    assert told == 25
    assert 25 - Upload.objects.count() == 15


def test_a_page_that_always_begins_at_the_front_leaves_nothing(old_uploads) -> None:
    removed = 0
    old = Upload.objects.filter(arrived_at__lt=timezone.now()).order_by("pk")
    while page := list(old[:10]):
        for upload in page:
            removal.remove(upload)
            removed += 1

    assert removed == 25
    assert numbers_left() == []
