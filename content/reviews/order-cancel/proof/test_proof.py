import pytest
from boxoffice import orders, test_orders
from boxoffice.hall import Hall
from boxoffice.orders import Order, Refund, State, Ticket, buy, cancel


@pytest.fixture
def hall() -> Hall:
    return Hall(["A1", "A2", "A3"])


@pytest.fixture
def order(hall: Hall) -> Order:
    return buy(hall, "K-17", [Ticket("A1", 3500), Ticket("A2", 3500)])


def test_refund_of_nothing(hall, order) -> None:
    assert order.total_cents == 7000
    assert cancel(hall, order) == Refund("K-17", 0)
    assert order.tickets == []  # nothing tells any more what was sold


def test_expects_what_it_gets(hall, order) -> None:
    """The test is green with a refund of nothing, since both sides are asked after the tickets are gone."""
    assert test_orders.cancel is cancel
    test_orders.test_the_customer_gets_back_what_the_order_cost(hall, order)
    assert order.total_cents == 0


def test_loop_over_nothing(hall, order, monkeypatch) -> None:
    """Even a cancellation that releases no seat at all passes."""

    def forgets_the_seats(hall: Hall, order: Order) -> None:
        order.tickets.clear()
        order.state = State.CANCELLED

    monkeypatch.setattr(test_orders, "cancel", forgets_the_seats)
    test_orders.test_all_seats_of_a_cancelled_order_are_free(hall, order)
    assert not hall.is_free("A1")


def test_with_the_tickets_kept_all_tests_would_mean_something(hall, order) -> None:
    hall.release([ticket.seat for ticket in order.tickets])
    order.state = State.CANCELLED

    assert Refund(order.number, order.total_cents) == Refund("K-17", 7000)
    assert [ticket.seat for ticket in order.tickets if hall.is_free(ticket.seat)] == ["A1", "A2"]
    with pytest.raises(orders.CannotCancel):
        cancel(hall, order)
