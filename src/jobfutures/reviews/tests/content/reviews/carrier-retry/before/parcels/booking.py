from typing import Protocol

from parcels.models import Depot, NotYours, Parcel


class Carrier(Protocol):
    def book(self, number: str, grams: int) -> str: ...

    def label(self, booking: str) -> bytes: ...


def check_owner(parcel: Parcel, customer: str) -> None:
    if parcel.customer != customer:
        raise NotYours(parcel.number)


def book(depot: Depot, carrier: Carrier, number: str) -> str:
    """Book one parcel with the carrier; return the number of the booking."""
    parcel = depot.get(number)
    parcel.booking = carrier.book(parcel.number, parcel.grams)
    return parcel.booking


def label(depot: Depot, carrier: Carrier, number: str, customer: str) -> bytes:
    """Return the label of a booked parcel to the customer that it belongs to."""
    parcel = depot.get(number)
    check_owner(parcel, customer)
    return carrier.label(parcel.booking)


def book_all(depot: Depot, carrier: Carrier) -> list[str]:
    """Book everything that waits; return the numbers of the bookings."""
    return [book(depot, carrier, parcel.number) for parcel in depot.waiting()]
