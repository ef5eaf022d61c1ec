from collections.abc import Callable

from grading import Run, check
from stage import OLD, Rollout, traffic


@check(requirement="together", title="What was written at any point is right at the end")
def writes_survive(run: Run) -> None:
    stage = Rollout(run)

    def write(when: str) -> None:
        for worker in (0, 1):
            stage.create(worker, run.random.choice([None, stage.new_phone()]), when)
            stage.change(worker, stage.any_customer(), run.random.choice([None, "", stage.new_phone()]), when)

    write("before the first step")
    stage.play(stage.whole(), write)
    for number in stage.phones:
        stage.sees(run.random.randrange(2), number, "at the end, after writes at every point")


@check(requirement="together", title="A release can be taken back until the next step begins")
def deployments_can_be_taken_back(run: Run) -> None:
    stage = Rollout(run)
    for place in stage.whole():
        old = stage.releases[0]
        stage.play(range(place, place + 1))
        if "deploy" in stage.plan[place]:
            new = stage.releases[0]
            numbers = [stage.create(worker, stage.new_phone(), f"at {new}") for worker in (0, 1)]
            for worker in (0, 1):
                stage.deploy(worker, old)
                traffic(stage, f"after {new} was taken back on {worker + 1} of 2 workers")
            for number in numbers:
                stage.sees(0, number, f"that {new} wrote before it was taken back")
            stage.play(range(place, place + 1))


@check(requirement="underway", title="What is written while a script runs is not lost")
def writes_during_scripts(run: Run) -> None:
    def write(stage: Rollout, when: str) -> None:
        changed, removed = run.random.sample([number for number, phone in stage.phones.items() if phone], 2)
        phone = stage.new_phone()
        change = run.http(1).start("PUT", f"/customers/{changed}/phone", json_body={"phone": phone})
        if run.db.until_settled(1, change.channel, run.answer_s) == "blocked":
            run.db.release(0)  # the script is one transaction: the write comes after it
        run.same(change.wait().status, 204, f"Status of a change of phone {when}")
        stage.phones[changed] = phone
        numbers = [changed]
        if run.db.status(0) == "held":
            stage.change(1, removed, None, when)
            numbers += [removed, stage.create(1, stage.new_phone(), when)]
        stage.later = lambda: [stage.sees(0, number, f"at the end, written {when}") for number in numbers]

    stop_everywhere(run, write)


@check(requirement="underway", title="While a script runs, customers can be read")
def reads_during_scripts(run: Run) -> None:
    def read(stage: Rollout, when: str) -> None:
        number = stage.any_customer()
        stage.sees(1, number, when)
        stage.finds(1, number, when)

    stop_everywhere(run, read)


def stop_everywhere(run: Run, act: Callable[[Rollout, str], None]) -> None:
    """Stop each script before each of its statements, act at the other worker, and play the plan to its end."""
    for place, step in enumerate(Rollout(run).plan):
        for statement in range(30 if "run" in step else 0):
            stage = Rollout(run)
            stage.play(range(place))
            run.db.hold(0, after=statement)
            script = run.http(0).start("POST", f"/rollout/steps/{place}")
            state = run.db.until_settled(0, script.channel, run.answer_s)
            try:
                act(stage, f"while step {place + 1} stood before its statement {statement + 1}")
            finally:
                run.db.release(0)
                answer = script.wait()
            run.expect(
                answer.status == 204, f"Step {place + 1}, a script, answered {answer.status}: {answer.text[:200]}"
            )
            stage.play(range(place + 1, len(stage.plan)))
            stage.later()
            if state == "answered":
                break


@check(requirement="data", title="Names and phones are untouched, missing and empty ones too")
def rows_are_untouched(run: Run) -> None:
    for number in run.random.sample(range(1, 41), 6):
        run.db.write(
            "update customer set name = ?, phone = ? where id = ?",
            f"N {number}; '",
            run.random.choice([None, "", " 0", "007", "+1 (2) 3"]),
            number,
        )
    before = run.db.rows("select id, name, phone from customer order by id")
    stage = Rollout(run, fresh=False)
    stage.play(stage.whole())
    run.same(
        run.db.rows("select id, name, phone_number from customer order by id"), before, "Rows of customer at the end"
    )


@check(
    requirement="finished",
    title="Nothing of the way is left: no trigger, no other table, and phones are found by an index",
)
def nothing_is_left(run: Run) -> None:
    stage = Rollout(run)
    stage.play(stage.whole())
    left = run.db.rows(
        "select type, name from sqlite_master where type in ('trigger', 'view', 'table')"
        " and name not like 'sqlite_%' and name <> 'customer'"
    )
    run.same(left, [], "Triggers, views and other tables at the end")
    how = " ".join(
        str(row[-1]) for row in run.db.rows("explain query plan select id from customer where phone_number = '1'")
    )
    run.expect("INDEX" in how, f"A search by phone_number reads the whole table at the end: {how}.")


@check(requirement="finished", title="The last release serves alone, with the answers of the first")
def last_release_serves(run: Run) -> None:
    stage = Rollout(run)
    stage.play(stage.whole())
    run.expect(OLD not in stage.releases, "The plan deploys no new release.")
    traffic(stage, "at the end")
    number = stage.create(0, stage.new_phone(), "at the end")
    run.same(
        run.http(1).get(f"/customers/{number}").json(),
        {"id": number, "name": "New", "phone": stage.phones[number]},
        "Customer at the end",
    )
    run.same(run.http(1).get("/customers/999999").status, 404, "Status of GET /customers/.. of nobody at the end")
