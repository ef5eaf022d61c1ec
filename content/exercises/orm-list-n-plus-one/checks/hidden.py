from random import Random

from grading import Run, check
from visible import MOST_QUERIES, place_order, shown_orders

LABELS = {"OPEN": "Open", "SENT": "Sent", "CANCELLED": "Cancelled"}


class Shop:
    """Random orders in the database, and what the page must say of them."""

    def __init__(self, run: Run) -> None:
        self.run, self.random = run, run.random
        self.customers = {}
        self.products = {}
        first = self.random.randrange(100, 900)
        for number in range(first, first + 6):
            self.customers[number] = (word(self.random) + " & Co <b>", word(self.random))
            run.db.write(
                "insert into orders_customer (id, name, town) values (?, ?, ?)", number, *self.customers[number]
            )
        for number in range(first, first + 9):
            self.products[number] = word(self.random)
            run.db.write("insert into orders_product (id, name) values (?, ?)", number, self.products[number])
        self.expected: list[tuple[str, dict[str, str]]] = []
        self.numbers = self.random.sample(range(1000, 9999), 400)
        self.lines = self.parcels = 0

    def place(self, *, status: str = "", lines: int = -1, parcels: int = -1, on: str = "") -> None:
        random = self.random
        number = f"W-{self.numbers.pop()}"
        status = status or random.choice(list(LABELS))
        bought = [
            (random.choice(list(self.products)), random.randint(1, 9), random.randint(1, 5000))
            for _ in range(random.randint(1, 4) if lines < 0 else lines)
        ]
        parcels = random.randint(0, 3) if parcels < 0 else parcels
        customer = random.choice(list(self.customers))
        on = on or f"2026-0{random.randint(1, 9)}-{random.randint(10, 28)}"
        place_order(self.run, number, bought, customer=customer, on=on, status=status, parcels=parcels)
        self.lines, self.parcels = self.lines + len(bought), self.parcels + parcels
        row = {
            "number": number,
            "customer": self.customers[customer][0],
            "town": self.customers[customer][1],
            "products": ", ".join(sorted({self.products[product] for product, _, _ in bought})),
            "total": str(sum(quantity * pence for _, quantity, pence in bought)),
            "parcels": str(parcels),
            "status": LABELS[status],
        }
        self.expected.append((on, row))

    def page(self, status: str = "") -> list[dict[str, str]]:
        """What the page must show, newest first."""
        rows = sorted(self.expected, key=lambda one: (one[0], one[1]["number"]), reverse=True)
        return [row for _, row in rows if not status or row["status"] == LABELS[status]]


def word(random: Random) -> str:
    return "".join(random.choice("bdfgklmnprstv") + random.choice("aeiou") for _ in range(4)).capitalize()


def seen(run: Run, path: str = "/orders/") -> list[dict[str, str]]:
    answer = run.http().get(path)
    run.expect(answer.status == 200, f"GET {path} answered {answer.status}.")
    return shown_orders(answer.text)


def same_rows(run: Run, found: list[dict[str, str]], expected: list[dict[str, str]], where: str) -> None:
    run.same(len(found), len(expected), f"{where}, how many orders are shown")
    run.same(
        [row["number"] for row in found], [row["number"] for row in expected], f"{where}, the numbers in their order"
    )
    for found_row, expected_row in zip(found, expected, strict=True):
        for column, text in expected_row.items():
            run.same(found_row[column], text, f"{where}, order {expected_row['number']}, column {column}")


def queries_for(run: Run, shop: Shop, path: str = "/orders/") -> int:
    with run.db.counting() as counted:
        seen(run, path)
    return counted.queries


@check(requirement="queries", title="Forty orders take as many queries as six")
def long_list_costs_the_same(run: Run) -> None:
    shop = Shop(run)
    for _ in range(6):
        shop.place(lines=3, parcels=2)
    few = queries_for(run, shop)
    for _ in range(34):
        shop.place(lines=3, parcels=2)
    many = queries_for(run, shop)
    run.expect(few == many, f"6 orders took {few} queries, 40 orders {many}; expected the same number.")
    run.budget("queries for 40 orders", many, MOST_QUERIES)


@check(requirement="queries", title="The list of one status is as cheap as the whole list")
def filtered_list_is_cheap(run: Run) -> None:
    shop = Shop(run)
    for number in range(24):
        shop.place(status="SENT" if number % 2 else "OPEN")
    run.budget("queries for 12 of 24 orders", queries_for(run, shop, "/orders/?status=SENT"), MOST_QUERIES)


@check(requirement="queries", title="An order of forty lines takes no more queries than an order of two")
def many_lines_cost_the_same(run: Run) -> None:
    shop = Shop(run)
    shop.place(lines=2, parcels=1)
    shop.place(lines=40, parcels=9)
    run.budget("queries for an order of 40 lines", queries_for(run, shop), MOST_QUERIES)


@check(requirement="page", title="Every column of a long mixed list is right, in the right order")
def long_list_is_right(run: Run) -> None:
    shop = Shop(run)
    for _ in range(30):
        shop.place()
    same_rows(run, seen(run), shop.page(), "GET /orders/")


@check(requirement="page", title="Orders of the same day, without lines or without parcels are shown like the others")
def odd_orders_are_right(run: Run) -> None:
    shop = Shop(run)
    for lines, parcels in [(0, 0), (0, 2), (3, 0), (4, 3), (1, 1)]:
        shop.place(lines=lines, parcels=parcels, on="2026-05-05")
    same_rows(run, seen(run), shop.page(), "GET /orders/ with five orders of one day")


@check(requirement="page", title="?status= shows the orders of that status, and an unknown status shows all")
def filter_is_right(run: Run) -> None:
    shop = Shop(run)
    for _ in range(15):
        shop.place()
    for status in LABELS:
        same_rows(run, seen(run, f"/orders/?status={status}"), shop.page(status), f"GET /orders/?status={status}")
    same_rows(run, seen(run, "/orders/?status=nonsense"), shop.page(), "GET /orders/?status=nonsense")


@check(requirement="page", title="A change is on the page at the next request")
def change_shows_at_once(run: Run) -> None:
    shop = Shop(run)
    shop.place(status="OPEN")
    seen(run)
    run.db.write("update orders_order set status = 'SENT'")
    run.db.write("update orders_customer set town = 'Selby'")
    run.db.write("update orders_line set quantity = 1, unit_pence = 77")
    row = shop.page()[0] | {
        "status": "Sent",
        "town": "Selby",
        "total": str(77 * run.db.value("select count(*) from orders_line")),
    }
    same_rows(run, seen(run), [row], "GET /orders/ after its order was changed")


@check(requirement="page", title="An empty list says so")
def empty_list_says_so(run: Run) -> None:
    answer = run.http().get("/orders/")
    run.expect(answer.status == 200, f"GET /orders/ without orders answered {answer.status}.")
    run.expect("No orders." in answer.text, "GET /orders/ without orders does not say 'No orders.'.")


@check(requirement="rows", title="Five open orders among a hundred others are shown without reading the others")
def reads_only_what_it_shows(run: Run) -> None:
    shop = Shop(run)
    for _ in range(5):
        shop.place(status="OPEN", lines=3, parcels=2)
    # an order and its customer, a line and its product, a parcel: one row each, and some to spare
    most = 2 * 5 + 2 * shop.lines + shop.parcels + 40
    for _ in range(100):
        shop.place(status="SENT", lines=2, parcels=1)
    with run.db.counting() as counted:
        found = seen(run, "/orders/?status=OPEN")
    run.same(len(found), 5, "Orders shown for ?status=OPEN")
    run.budget("rows read for 5 orders", counted.rows, most)


@check(requirement="rows", title="The whole list does not read its lines and parcels over and over")
def whole_list_reads_once(run: Run) -> None:
    shop = Shop(run)
    for _ in range(20):
        shop.place(lines=4, parcels=4)
    with run.db.counting() as counted:
        run.same(len(seen(run)), 20, "Orders shown")
    run.budget("rows read for 20 orders", counted.rows, 2 * (2 * 20 + 2 * shop.lines + shop.parcels))
