from dataclasses import dataclass
from typing import Any

from grading import Http, Run, check


@dataclass
class Buyer:
    """A customer with two invoices."""

    id: int
    token: str
    invoices: list[int]


def add_buyer(run: Run, *, total: int = 10_000) -> Buyer:
    """Ids, names and tokens differ with every run."""
    number = run.random.randrange(10**9)
    run.db.write("insert into customer (name, token) values (?, ?)", f"Customer {number}", f"t{number}")
    buyer = Buyer(run.db.value("select max(id) from customer"), f"t{number}", [])
    for _ in range(2):
        invoice = run.random.randrange(10, 10**6)
        while run.db.value("select id from invoice where id = ?", invoice):
            invoice += 1
        run.db.write(
            "insert into invoice (id, customer_id, total_pence, paid_pence) values (?, ?, ?, 0)",
            invoice,
            buyer.id,
            total,
        )
        buyer.invoices.append(invoice)
    return buyer


def new_key(run: Run) -> str:
    return f"key-{run.random.randrange(10**12):012}"


def start(http: Http, buyer: Buyer, key: str, pence: int, *, invoice: int | None = None, **more: Any) -> Http:
    path = f"/invoices/{invoice or buyer.invoices[0]}/payments"
    headers = {"Authorization": f"Bearer {buyer.token}", "Idempotency-Key": key}
    return http.start("POST", path, json_body={"pence": pence} | more, headers=headers)


def payments(run: Run) -> int:
    return run.db.value("select count(*) from payment")


@check(requirement="replay", title="A payment that is sent again is answered as the first time, and made once")
def sent_again(run: Run) -> None:
    buyer, key = add_buyer(run), new_key(run)
    first = start(run.http(0), buyer, key, 1500).wait()
    run.same(first.status, 201, "Status of a payment of 1500 of 10000 pence")
    again = start(run.http(1), buyer, key, 1500).wait()
    run.same(
        (again.status, again.json()),
        (201, first.json()),
        "Status and answer of the same payment sent again to another process",
    )
    run.same(payments(run), 1, "Payments stored")


@check(requirement="mismatch", title="A key that was used for another amount is refused")
def another_amount(run: Run) -> None:
    buyer, key = add_buyer(run), new_key(run)
    run.same(start(run.http(), buyer, key, 1500).wait().status, 201, "Status of a payment of 1500 of 10000 pence")
    run.same(
        start(run.http(), buyer, key, 2500).wait().status,
        422,
        "Status of a payment of 2500 pence with the key of a payment of 1500",
    )


@check(requirement="concurrent", title="Two clicks at the same moment pay once")
def two_clicks(run: Run) -> None:
    made: list[tuple[Buyer, str]] = []

    def arrange() -> None:
        made.append((add_buyer(run), new_key(run)))

    def click(http: Http) -> Http:
        return start(http, *made[-1], 1500)

    for number, one, two in run.races(click, click, arrange=arrange):
        stored = payments(run)
        when = f"The same payment twice, one held before statement {number + 1}"
        run.expect(stored == 1, f"{when}: answered {one.status} and {two.status}, {stored} payments are stored.")
