from grading import Answer, Run, check


def move(run: Run, source: int, target: int, pence: int) -> Answer:
    return run.http().post("/transfers/", json_body={"from": source, "to": target, "pence": pence})


def balances(run: Run) -> dict[int, int]:
    return {row[0]: row[1] for row in run.db.rows("select id, balance_pence from savings_account order by id")}


@check(requirement="rules", title="A transfer moves money and writes one entry for each account")
def transfer_moves_money(run: Run) -> None:
    answer = move(run, 1, 2, 700)
    run.same(answer.status, 201, "Status of a transfer of 700 pence from an account with 5000")
    run.same(
        balances(run), {1: 4300, 2: 1900}, "Balances after a transfer of 700 from account 1 (5000) to account 2 (1200)"
    )
    entries = run.db.rows("select account_id, pence from savings_entry order by account_id")
    run.same(entries, [[1, -700], [2, 700]], "Entries after that transfer (account, pence)")


@check(requirement="whole", title="Money does not vanish when the database is lost in mid-transfer")
def money_does_not_vanish(run: Run) -> None:
    for number, answer in run.faults(lambda: move(run, 1, 2, 700)):
        total = sum(balances(run).values())
        when = f"The connection was lost at statement {number + 1}; the answer was {answer.status}"
        run.expect(total == 6200, f"{when}. The accounts held 6200 pence, now {total}.")
