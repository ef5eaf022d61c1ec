"""The edition of the public pages."""

import pytest

from jobfutures.topics.models import Edition
from jobfutures.topics.queries import edition_token
from tests.people import NOON

pytestmark = pytest.mark.django_db


def test_an_edition_that_is_seen_after_a_later_one_counts() -> None:
    """PostgreSQL gives out ids before it commits: two who begin an edition at once may finish in the other order."""
    Edition.objects.create(pk=6, content_hash="", reason="popular searches chosen", at=NOON)
    before = edition_token()

    Edition.objects.create(pk=5, content_hash="", reason="content loaded", at=NOON)

    assert edition_token() != before


def test_the_same_number_of_another_content_is_another_edition() -> None:
    """A restored backup counts on from where it was: what was kept of the lost editions must not pass for its own."""
    lost = Edition.objects.create(content_hash="a" * 64, reason="content loaded", at=NOON)
    before = edition_token()
    lost.delete()

    Edition.objects.create(pk=lost.pk, content_hash="b" * 64, reason="content loaded", at=NOON)

    assert edition_token() != before
