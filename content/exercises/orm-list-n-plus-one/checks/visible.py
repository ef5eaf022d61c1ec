from html.parser import HTMLParser
from typing import Any

from grading import Run, check

COLUMNS = ("number", "customer", "town", "products", "total", "parcels", "status")
MOST_QUERIES = 4
ORDER = "(select id from orders_order where number = ?)"


class Table(HTMLParser):
    """Collects the text of every cell, row by row."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.in_cell = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag == "td":
            self.in_cell = True
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self.in_cell = False
            self.rows[-1][-1] = " ".join(self.rows[-1][-1].split())

    def handle_data(self, text: str) -> None:
        if self.in_cell:
            self.rows[-1][-1] += text


def shown_orders(html: str) -> list[dict[str, str]]:
    table = Table()
    table.feed(html)
    return [dict(zip(COLUMNS, row, strict=True)) for row in table.rows if len(row) == len(COLUMNS)]


def place_order(
    run: Run,
    number: str,
    lines: list[tuple[int, int, int]],
    *,
    customer: int = 1,
    on: str = "2026-03-01",
    status: str = "OPEN",
    parcels: int = 0,
) -> None:
    """lines: (product, quantity, price of one in pence)."""
    run.db.write(
        "insert into orders_order (number, placed_on, status, customer_id) values (?, ?, ?, ?)",
        number,
        on,
        status,
        customer,
    )
    for product, quantity, pence in lines:
        run.db.write(
            f"insert into orders_line (order_id, product_id, quantity, unit_pence) values ({ORDER}, ?, ?, ?)",
            number,
            product,
            quantity,
            pence,
        )
    for parcel in range(parcels):
        run.db.write(
            f"insert into orders_parcel (order_id, tracking) values ({ORDER}, ?)", number, f"PX{number}-{parcel}"
        )


@check(requirement="page", title="The page shows each order with its customer, products, total and parcels")
def page_shows_an_order(run: Run) -> None:
    place_order(run, "W-1", [(2, 3, 240), (1, 2, 1850)], parcels=2)
    answer = run.http().get("/orders/")
    run.expect(answer.status == 200, f"GET /orders/ answered {answer.status}.")
    expected = {
        "number": "W-1", "customer": "Thistle Joinery", "town": "Otley", "products": "Brass hinge, Oak board",
        "total": "4420", "parcels": "2", "status": "Open",
    }  # fmt: skip
    rows = shown_orders(answer.text)
    run.same(len(rows), 1, "Rows of the table for one order")
    for column, text in expected.items():
        run.same(rows[0][column], text, f"The column {column} of order W-1")


@check(requirement="queries", title="Twenty orders take at most four queries")
def twenty_orders_are_cheap(run: Run) -> None:
    for number in range(20):
        place_order(
            run,
            f"W-{number}",
            [(1 + number % 4, 1, 500), (1 + (number + 1) % 4, 2, 300)],
            customer=1 + number % 3,
            parcels=number % 3,
        )
    with run.db.counting() as counted:
        answer = run.http().get("/orders/")
    run.expect(answer.status == 200, f"GET /orders/ answered {answer.status}.")
    run.same(len(shown_orders(answer.text)), 20, "Rows of the table for 20 orders")
    run.budget("queries for 20 orders", counted.queries, MOST_QUERIES)
