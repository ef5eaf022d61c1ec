import pytest

from .hall import Hall, SeatTaken
from .orders import State, Ticket, buy, print_tickets


@pytest.fixture
def hall():
    return Hall(["A1", "A2", "A3"])


@pytest.fixture
def order(hall):
    return buy(hall, "K-17", [Ticket("A1", 3500), Ticket("A2", 3500)])


def test_an_order_takes_its_seats(hall, order):
    assert [hall.is_free(seat) for seat in ("A1", "A2", "A3")] == [False, False, True]


def test_a_taken_seat_takes_no_other(hall, order):
    with pytest.raises(SeatTaken):
        buy(hall, "K-18", [Ticket("A3", 3500), Ticket("A2", 3500)])
    assert hall.is_free("A3")


def test_the_total_is_the_sum_of_the_tickets(order):
    assert order.total_cents == 7000


def test_printed_tickets_name_order_and_seat(order):
    assert print_tickets(order) == ["K-17 A1", "K-17 A2"]
    assert order.state is State.PRINTED
