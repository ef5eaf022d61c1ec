"""Plays a rollout as the checks see it: two workers, the steps of the plan, and customers whose phones are known."""

from collections.abc import Callable
from typing import Any

from grading import Run

OLD = "release_1"


class Rollout:
    """The plan of the solution. fresh: begin with the first rows.

    Worker 0 is the last to get a new release and the one that runs scripts.
    """

    def __init__(self, run: Run, *, fresh: bool = True) -> None:
        self.run = run
        self.later: Callable[[], Any] = lambda: None
        if fresh:
            run.db.reset()
        self.plan: list[dict[str, str]] = run.http().get("/rollout").json()
        self.releases = [OLD, OLD]
        for worker in (0, 1):
            self.deploy(worker, OLD)
        self.phones: dict[int, str | None] = dict(run.db.rows("select id, phone from customer"))

    def deploy(self, worker: int, release: str) -> None:
        answer = self.run.http(worker).post(f"/rollout/releases/{release}")
        self.run.same(answer.status, 204, f"Status of deploying {release}")
        self.releases[worker] = release

    def run_script(self, place: int) -> None:
        answer = self.run.http().post(f"/rollout/steps/{place}")
        self.run.expect(
            answer.status == 204, f"Step {place + 1}, a script, answered {answer.status}: {answer.text[:200]}"
        )

    def play(self, steps: range, visit: Callable[[str], None] = lambda _when: None) -> None:
        """Carry out some steps. visit: called whenever something has changed, with words for when that is."""
        for place in steps:
            step = self.plan[place]
            if "run" in step:
                self.run_script(place)
                visit(f"after step {place + 1} (a script), with {self.releases[0]}")
                continue
            old, new = self.releases[0], step["deploy"]
            self.deploy(1, new)
            visit(f"during step {place + 1}, with {old} on one worker and {new} on the other")
            self.deploy(0, new)
            visit(f"after step {place + 1}, with {new}")

    def new_phone(self) -> str:
        return f"0{self.run.random.randrange(10**11)}"

    def create(self, worker: int, phone: str | None, when: str) -> int:
        answer = self.run.http(worker).post("/customers", json_body={"name": "New", "phone": phone})
        self.run.same(answer.status, 201, f"Status of POST /customers at {self.releases[worker]} {when}")
        self.phones[answer.json()["id"]] = phone
        return int(answer.json()["id"])

    def change(self, worker: int, number: int, phone: str | None, when: str) -> None:
        answer = self.run.http(worker).put(f"/customers/{number}/phone", json_body={"phone": phone})
        self.run.same(answer.status, 204, f"Status of a change of phone at {self.releases[worker]} {when}")
        self.phones[number] = phone

    def sees(self, worker: int, number: int, when: str) -> None:
        """Make sure that a worker shows the phone of a customer as it was last set."""
        answer = self.run.http(worker).get(f"/customers/{number}")
        self.run.same(answer.status, 200, f"Status of GET /customers/.. at {self.releases[worker]} {when}")
        self.run.same(
            answer.json().get("phone", "-"), self.phones[number], f"Phone that {self.releases[worker]} shows {when}"
        )

    def finds(self, worker: int, number: int, when: str) -> None:
        phone = self.phones[number]
        if phone:
            found = self.run.http(worker).get(f"/customers?phone={phone.replace('+', '%2B').replace(' ', '%20')}")
            expected = sorted(one for one, other in self.phones.items() if other == phone)
            self.run.same(
                (found.status, found.json()),
                (200, expected),
                f"Customers that {self.releases[worker]} finds by a phone {when}",
            )

    def any_customer(self) -> int:
        return self.run.random.choice(list(self.phones))

    def whole(self) -> range:
        return range(len(self.plan))


def traffic(stage: Rollout, when: str) -> None:
    """Let both workers write, and both read what either has written."""

    def check(number: int, what: str) -> None:
        for reader in (0, 1):
            stage.sees(reader, number, f"{what} {when}")
            stage.finds(reader, number, f"{what} {when}")

    for writer in stage.run.random.sample([0, 1], 2):
        release = stage.releases[writer]
        check(stage.create(writer, stage.new_phone(), when), f"of a customer that {release} created")
        check(stage.create(writer, None, when), f"of a customer without phone that {release} created")
        number = stage.any_customer()
        stage.change(writer, number, stage.new_phone(), when)
        check(number, f"that {release} has set")
        stage.change(writer, number, None, when)
        check(number, f"that {release} has removed")
        stage.change(1 - writer, number, stage.new_phone(), when)
        check(number, f"that {stage.releases[1 - writer]} has set again")


def columns(run: Run) -> list[Any]:
    return [row[1] for row in run.db.rows("pragma table_info(customer)")]
