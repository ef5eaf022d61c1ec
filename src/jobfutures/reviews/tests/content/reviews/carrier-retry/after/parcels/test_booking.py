import pytest

from parcels.booking import again, book, book_all, label
from parcels.models import Depot, NoAnswer, Parcel


class Quiet:
    """A carrier that takes everything."""

    def book(self, number: str, grams: int) -> str:
        return f"b-{number}"

    def label(self, booking: str) -> bytes:
        return booking.encode()


@pytest.fixture
def depot() -> Depot:
    made = Depot()
    made.add(Parcel("p1", "ana", 400))
    made.add(Parcel("p2", "ben", 900))
    return made


def test_a_parcel_is_booked_once(depot):
    assert book(depot, Quiet(), "p1") == "b-p1"
    assert [parcel.number for parcel in depot.waiting()] == ["p2"]


def test_a_label_is_given_to_its_customer(depot):
    book_all(depot, Quiet())
    assert label(depot, Quiet(), "p1", "ana") == b"b-p1"


def test_everything_that_waits_is_booked(depot):
    assert book_all(depot, Quiet()) == ["b-p1", "b-p2"]


def test_a_carrier_that_does_not_answer_is_asked_again():
    answers = iter([NoAnswer(), NoAnswer(), "b-p1"])
    pauses = []

    def ask() -> str:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    assert again(ask, pauses.append) == "b-p1"
    assert pauses == [0.5, 1.0]
