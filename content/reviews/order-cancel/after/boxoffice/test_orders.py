import pytest

from .hall import Hall, SeatTaken
from .orders import CannotCancel, State, Ticket, buy, cancel, print_tickets


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


def test_the_customer_gets_back_what_the_order_cost(hall, order):
    refund = cancel(hall, order)
    assert order.state is State.CANCELLED
    assert refund.order == "K-17"
    assert refund.amount_cents == order.total_cents


def test_printed_tickets_cannot_be_cancelled(hall, order):
    print_tickets(order)
    with pytest.raises(CannotCancel):
        cancel(hall, order)
    assert not hall.is_free("A1")


def test_an_order_is_cancelled_once(hall, order):
    cancel(hall, order)
    with pytest.raises(CannotCancel):
        cancel(hall, order)


def test_cancelled_tickets_are_not_printed(hall, order):
    cancel(hall, order)
    with pytest.raises(ValueError, match="cancelled"):
        print_tickets(order)


def test_all_seats_of_a_cancelled_order_are_free(hall, order):
    cancel(hall, order)
    for ticket in order.tickets:
        assert hall.is_free(ticket.seat)
