from dataclasses import dataclass, field

from grading import Answer, Run, check


@dataclass
class Shop:
    """An organisation with one member, and what was stored for it."""

    id: int
    token: str
    customers: list[int] = field(default_factory=list)
    tickets: list[int] = field(default_factory=list)
    comments: dict[int, list[int]] = field(default_factory=dict)  # ticket -> its comments


def add_shop(run: Run, *, tickets: int = 3) -> Shop:
    """Each ticket has a customer of its own, the last one none, and two comments; names and texts are random."""
    number, token = run.random.randrange(10**6), f"t{run.random.randrange(10**12)}"
    run.db.write("insert into organisation (name) values (?)", f"Shop {number}")
    shop = Shop(run.db.value("select max(id) from organisation"), token)
    run.db.write(
        "insert into member (organisation_id, name, token, active) values (?, ?, ?, 1)",
        shop.id,
        f"Agent {number}",
        token,
    )
    for turn in range(tickets):
        customer = None
        if turn < tickets - 1:
            run.db.write(
                "insert into customer (organisation_id, name) values (?, ?)", shop.id, f"Customer {number}-{turn}"
            )
            customer = run.db.value("select max(id) from customer")
            shop.customers.append(customer)
        add_ticket(
            run, shop, customer=customer, subject=f"Order {number}-{turn}", body=f"Where is parcel {number}{turn}?"
        )
    return shop


def add_ticket(run: Run, shop: Shop, *, customer: int | None, subject: str, body: str, status: str = "open") -> int:
    columns = "organisation_id, customer_id, subject, body, status"
    run.db.write(f"insert into ticket ({columns}) values (?, ?, ?, ?, ?)", shop.id, customer, subject, body, status)
    ticket = run.db.value("select max(id) from ticket")
    shop.tickets.append(ticket)
    for turn in range(2):
        run.db.write(
            "insert into comment (ticket_id, author, text) values (?, ?, ?)",
            ticket,
            f"Author of {subject}",
            f"Comment {turn} on {subject}",
        )
    shop.comments[ticket] = [
        row[0] for row in run.db.rows("select id from comment where ticket_id = ? order by id", ticket)
    ]
    return ticket


def get(run: Run, shop: Shop, path: str) -> Answer:
    return run.http().get(path, headers={"Authorization": f"Bearer {shop.token}"})


@check(requirement="own", title="A member reads a ticket of the own organisation")
def own_ticket_is_read(run: Run) -> None:
    shop = add_shop(run)
    ticket = shop.tickets[0]
    answer = get(run, shop, f"/tickets/{ticket}")
    run.same(answer.status, 200, f"Status of GET /tickets/{ticket}, a ticket of the member's own organisation")
    run.same(
        answer.json()["subject"],
        run.db.value("select subject from ticket where id = ?", ticket),
        "subject of the ticket",
    )


@check(requirement="one", title="A ticket of another organisation is not found")
def strange_ticket_is_not_found(run: Run) -> None:
    mine, other = add_shop(run), add_shop(run)
    ticket = other.tickets[0]
    answer = get(run, mine, f"/tickets/{ticket}")
    run.same(answer.status, 404, f"Status of GET /tickets/{ticket}, a ticket of another organisation")


@check(requirement="lists", title="Filtering by a customer of another organisation shows nothing")
def strange_customer_shows_nothing(run: Run) -> None:
    mine, other = add_shop(run), add_shop(run)
    path = f"/tickets?customer_id={other.customers[0]}"
    answer = get(run, mine, path)
    run.same(answer.status, 200, f"Status of GET {path}")
    run.same(answer.json()["items"], [], f"items of GET {path}, a customer of another organisation")
