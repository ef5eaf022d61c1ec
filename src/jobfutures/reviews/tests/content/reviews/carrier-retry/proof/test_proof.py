import pytest
from parcels import booking
from parcels.models import Depot, NoAnswer, Parcel, Refused


class Slow:
    """A carrier that takes a booking, and answers too late the first time."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    def book(self, number: str, grams: int) -> str:
        self.taken.append(number)
        if len(self.taken) == 1:
            raise NoAnswer
        return f"b-{len(self.taken)}"

    def label(self, booking: str) -> bytes:
        return booking.encode()


class Closed:
    def book(self, number: str, grams: int) -> str:
        raise Refused(number)


@pytest.fixture
def depot(monkeypatch) -> Depot:
    monkeypatch.setattr(booking, "PAUSE_S", 0)
    made = Depot()
    made.add(Parcel("p1", "ana", 400))
    return made


def test_booked_twice(depot):
    carrier = Slow()
    booking.book(depot, carrier, "p1")

    assert carrier.taken == ["p1", "p1"]


def test_owner_not_asked(depot):
    carrier = Slow()
    booking.book(depot, carrier, "p1")

    assert booking.label(depot, carrier, "p1", "ben") == b"b-2"


def test_refusal_swallowed(depot):
    assert booking.book_all(depot, Closed()) == []
    assert booking.book_all(depot, Closed()) == []
