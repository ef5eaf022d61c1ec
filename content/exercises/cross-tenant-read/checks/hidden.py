import csv
import io
import re
from typing import Any

from grading import Run, check
from visible import Shop, add_shop, add_ticket, get

NOWHERE = 987_654


def ids(run: Run, shop: Shop, path: str) -> list[int]:
    answer = get(run, shop, path)
    run.same(answer.status, 200, f"Status of GET {path}")
    return [one["id"] for one in answer.json()["items"]]


def exported(run: Run, shop: Shop, path: str) -> list[list[str]]:
    answer = get(run, shop, path)
    run.same(answer.status, 200, f"Status of GET {path}")
    return list(csv.reader(io.StringIO(answer.text)))


def rows_of(run: Run, tickets: list[int]) -> list[list[str]]:
    """The lines of the export for these tickets."""
    found = [
        run.db.rows("select id, subject, status, body from ticket where id = ?", ticket)[0]
        for ticket in sorted(tickets)
    ]
    return [["id", "subject", "status", "body"], *[[str(one) for one in row] for row in found]]


def same_lines(run: Run, viewer: Shop, path: str, tickets: list[int], what: str) -> None:
    """The export holds exactly these tickets."""
    found = exported(run, viewer, path)
    run.same(
        [row[0] for row in found[1:]], [str(ticket) for ticket in sorted(tickets)], f"Tickets in GET {path}, {what}"
    )
    for row, expected in zip(found, rows_of(run, tickets), strict=True):
        run.same(row, expected, f"A line of GET {path}")


def same_as_missing(run: Run, viewer: Shop, strange: str, strange_id: int, what: str) -> None:
    """`{}` in the address is the id: of somebody else, and of nobody."""
    path = strange.format(strange_id)
    answer, missing = get(run, viewer, path), get(run, viewer, strange.format(NOWHERE))
    run.same(answer.status, 404, f"Status of GET {path}, {what}")
    run.same(missing.status, 404, f"Status of GET {strange.format(NOWHERE)}, which does not exist")
    told, nothing = re.sub(rf"\b{strange_id}\b", "N", answer.text), missing.text.replace(str(NOWHERE), "N")
    found = f"GET {path} ({what}) is answered with {told[:80]!r}, what does not exist with {nothing[:80]!r}"
    run.expect(told == nothing, f"{found}: this tells that it exists.")


@check(requirement="one", title="Every ticket of others is answered as if it did not exist")
def strange_tickets_look_missing(run: Run) -> None:
    shops = [add_shop(run) for _ in range(3)]
    run.random.shuffle(shops)
    for other in shops[1:]:
        for ticket in other.tickets:
            same_as_missing(run, shops[0], "/tickets/{}", ticket, "a ticket of another organisation")


@check(requirement="one", title="The comments of a ticket of others are answered as if it did not exist")
def strange_comments_look_missing(run: Run) -> None:
    mine, other = add_shop(run), add_shop(run)
    ticket = run.random.choice(other.tickets)
    same_as_missing(run, mine, "/tickets/{}/comments", ticket, "a ticket of another organisation")
    comment = other.comments[ticket][0]
    path = f"/tickets/{ticket}/comments/{comment}"
    run.same(get(run, mine, path).status, 404, f"Status of GET {path}, a ticket of another organisation")


@check(requirement="one", title="A comment of others is not found under a ticket of one's own")
def comment_under_another_ticket(run: Run) -> None:
    mine, other = add_shop(run), add_shop(run)
    comment = other.comments[other.tickets[0]][0]
    same_as_missing(
        run,
        mine,
        f"/tickets/{mine.tickets[0]}/comments/{{}}",
        comment,
        "a comment of another organisation under a ticket of one's own",
    )
    own = mine.comments[mine.tickets[1]][0]
    path = f"/tickets/{mine.tickets[0]}/comments/{own}"
    run.same(get(run, mine, path).status, 404, f"Status of GET {path}, a comment on another ticket")


@check(requirement="one", title="A duplicate that belongs to others is not shown inside a ticket of one's own")
def strange_duplicate_is_not_shown(run: Run) -> None:
    mine, other = add_shop(run), add_shop(run)
    run.db.write("update ticket set duplicate_of_id = ? where id = ?", other.tickets[0], mine.tickets[0])
    run.db.write("update ticket set duplicate_of_id = ? where id = ?", mine.tickets[0], mine.tickets[1])
    answer = get(run, mine, f"/tickets/{mine.tickets[0]}")
    run.same(answer.status, 200, f"Status of GET /tickets/{mine.tickets[0]}, a ticket of one's own")
    run.same(
        answer.json()["duplicate_of"], None, "duplicate_of of a ticket whose duplicate belongs to another organisation"
    )
    found = get(run, mine, f"/tickets/{mine.tickets[1]}").json()["duplicate_of"]
    run.expect(
        found is not None and found["id"] == mine.tickets[0],
        f"duplicate_of of a ticket whose duplicate is one's own: found {found}.",
    )


@check(requirement="one", title="The tickets of a customer of others are answered as if the customer did not exist")
def strange_customer_looks_missing(run: Run) -> None:
    mine, other = add_shop(run), add_shop(run)
    same_as_missing(
        run, mine, "/customers/{}/tickets", run.random.choice(other.customers), "a customer of another organisation"
    )


@check(requirement="lists", title="No filter or search of the list shows a ticket of others")
def filters_stay_inside(run: Run) -> None:
    mine, other = add_shop(run, tickets=4), add_shop(run, tickets=4)
    word = f"word{run.random.randrange(10**6)}"
    for shop in (other, mine, other):
        add_ticket(run, shop, customer=shop.customers[0], subject=f"About {word}", body="Nothing", status="closed")
        add_ticket(
            run, shop, customer=shop.customers[0], subject="About nothing", body=f"It is {word}.", status="closed"
        )
    for path in (
        "/tickets",
        "/tickets?status=closed",
        f"/tickets?q={word}",
        f"/tickets?q={word}&status=closed",
        "/tickets?q=parcel",
        "/tickets?q=Order",
    ):
        strange = set(ids(run, mine, path)) & set(other.tickets)
        run.expect(not strange, f"GET {path} shows {len(strange)} tickets of another organisation.")
    for customer in other.customers:
        for path in (
            f"/tickets?customer_id={customer}",
            f"/tickets?customer_id={customer}&status=open",
            f"/tickets?customer_id={customer}&q=parcel",
        ):
            run.same(ids(run, mine, path), [], f"Tickets of GET {path}, a customer of another organisation")


@check(requirement="lists", title="Filters and search narrow each other")
def filters_narrow(run: Run) -> None:
    mine = add_shop(run)
    word = f"word{run.random.randrange(10**6)}"
    customer = mine.customers[0]
    closed = add_ticket(run, mine, customer=customer, subject=f"About {word}", body="Nothing", status="closed")
    left_open = add_ticket(run, mine, customer=mine.customers[1], subject="Left open", body=f"It is {word}.")
    for path, tickets in (
        (f"/tickets?q={word}&status=open", [left_open]),
        (f"/tickets?customer_id={customer}&q={word}", [closed]),
    ):
        run.same(ids(run, mine, path), tickets, f"Tickets of GET {path}")


@check(requirement="lists", title="The total counts the tickets of the own organisation")
def total_counts_own(run: Run) -> None:
    mine, _other = add_shop(run, tickets=run.random.randint(2, 5)), add_shop(run, tickets=run.random.randint(3, 7))
    for path in ("/tickets", "/tickets?status=closed"):
        answer = get(run, mine, path)
        run.same(
            answer.json()["total"],
            len(mine.tickets),
            f"total of GET {path} with {len(mine.tickets)} tickets in the organisation",
        )


@check(requirement="export", title="The export leaves out the tickets of others, also when asked for by id")
def export_stays_inside(run: Run) -> None:
    mine, other = add_shop(run), add_shop(run)
    wanted = [*mine.tickets[:2], *other.tickets, NOWHERE]
    run.random.shuffle(wanted)
    path = f"/export.csv?ids={','.join(map(str, wanted))}"
    same_lines(run, mine, path, mine.tickets[:2], "with two tickets of one's own")


@check(requirement="export", title="An export of nothing but tickets of others is empty, not everything")
def export_of_others_is_empty(run: Run) -> None:
    mine, other = add_shop(run), add_shop(run)
    path = f"/export.csv?ids={','.join(map(str, other.tickets))}"
    same_lines(run, mine, path, [], "all of another organisation")


@check(requirement="export", title="The export without ids holds every ticket of one's own")
def whole_export(run: Run) -> None:
    mine, _other = add_shop(run), add_shop(run)
    same_lines(run, mine, "/export.csv", mine.tickets, "everything")


@check(requirement="own", title="The list, its filters and its search still find everything of one's own")
def own_list_is_whole(run: Run) -> None:
    other, mine = add_shop(run), add_shop(run, tickets=4)
    word = f"word{run.random.randrange(10**6)}"
    first = add_ticket(run, mine, customer=mine.customers[0], subject=f"About {word}", body="Nothing", status="closed")
    second = add_ticket(run, mine, customer=None, subject="Left open", body=f"It is {word}.")
    third = add_ticket(run, mine, customer=mine.customers[0], subject="Other", body="Nothing")
    add_ticket(run, other, customer=None, subject="Strange", body="Nothing")
    customer = mine.customers[0]
    expected = {
        "/tickets": mine.tickets,
        "/tickets?status=closed": [first],
        f"/tickets?q={word}": [first, second],
        f"/tickets?customer_id={customer}": [mine.tickets[0], first, third],
        f"/tickets?customer_id={customer}&status=closed": [first],
    }
    for path, tickets in expected.items():
        run.same(ids(run, mine, path), tickets, f"Tickets of GET {path}, all of one's own")


@check(
    requirement="own",
    title="Tickets, comments and customers of one's own are shown in full, with or without a customer",
)
def own_details_are_whole(run: Run) -> None:
    _other, mine = add_shop(run), add_shop(run)
    for ticket in mine.tickets:
        row = run.db.rows("select id, subject, status, customer_id, body from ticket where id = ?", ticket)[0]
        expected: Any = dict(zip(["id", "subject", "status", "customer_id", "body"], row, strict=True)) | {
            "duplicate_of": None
        }
        answer = get(run, mine, f"/tickets/{ticket}")
        run.same(answer.status, 200, f"Status of GET /tickets/{ticket}, a ticket of one's own")
        run.same(answer.json(), expected, f"GET /tickets/{ticket}")
        comments = get(run, mine, f"/tickets/{ticket}/comments").json()
        run.same([one["id"] for one in comments], mine.comments[ticket], f"GET /tickets/{ticket}/comments")
        for comment in comments:
            found = get(run, mine, f"/tickets/{ticket}/comments/{comment['id']}")
            run.same(
                found.status, 200, f"Status of GET /tickets/{ticket}/comments/{comment['id']}, a comment of one's own"
            )
            run.same(found.json(), comment, f"GET /tickets/{ticket}/comments/{comment['id']}")
    for number, customer in enumerate(mine.customers):
        run.same(
            ids(run, mine, f"/customers/{customer}/tickets"),
            [mine.tickets[number]],
            f"GET /customers/{customer}/tickets",
        )


@check(requirement="own", title="Without a valid token there is nothing to see")
def token_is_needed(run: Run) -> None:
    mine, other = add_shop(run), add_shop(run)
    run.db.write("update member set active = 0 where organisation_id = ?", other.id)
    for path in ("/tickets", f"/tickets/{other.tickets[0]}", "/export.csv"):
        run.same(get(run, other, path).status, 401, f"Status of GET {path} with the token of a member who has left")
        run.same(run.http().get(path).status, 401, f"Status of GET {path} without a token")
        run.same(
            run.http().get(path, headers={"Authorization": f"Bearer x{mine.token}"}).status,
            401,
            f"Status of GET {path} with an unknown token",
        )
