from grading import Answer, Run, check
from visible import balances, move


class Club:
    """Two accounts of random ids and balances among others, and a sum to move between them."""

    def __init__(self, run: Run, *, enough: bool = True) -> None:
        self.run, random = run, run.random
        self.source, self.target, *others = random.sample(range(10, 9999), 5)
        self.start = {one: random.randrange(2000, 9000) for one in (self.source, self.target, *others)}
        self.pence = random.randrange(100, 1900) if enough else random.randrange(9001, 20_000)

    def arrange(self) -> None:
        self.run.db.write("delete from savings_account")
        for account, pence in self.start.items():
            self.run.db.write(
                "insert into savings_account (id, owner, balance_pence) values (?, ?, ?)",
                account,
                f"Owner {account}",
                pence,
            )

    def act(self) -> Answer:
        return move(self.run, self.source, self.target, self.pence)

    def after(self, times: int = 1) -> dict[int, int]:
        """The balances after so many of these transfers."""
        moved = {self.source: -self.pence * times, self.target: self.pence * times}
        return dict(sorted((account, pence + moved.get(account, 0)) for account, pence in self.start.items()))

    def expect_consistent(self, when: str) -> None:
        """Balances, entries and transfers tell the same story."""
        run = self.run
        accounts = run.db.rows(
            "select a.id, a.balance_pence, coalesce(sum(e.pence), 0) from savings_account a"
            " left join savings_entry e on e.account_id = a.id group by a.id"
        )
        total, before = sum(pence for _, pence, _ in accounts), sum(self.start.values())
        run.expect(total == before, f"{when}: the accounts held {before} pence in all, now {total}.")
        for account, pence, written in accounts:
            moved = pence - self.start[account]
            run.expect(
                moved == written, f"{when}: an account's balance changed by {moved} pence, its entries say {written}."
            )
        for transfer, pence in run.db.rows("select id, pence from savings_transfer"):
            entries = run.db.rows("select pence from savings_entry where transfer_id = ? order by pence", transfer)
            run.expect(
                entries == [[-pence], [pence]],
                f"{when}: a transfer of {pence} pence has the entries {[one[0] for one in entries]}.",
            )


def transfers(run: Run) -> int:
    return run.db.value("select count(*) from savings_transfer")


def refusals(run: Run) -> int:
    return run.db.value("select count(*) from savings_refusal")


def at(number: int) -> str:
    return f"Connection lost at statement {number + 1}"


@check(requirement="whole", title="Whatever statement is lost, balances, entries and transfers agree")
def faults_leave_it_consistent(run: Run) -> None:
    club = Club(run)
    for number, _answer in run.faults(club.act, arrange=club.arrange):
        club.expect_consistent(at(number))


@check(requirement="whole", title="Whatever statement is lost, the transfer has happened as a whole or not at all")
def faults_leave_all_or_nothing(run: Run) -> None:
    club = Club(run)
    for number, _answer in run.faults(club.act, arrange=club.arrange):
        happened = transfers(run)
        run.expect(happened in (0, 1), f"{at(number)}: {happened} transfers are stored.")
        run.same(balances(run), club.after(happened), f"{at(number)}, with {happened} transfers stored: balances")


@check(requirement="answer", title="201 is answered when the transfer is stored, and only then")
def answer_is_true(run: Run) -> None:
    club = Club(run)
    for number, answer in run.faults(club.act, arrange=club.arrange):
        stored = balances(run) == club.after(1) and transfers(run) == 1
        run.expect(
            answer.status == 201 or answer.status >= 500,
            f"{at(number)}: answered {answer.status}, expected 201 or 503.",
        )
        if answer.status == 201:
            run.expect(stored, f"{at(number)}: answered 201, and the transfer is not stored.")
        else:
            run.expect(
                balances(run) == club.after(0) and not transfers(run),
                f"{at(number)}: answered {answer.status}, and something was stored.",
            )


@check(requirement="answer", title="After a failure the same transfer can be sent again and happens once")
def repeated_after_failure(run: Run) -> None:
    club = Club(run)
    for number, answer in run.faults(club.act, arrange=club.arrange):
        if answer.status != 201:
            again = club.act()
            run.same(
                again.status, 201, f"{at(number)}, answered {answer.status}; status of the same transfer sent again"
            )
            run.same(
                balances(run),
                club.after(1),
                f"{at(number)}, answered {answer.status}; balances after the same transfer was sent again",
            )


@check(requirement="answer", title="A refusal that could not be noted is not answered as one")
def refusal_is_true(run: Run) -> None:
    club = Club(run, enough=False)
    for number, answer in run.faults(club.act, arrange=club.arrange):
        expected = 1 if answer.status == 409 else 0
        run.expect(
            answer.status == 409 or answer.status >= 500,
            f"{at(number)}, not enough money: answered {answer.status}, expected 409 or 503.",
        )
        run.same(refusals(run), expected, f"{at(number)}, not enough money, answered {answer.status}: refusals noted")
        run.same(balances(run), club.after(0), f"{at(number)}, not enough money: balances")


@check(requirement="seen", title="At no moment of a transfer does a reader see half of it")
def no_half_is_seen(run: Run) -> None:
    club = Club(run)
    watch(run, club, "Read by another before statement")


@check(requirement="seen", title="At no moment of a failing transfer does a reader see half of it")
def no_half_of_a_failure_is_seen(run: Run) -> None:
    club = Club(run)
    for lost in range(3, 12):
        watch(run, club, f"{at(lost)}, read before statement", lost=lost)


def watch(run: Run, club: Club, what: str, *, lost: int | None = None) -> None:
    """Hold the transfer before each of its statements, and look at what is committed."""
    for number in range(30):
        run.db.reset()
        club.arrange()
        run.db.fail_after(lost)
        run.db.hold(0, after=number)
        begun = run.http().start(
            "POST", "/transfers/", json_body={"from": club.source, "to": club.target, "pence": club.pence}
        )
        try:
            state = run.db.until_settled(0, begun.channel, run.answer_s)
            club.expect_consistent(f"{what} {number + 1}")
        finally:
            run.db.release(0)
            begun.wait()
            run.db.fail_after(None)
        if state == "answered":
            return


@check(requirement="rules", title="Not enough money: 409, nothing moves, and the refusal is noted for the treasurer")
def refusal_is_noted(run: Run) -> None:
    club = Club(run, enough=False)
    club.arrange()
    for times in (1, 2):
        run.same(
            club.act().status,
            409,
            f"Status of a transfer of {club.pence} from an account with {club.start[club.source]}",
        )
        run.same(refusals(run), times, f"Refusals noted after {times} refused transfers")
    noted = run.db.rows("select account_id, pence from savings_refusal limit 1")
    run.same(noted, [[club.source, club.pence]], "The refusal (account, pence)")
    run.same(
        (balances(run) == club.after(0), transfers(run)),
        (True, 0),
        "Balances unchanged and transfers stored after refused transfers",
    )


@check(requirement="rules", title="The whole balance can be moved, and not one penny more")
def whole_balance_moves(run: Run) -> None:
    club = Club(run)
    club.arrange()
    club.pence = club.start[club.source]
    run.same(club.act().status, 201, "Status of a transfer of the whole balance")
    run.same(balances(run), club.after(1), "Balances after it")
    run.same(
        move(run, club.source, club.target, 1).status, 409, "Status of a transfer of one penny from the empty account"
    )


@check(requirement="rules", title="Wrong requests are refused, and store nothing")
def wrong_requests(run: Run) -> None:
    club = Club(run)
    club.arrange()
    for source, target, pence, status in [
        (club.source, club.target, 0, 400), (club.source, club.target, -5, 400), (club.source, club.source, 5, 400),
        (club.source, 123_456, 5, 404), (123_456, club.target, 5, 404),
    ]:  # fmt: skip
        what = "the same account" if source == target else "an unknown account" if status == 404 else "an account"
        run.same(
            move(run, source, target, pence).status, status, f"Status of a transfer of {pence} pence to or from {what}"
        )
    run.same(run.http().post("/transfers/", body=b"no json").status, 400, "Status of a transfer that is no JSON")
    run.same(
        (balances(run) == club.after(0), transfers(run), refusals(run)),
        (True, 0, 0),
        "Balances unchanged, transfers and refusals stored after wrong requests",
    )


@check(requirement="rules", title="Many transfers add up, and the page of an account shows them")
def many_transfers_add_up(run: Run) -> None:
    club = Club(run)
    club.arrange()
    accounts, expected = list(club.start), dict(club.start)
    entries: dict[int, list[int]] = {account: [] for account in accounts}
    for _ in range(12):
        source, target = run.random.sample(accounts, 2)
        pence = run.random.randint(1, 150)
        answer = move(run, source, target, pence)
        run.same(answer.status, 201, f"Status of a transfer of {pence} pence")
        run.same(
            {name: answer.json().get(name) for name in ("from", "to", "pence")},
            {"from": source, "to": target, "pence": pence},
            "The answer to a transfer",
        )
        expected[source] -= pence
        expected[target] += pence
        entries[source].append(-pence)
        entries[target].append(pence)
    run.same(balances(run), dict(sorted(expected.items())), "Balances after twelve transfers")
    club.expect_consistent("After twelve transfers")
    for account in accounts:
        page = run.http().get(f"/accounts/{account}/").json()
        run.same(
            (page["balance_pence"], page["entries"]),
            (expected[account], entries[account]),
            f"GET /accounts/{account}/ after twelve transfers",
        )
