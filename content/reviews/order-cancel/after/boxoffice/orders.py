from dataclasses import dataclass
from enum import StrEnum

from .hall import Hall


class State(StrEnum):
    OPEN = "OPEN"
    PRINTED = "PRINTED"
    CANCELLED = "CANCELLED"


class CannotCancel(Exception):
    """The order stays as it is; the message is for the box office."""


@dataclass(frozen=True)
class Ticket:
    seat: str
    price_cents: int


@dataclass(frozen=True)
class Refund:
    order: str
    amount_cents: int


@dataclass
class Order:
    number: str
    tickets: list[Ticket]
    state: State = State.OPEN

    @property
    def total_cents(self) -> int:
        return sum(ticket.price_cents for ticket in self.tickets)


def buy(hall: Hall, number: str, tickets: list[Ticket]) -> Order:
    """Take the seats and open an order. Raises SeatTaken."""
    hall.take([ticket.seat for ticket in tickets])
    return Order(number, list(tickets))


def cancel(hall: Hall, order: Order) -> Refund:
    """Give the seats back to the hall and the money to the customer. Raises CannotCancel."""
    if order.state is not State.OPEN:
        raise CannotCancel(f"Order {order.number} is {order.state.lower()} and can no longer be cancelled.")
    hall.release([ticket.seat for ticket in order.tickets])
    order.tickets.clear()
    order.state = State.CANCELLED
    return Refund(order.number, order.total_cents)


def print_tickets(order: Order) -> list[str]:
    if order.state is State.CANCELLED:
        raise ValueError(f"order {order.number} is cancelled")
    order.state = State.PRINTED
    return [f"{order.number} {ticket.seat}" for ticket in order.tickets]
