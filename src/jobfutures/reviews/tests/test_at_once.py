"""Two at once: comments of two tabs are both kept, and a form that is sent twice is one attempt."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from jobfutures.reviews.commands.drafts import keep_comment
from jobfutures.reviews.models import Attempt
from jobfutures.reviews.queries import draft_of
from jobfutures.reviews.tests.made import TWICE, attempt, drafted, loaded
from tests.people import NOON, person

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
AT_ONCE = 6


def at_once(act: Callable[[int], object]) -> list[object]:
    """Do something six times at the same moment, each over a connection of its own."""
    start = Barrier(AT_ONCE)

    def one(number: int) -> object:
        start.wait()
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(one, range(AT_ONCE)))


def test_comments_that_come_at_once_are_all_kept() -> None:
    ana, change = person("ana"), loaded()["carrier-retry"]

    at_once(lambda number: keep_comment(by=ana, review=change, comment=drafted(TWICE, f"number {number}"), at=NOON))

    assert len(draft_of(ana, change).comments) == AT_ONCE


def test_a_form_that_is_sent_six_times_is_one_attempt() -> None:
    ana, change, key = person("ana"), loaded()["carrier-retry"], uuid4()

    sent = at_once(lambda _: attempt(ana, change, key=key).pk)

    assert len(set(sent)) == 1
    assert Attempt.objects.count() == 1
