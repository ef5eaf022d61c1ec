import time
from collections.abc import Callable
from typing import Protocol

from parcels.models import Depot, NoAnswer, NotYours, Parcel

TRIES = 3
PAUSE_S = 0.5


class Carrier(Protocol):
    def book(self, number: str, grams: int) -> str: ...

    def label(self, booking: str) -> bytes: ...


def check_owner(parcel: Parcel, customer: str) -> None:
    if parcel.customer != customer:
        raise NotYours(parcel.number)


def again[Answer](ask: Callable[[], Answer], pause: Callable[[float], None] = time.sleep) -> Answer:
    """Ask up to three times, and longer apart each time, where the carrier does not answer."""
    for attempt in range(1, TRIES):
        try:
            return ask()
        except NoAnswer:
            pause(PAUSE_S * attempt)
    return ask()


def book(depot: Depot, carrier: Carrier, number: str) -> str:
    """Book one parcel with the carrier; return the number of the booking."""
    parcel = depot.get(number)
    parcel.booking = again(lambda: carrier.book(parcel.number, parcel.grams))
    return parcel.booking


def label(depot: Depot, carrier: Carrier, number: str, customer: str) -> bytes:
    """Return the label of a booked parcel to the customer that it belongs to."""
    parcel = depot.get(number)
    return again(lambda: carrier.label(parcel.booking))


def book_all(depot: Depot, carrier: Carrier) -> list[str]:
    """Book everything that waits; a parcel that cannot be booked waits for the next run."""
    booked = []
    for parcel in depot.waiting():
        try:
            booked.append(book(depot, carrier, parcel.number))
        except Exception:
            continue
    return booked
