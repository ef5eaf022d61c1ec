from collections.abc import Callable, Iterator

from grading import Answer, Http, Run, check
from visible import Buyer, add_buyer, new_key, payments, start


def paid(run: Run, invoice: int) -> int:
    return run.db.value("select paid_pence from invoice where id = ?", invoice)


def some(run: Run) -> int:
    return run.random.randint(100, 4000)


def expect_once(run: Run, when: str, invoice: int, pence: int) -> None:
    """One payment in all, and the invoice says the same."""
    run.expect(payments(run) == 1, f"{when}: {payments(run)} payments are stored, expected 1.")
    run.expect(
        paid(run, invoice) == pence, f"{when}: the invoice says {paid(run, invoice)} pence paid, expected {pence}."
    )


@check(requirement="replay", title="However often a payment is sent again, also when nothing is left to pay")
def sent_again_and_again(run: Run) -> None:
    buyer, key, pence = add_buyer(run, total=5000), new_key(run), 5000
    reference = f"R{run.random.randrange(10**6)}"
    first = start(run.http(), buyer, key, pence, reference=reference).wait()
    expected = {
        "payment": run.db.value("select id from payment"),
        "invoice": buyer.invoices[0],
        "pence": pence,
        "reference": reference,
    }
    run.same((first.status, first.json()), (201, expected), "Status and answer of paying a whole invoice")
    for turn in range(4):
        again = start(run.http(turn % 2), buyer, key, pence, reference=reference).wait()
        run.same((again.status, again.json()), (201, expected), "Status and answer of the same payment sent again")
    expect_once(run, "A payment sent five times", buyer.invoices[0], pence)


@check(requirement="replay", title="The same payment, written in another way, is the same payment")
def written_in_another_way(run: Run) -> None:
    buyer, key, pence = add_buyer(run), new_key(run), some(run)
    first = start(run.http(), buyer, key, pence, reference="May").wait()
    run.same(first.status, 201, f"Status of a payment of {pence} of 10000 pence")
    headers = {"Authorization": f"Bearer {buyer.token}", "Idempotency-Key": key, "Content-Type": "application/json"}
    body = f'{{ "reference":"May",\n  "pence" : {pence} }}'.encode()
    again = run.http(1).post(f"/invoices/{buyer.invoices[0]}/payments", body=body, headers=headers)
    run.same(
        (again.status, again.text),
        (201, first.text),
        "Status and answer of the same payment with its JSON in another order",
    )
    expect_once(run, "A payment sent twice in different order", buyer.invoices[0], pence)


@check(requirement="replay", title="Two keys are two payments")
def two_keys(run: Run) -> None:
    buyer, pence = add_buyer(run), some(run)
    answers = [start(run.http(turn), buyer, new_key(run), pence).wait() for turn in range(2)]
    run.same(
        [one.status for one in answers],
        [201, 201],
        f"Statuses of two payments of {pence} of 10000 pence with different keys",
    )
    run.expect(
        answers[0].json()["payment"] != answers[1].json()["payment"],
        "Two payments with different keys were answered with the same payment.",
    )
    run.same(
        (payments(run), paid(run, buyer.invoices[0])),
        (2, 2 * pence),
        "Payments stored and pence paid after two payments with different keys",
    )


@check(requirement="replay", title="A refusal is not kept: its key may be used again")
def refusal_is_not_kept(run: Run) -> None:
    buyer, key = add_buyer(run, total=3000), new_key(run)
    run.same(start(run.http(), buyer, key, 3001).wait().status, 409, "Status of paying 3001 of 3000 pence")
    run.same(
        start(run.http(), buyer, key, 100, invoice=9_999_999).wait().status,
        404,
        "Status of paying an invoice that does not exist",
    )
    answer = start(run.http(1), buyer, key, 3000).wait()
    run.same(answer.status, 201, "Status of paying 3000 of 3000 pence with the key of two refused requests")
    expect_once(run, "Two refusals and a payment", buyer.invoices[0], 3000)


@check(requirement="replay", title="Wrong requests are refused as before, and store nothing")
def wrong_requests(run: Run) -> None:
    buyer, other = add_buyer(run), add_buyer(run)
    path, token = f"/invoices/{buyer.invoices[0]}/payments", {"Authorization": f"Bearer {buyer.token}"}
    run.same(
        run.http().post(path, json_body={"pence": 5}, headers=token).status,
        422,
        "Status of a payment without Idempotency-Key",
    )
    run.same(
        run.http().post(path, json_body={"pence": 5}, headers=token | {"Idempotency-Key": "short"}).status,
        422,
        "Status of a payment with a key of 5 letters",
    )
    run.same(
        run.http().post(path, json_body={"pence": 5}, headers={"Idempotency-Key": new_key(run)}).status,
        401,
        "Status of a payment without a token",
    )
    run.same(start(run.http(), buyer, new_key(run), 0).wait().status, 422, "Status of a payment of 0 pence")
    run.same(
        start(run.http(), buyer, new_key(run), 5, invoice=other.invoices[0]).wait().status,
        404,
        "Status of paying somebody else's invoice",
    )
    run.same(
        (payments(run), run.db.value("select count(*) from saved_answer")),
        (0, 0),
        "Payments and answers stored after wrong requests",
    )


@check(requirement="mismatch", title="A key that was used for another request is refused, and nothing is paid")
def used_for_another(run: Run) -> None:
    buyer, key, pence = add_buyer(run), new_key(run), some(run)
    first, second = buyer.invoices
    made = start(run.http(), buyer, key, pence, reference="May").wait()
    run.same(made.status, 201, f"Status of a payment of {pence} of 10000 pence")
    for what, answer in {
        "another amount": start(run.http(1), buyer, key, pence + 1, reference="May").wait(),
        "another reference": start(run.http(0), buyer, key, pence, reference="June").wait(),
        "another invoice": start(run.http(1), buyer, key, pence, reference="May", invoice=second).wait(),
    }.items():
        run.same(answer.status, 422, f"Status of a payment with {what} and a key that was used before")
    expect_once(run, "A key used for three other requests", first, pence)
    run.same(paid(run, second), 0, "Pence paid of another invoice with a key that was used before")
    again = start(run.http(1), buyer, key, pence, reference="May").wait()
    run.same(
        (again.status, again.json()), (201, made.json()), "Status and answer of the first payment sent again after that"
    )


@check(
    requirement="mismatch", title="A key belongs to one customer: others may use the same text for their own payments"
)
def key_of_another_customer(run: Run) -> None:
    one, two, key, pence = add_buyer(run), add_buyer(run), new_key(run), some(run)
    first, second = start(run.http(0), one, key, pence).wait(), start(run.http(1), two, key, pence).wait()
    run.same((first.status, second.status), (201, 201), "Statuses of the payments of two customers with the same key")
    run.same(second.json()["invoice"], two.invoices[0], "The invoice in the answer to the second customer")
    run.same(
        (paid(run, one.invoices[0]), paid(run, two.invoices[0])),
        (pence, pence),
        "Pence paid by two customers with the same key",
    )


Starting = Callable[[Http], Http]


def play(
    run: Run, make: Callable[[Buyer, str], tuple[Starting, Starting]]
) -> Iterator[tuple[str, Buyer, str, Answer, Answer]]:
    """Race two requests of a fresh customer with a fresh key; the first string says what was done."""
    now: list[tuple[Buyer, str, Starting, Starting]] = []

    def arrange() -> None:
        buyer, key = add_buyer(run), new_key(run)
        now.append((buyer, key, *make(buyer, key)))

    def first(http: Http) -> Http:
        return now[-1][2](http)

    def second(http: Http) -> Http:
        return now[-1][3](http)

    for number, one, two in run.races(first, second, arrange=arrange):
        statuses = f"answered {one.status}, while the other runs, answered {two.status}"
        when = f"one held before statement {number + 1}, {statuses}"
        yield when, now[-1][0], now[-1][1], one, two


@check(
    requirement="concurrent", title="Of two equal requests at once one is done; the other gets the same answer, or 409"
)
def equal_requests(run: Run) -> None:
    pence = some(run)

    def make(buyer: Buyer, key: str) -> tuple[Starting, Starting]:
        return (lambda http: start(http, buyer, key, pence)), (lambda http: start(http, buyer, key, pence))

    for order, buyer, key, one, two in play(run, make):
        when = f"The same payment twice, {order}"
        run.expect({one.status, two.status} <= {201, 409}, f"{when}: expected 201, or 409 for one of them.")
        told = [answer.json() for answer in (one, two) if answer.status == 201]
        run.expect(bool(told), f"{when}: neither was done.")
        run.expect(told[0] == told[-1], f"{when}: answered {told[0]} and {told[-1]}.")
        expect_once(run, when, buyer.invoices[0], pence)
        again = start(run.http(1), buyer, key, pence).wait()
        run.same((again.status, again.json()), (201, told[0]), f"{when}: status and answer when it is sent once more")


@check(
    requirement="concurrent", title="Of two different requests at once with one key, one is done and the other refused"
)
def different_requests(run: Run) -> None:
    pence = some(run)

    def other_amount(buyer: Buyer, key: str) -> tuple[Starting, Starting]:
        return (lambda http: start(http, buyer, key, pence)), (lambda http: start(http, buyer, key, pence + 1))

    def other_invoice(buyer: Buyer, key: str) -> tuple[Starting, Starting]:
        return (lambda http: start(http, buyer, key, pence)), (
            lambda http: start(http, buyer, key, pence, invoice=buyer.invoices[1])
        )

    for what, make in (("two amounts", other_amount), ("two invoices", other_invoice)):
        for order, _buyer, _key, one, two in play(run, make):
            when = f"One key for {what}, {order}"
            statuses = sorted((one.status, two.status))
            run.expect(statuses in ([201, 409], [201, 422]), f"{when}: expected 201 for one, 422 or 409 for the other.")
            run.expect(payments(run) == 1, f"{when}: {payments(run)} payments are stored, expected 1.")


@check(
    requirement="concurrent",
    title="Two keys at once, or two customers with the same key, do not get in each other's way",
)
def unrelated_requests(run: Run) -> None:
    pence = some(run)

    def two_keys(buyer: Buyer, key: str) -> tuple[Starting, Starting]:
        return (lambda http: start(http, buyer, key, pence)), (lambda http: start(http, buyer, f"{key}-2", pence))

    def two_customers(buyer: Buyer, key: str) -> tuple[Starting, Starting]:
        other = add_buyer(run)
        return (lambda http: start(http, buyer, key, pence)), (lambda http: start(http, other, key, pence))

    for what, make in (("Two keys for one invoice", two_keys), ("Two customers with the same key", two_customers)):
        for order, _buyer, _key, one, two in play(run, make):
            when = f"{what}, {order}"
            run.expect((one.status, two.status) == (201, 201), f"{when}: expected 201 for both.")
            total = run.db.value("select sum(paid_pence) from invoice")
            run.expect(
                (payments(run), total) == (2, 2 * pence),
                f"{when}: {payments(run)} payments are stored and {total} pence paid, expected 2 and {2 * pence}.",
            )


def after_faults(run: Run, pence: int) -> Iterator[tuple[str, Buyer, Answer, Answer]]:
    """Lose the connection at each statement of a payment, then send the payment again to the other process."""
    now: list[tuple[Buyer, str]] = []
    for number, first in run.faults(
        lambda: start(run.http(0), *now[-1], pence).wait(), arrange=lambda: now.append((add_buyer(run), new_key(run)))
    ):
        again = start(run.http(1), *now[-1], pence).wait()
        when = (
            f"Connection lost at statement {number + 1}, answered {first.status}; sent again, answered {again.status}"
        )
        yield when, now[-1][0], first, again


@check(requirement="crash", title="After a failure at any statement the payment can be sent again, and is made once")
def again_after_failure(run: Run) -> None:
    pence = some(run)
    for when, buyer, _first, again in after_faults(run, pence):
        run.expect(again.status == 201, f"{when}: expected 201 for the second.")
        expect_once(run, when, buyer.invoices[0], pence)


@check(requirement="crash", title="An answer that was given before or after a failure stays the answer")
def answers_after_failure(run: Run) -> None:
    for when, _buyer, first, again in after_faults(run, some(run)):
        run.expect(first.status == 201 or first.status >= 500, f"{when}: expected 201 or 503 for the first.")
        run.expect(again.status == 201, f"{when}: expected 201 for the second.")
        told = again.json()["payment"]
        run.expect(
            told == run.db.value("select max(id) from payment"),
            f"{when}: the answer names payment {told}, which is not the one stored.",
        )
        if first.status == 201:
            run.expect(
                first.json() == again.json(), f"{when}: the first answer was {first.text}, the second {again.text}."
            )


@check(requirement="crash", title="A failure before anything is stored leaves no payment")
def no_half_payment(run: Run) -> None:
    now: list[tuple[Buyer, str]] = []
    pence = some(run)
    for number, answer in run.faults(
        lambda: start(run.http(0), *now[-1], pence).wait(), arrange=lambda: now.append((add_buyer(run), new_key(run)))
    ):
        stored, said = payments(run), paid(run, now[-1][0].invoices[0])
        when = f"Connection lost at statement {number + 1}, answered {answer.status}"
        run.expect(
            said == stored * pence,
            f"{when}: {stored} payments of {pence} pence are stored, the invoice says {said} paid.",
        )
        run.expect(answer.status != 201 or stored == 1, f"{when}: no payment is stored.")
