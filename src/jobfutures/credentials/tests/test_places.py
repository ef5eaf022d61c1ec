"""Places in status lists are drawn by chance, and each is given out once for ever."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from jobfutures.credentials.commands import places
from jobfutures.credentials.commands.places import take_places
from jobfutures.credentials.models import Kind, StatusList
from jobfutures.credentials.vc.bits import PLACES


def taken(number: int = 500) -> list[tuple[int, int]]:
    """Take places in one transaction."""
    with transaction.atomic():
        row, found = take_places(kind=Kind.SD_JWT, number=number)
    return [(row.pk, place) for place in found]


@pytest.mark.django_db
def test_no_place_comes_twice_and_none_can_be_foretold() -> None:
    found = [place for _ in range(4) for place in taken()]

    assert len(set(found)) == 2000
    assert found != sorted(found)
    assert {place // (PLACES // 8) for _row, place in found} == set(range(8))
    assert StatusList.objects.get().free == PLACES - 2000


@pytest.mark.django_db
def test_a_list_that_is_half_full_is_followed_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "LEAST_FREE", PLACES - 800)
    rows = [taken()[0][0] for _ in range(4)]

    assert rows == [rows[0], rows[0], rows[2], rows[2]]
    assert rows[0] != rows[2]


@pytest.mark.django_db(transaction=True)
def test_places_are_taken_in_the_transaction_of_their_copies_only() -> None:
    with pytest.raises(RuntimeError, match="in the transaction"):
        take_places(kind=Kind.BADGE, number=1)


@pytest.mark.django_db
def test_each_kind_has_lists_of_its_own() -> None:
    rows = [take_places(kind=kind, number=1)[0] for kind in Kind]

    assert len({row.pk for row in rows}) == len(Kind)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_who_take_places_at_once_never_get_the_same() -> None:
    taken(1)

    def one(_number: int) -> list[tuple[int, int]]:
        try:
            return taken(200)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        found = [place for places_of_one in people.map(one, range(12)) for place in places_of_one]

    assert len(set(found)) == 2400
    assert sum(PLACES - row.free for row in StatusList.objects.all()) == 2401
