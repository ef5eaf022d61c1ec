"""Reading while grants end: nothing is read that had ended before the read began.

JOBFUTURES_SHARE_RACES says how many acts; 600 in the usual run.
"""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from django.db import connections
from django.utils import timezone
from numpy.random import Generator, default_rng

from jobfutures.disclosure.reading import read as read_share
from jobfutures.disclosure.reading import reader_for
from jobfutures.disclosure.tests.conftest import Cast
from jobfutures.sharing import commands
from jobfutures.sharing.choices import CannotShare
from jobfutures.sharing.models import Grant, Receipt
from jobfutures.sharing.tests.made import grant

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
RACES = int(os.environ.get("JOBFUTURES_SHARE_RACES", "600"))
WORKERS, GRANTS_EACH = 4, 8
LETS_GO = 3  # acts in ten that end or narrow


@dataclass
class Log:
    """What happened, on one clock. gone: (grant, field) -> when its end was committed.  reads: began, grant, fields."""

    gone: dict[tuple[UUID, str], float] = field(default_factory=dict)
    reads: list[tuple[float, UUID, frozenset[str]]] = field(default_factory=list)

    def stale(self) -> Iterator[tuple[UUID, str]]:
        for began, share, seen in self.reads:
            yield from ((share, name) for name in seen if began > self.gone.get((share, name), began))


def work(cast: Cast, shares: list[Grant], log: Log, seed: int, acts: int) -> None:
    """Do random acts on random grants."""
    random = default_rng(seed)
    try:
        for _ in range(acts):
            share = shares[random.integers(len(shares))]
            if random.integers(10) >= LETS_GO:
                look(cast, share, log)
            else:
                let_go(cast, share, log, random)
    finally:
        connections.close_all()


def look(cast: Cast, share: Grant, log: Log) -> None:
    began = time.monotonic()
    by = reader_for(cast.rita, cast.acme.slug)
    assert by is not None
    found = read_share(by=by, share=share.pk, purpose=None, request_id="", at=timezone.now())
    assert found is not None
    log.reads.append((began, share.pk, frozenset(found.values)))


def let_go(cast: Cast, share: Grant, log: Log, random: Generator) -> None:
    """End a grant, or take its second field away; note when that was committed."""
    with suppress(commands.CannotAct, CannotShare):
        match int(random.integers(3)):
            case 0:
                commands.revoke_grant(by=cast.ana, grant=share, at=timezone.now())
                gone = share.fields
            case 1:
                commands.narrow_grant(by=cast.ana, grant=share, fields=share.fields[:1], at=timezone.now())
                gone = share.fields[1:]
            case _:
                at = timezone.now()
                Grant.objects.filter(pk=share.pk, expires_at__gt=at).update(expires_at=at)
                gone = share.fields
        ended = time.monotonic()
        for name in gone:
            log.gone.setdefault((share.pk, name), ended)


def test_nothing_is_read_after_its_end_was_committed(cast: Cast) -> None:
    fields = cast.fields("role", "taken_on")
    rounds = max(RACES // (WORKERS * 10), 1)
    log = Log()
    with ThreadPoolExecutor(WORKERS) as workers:
        for number in range(rounds):
            shares = [grant(cast.ana, cast.acme, fields, at=timezone.now()) for _ in range(GRANTS_EACH)]
            ended = [workers.submit(work, cast, shares, log, number * WORKERS + one, 10) for one in range(WORKERS)]
            for one in ended:
                one.result()

    assert len(log.reads) > rounds * WORKERS * 4
    assert any(seen for _began, _share, seen in log.reads)
    assert len(log.gone) > rounds
    assert list(log.stale()) == []
    late = [
        one for one in Receipt.objects.select_related("grant") if one.grant.revoked_at and one.at > one.grant.revoked_at
    ]
    assert late == []
    shown = sum(bool(seen) for _began, _share, seen in log.reads)
    assert Receipt.objects.count() == shown, "one receipt for each look that showed something"
