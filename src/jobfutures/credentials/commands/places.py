"""Places in status lists: given out by chance, each once for ever, and marked when a copy is withdrawn."""

import secrets
from collections.abc import Iterable

from django.db import transaction

from jobfutures.credentials.models import Copy, Kind, StatusList
from jobfutures.credentials.vc.bits import PLACES, Order, is_set, set_bit

LEAST_FREE = PLACES // 2  # below that the next copies go to a new list: a draw must not take long, nor tell much


def take_places(*, kind: Kind, number: int) -> tuple[StatusList, list[int]]:
    """Give out places that nobody has or had, in one list; inside the caller's transaction, which locks the list."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("Places are taken in the transaction that stores their copies.")
    found = StatusList.objects.select_for_update().filter(kind=kind, free__gt=LEAST_FREE).order_by("pk").first()
    if found is None:
        empty = bytes(PLACES // 8)
        found = StatusList.objects.create(kind=kind, bits=empty, taken=empty, free=PLACES)
    taken, places = bytearray(found.taken), list[int]()
    while len(places) < number:
        place = secrets.randbelow(PLACES)
        if not is_set(taken, place, Order.IETF):
            set_bit(taken, place, Order.IETF)
            places.append(place)
    StatusList.objects.filter(pk=found.pk).update(taken=bytes(taken), free=found.free - number)
    return found, places


def mark_revoked(*, copies: Iterable[Copy]) -> None:
    """Mark the places of copies in their lists; inside the caller's transaction."""
    by_list: dict[int, list[int]] = {}
    for copy in copies:
        by_list.setdefault(copy.status_list_id, []).append(copy.place)
    for pk in sorted(by_list):  # in one order for everybody, so that nobody waits in a ring
        found = StatusList.objects.select_for_update().get(pk=pk)
        bits = bytearray(found.bits)
        for place in by_list[pk]:
            set_bit(bits, place, found.order)
        StatusList.objects.filter(pk=pk).update(bits=bytes(bits))
