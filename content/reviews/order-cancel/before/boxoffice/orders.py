from dataclasses import dataclass
from enum import StrEnum

from .hall import Hall


class State(StrEnum):
    OPEN = "OPEN"
    PRINTED = "PRINTED"


@dataclass(frozen=True)
class Ticket:
    seat: str
    price_cents: int


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


def print_tickets(order: Order) -> list[str]:
    order.state = State.PRINTED
    return [f"{order.number} {ticket.seat}" for ticket in order.tickets]
