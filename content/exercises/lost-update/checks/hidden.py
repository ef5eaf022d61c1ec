from collections.abc import Callable, Iterator

from grading import Answer, Http, Run, check
from visible import pieces

Starting = Callable[[Http], Http]


class Shelf:
    """A box with random id, texts and pieces, beside others."""

    def __init__(self, run: Run, start: int) -> None:
        self.run, self.start = run, start
        self.id, *self.others = run.random.sample(range(2, 5000), 3)
        self.texts = {"label": f"L{run.random.randrange(10**6)}", "note": f"N{run.random.randrange(10**6)}"}

    def arrange(self) -> None:
        sql = "insert into stock_box (id, label, note, pieces, version) values (?, ?, ?, ?, 0)"
        for one in (self.id, *self.others):
            self.run.db.write(sql, one, self.texts["label"], self.texts["note"], self.start)

    def moving(self, change: int) -> Starting:
        return lambda http: http.start("POST", f"/boxes/{self.id}/movements/", json_body={"change": change})

    def describing(self, **texts: str) -> Starting:
        return lambda http: http.start("PATCH", f"/boxes/{self.id}/", json_body=texts)

    def row(self) -> dict[str, str]:
        found = self.run.db.rows("select label, note from stock_box where id = ?", self.id)[0]
        return dict(zip(("label", "note"), found, strict=True))

    def moves(self, first: int, second: int) -> Iterator[tuple[str, list[tuple[int, Answer]]]]:
        """Race two movements; yield what was done, and each change with its answer."""
        for number, one, two in self.run.races(self.moving(first), self.moving(second), arrange=self.arrange):
            held = f"{first:+} (answered {one.status}) held before its statement {number + 1}"
            when = f"{self.start} pieces; {held} while {second:+} (answered {two.status}) ran"
            for answer in (one, two):
                self.run.expect(answer.status in (201, 409), f"{when}: expected 201 or 409.")
            yield when, [(first, one), (second, two)]

    def expect_counted(self, when: str, answers: list[tuple[int, Answer]]) -> None:
        """At least one of two movements was done, and what was done was counted."""
        done = [change for change, answer in answers if answer.status == 201]
        found, expected = pieces(self.run, self.id), self.start + sum(done)
        self.run.expect(bool(done), f"{when}: neither was done.")
        self.run.expect(found == expected, f"{when}: {found} pieces in the box, expected {expected}.")


def small(run: Run) -> int:
    return run.random.randint(2, 15)


@check(requirement="sum", title="Two people put pieces in at the same time")
def two_put_in(run: Run) -> None:
    shelf = Shelf(run, run.random.randint(0, 50))
    for when, answers in shelf.moves(small(run), small(run)):
        shelf.expect_counted(when, answers)


@check(requirement="sum", title="Two people take pieces out at the same time, and there are enough")
def two_take_out(run: Run) -> None:
    shelf = Shelf(run, run.random.randint(40, 80))
    for when, answers in shelf.moves(-small(run), -small(run)):
        shelf.expect_counted(when, answers)


@check(requirement="sum", title="Two people want the last pieces: one gets them, and the box is not below zero")
def last_pieces_go_once(run: Run) -> None:
    start = small(run)
    shelf = Shelf(run, start)
    for when, answers in shelf.moves(-start, 1 - start):
        shelf.expect_counted(when, answers)
        left = pieces(run, shelf.id)
        run.expect(left >= 0, f"{when}: {left} pieces in the box.")


@check(requirement="texts", title="A new label does not undo a movement, nor the other way round")
def label_and_movement(run: Run) -> None:
    change = small(run)
    shelf = Shelf(run, 50)
    move, rename = shelf.moving(change), shelf.describing(label="New label")
    for first, second, order in ((move, rename, "movement first"), (rename, move, "label first")):
        for number, one, two in run.races(first, second, arrange=shelf.arrange):
            moved, renamed = (one, two) if first is move else (two, one)
            both = f"{change:+} (answered {moved.status}) and a new label (answered {renamed.status})"
            when = f"{both}, {order}, held before statement {number + 1}"
            run.expect(
                moved.status in (201, 409) and renamed.status in (200, 409), f"{when}: expected 201 and 200, or 409."
            )
            run.expect(moved.status == 201 or renamed.status == 200, f"{when}: neither was done.")
            expected = 50 + change * (moved.status == 201)
            run.expect(
                pieces(run, shelf.id) == expected,
                f"{when}: {pieces(run, shelf.id)} pieces in the box, expected {expected}.",
            )
            texts = shelf.texts | ({"label": "New label"} if renamed.status == 200 else {})
            run.same(shelf.row(), texts, f"{when}: texts of the box")


@check(requirement="texts", title="A new label and a new note at the same time are both kept")
def label_and_note(run: Run) -> None:
    shelf = Shelf(run, 5)
    for number, one, two in run.races(
        shelf.describing(label="New label"), shelf.describing(note="New note"), arrange=shelf.arrange
    ):
        held = f"A new label (answered {one.status}) held before its statement {number + 1}"
        when = f"{held} while a new note (answered {two.status}) was set"
        run.expect(one.status in (200, 409) and two.status in (200, 409), f"{when}: expected 200 or 409.")
        run.expect(200 in (one.status, two.status), f"{when}: neither was done.")
        new = ({"label": "New label"} if one.status == 200 else {}) | (
            {"note": "New note"} if two.status == 200 else {}
        )
        run.same(shelf.row(), shelf.texts | new, f"{when}: texts of the box")
        run.same(pieces(run, shelf.id), 5, f"{when}: pieces in the box")


@check(
    requirement="journal", title="After two movements at the same time the journal tells how the box came to its number"
)
def journal_adds_up(run: Run) -> None:
    shelf = Shelf(run, run.random.randint(30, 60))
    for first, second in ((small(run), small(run)), (-small(run), small(run)), (-small(run), -small(run))):
        for when, answers in shelf.moves(first, second):
            expect_journal(run, shelf, when, [(change, answer) for change, answer in answers if answer.status == 201])


def expect_journal(run: Run, shelf: Shelf, when: str, done: list[tuple[int, Answer]]) -> None:
    """One row for each movement that was answered 201, each right after the one before it."""
    rows = run.db.rows("select change, pieces_after from stock_movement where box_id = ? order by id", shelf.id)
    run.same(sorted(row[0] for row in rows), sorted(change for change, _ in done), f"{when}: changes in the journal")
    running = shelf.start
    for change, after in rows:
        running += change
        run.expect(
            after == running,
            f"{when}: {change:+} says {after} pieces after it, expected {running}; the journal is {rows}.",
        )
    for change, answer in done:
        run.expect(
            [change, answer.json()["pieces_after"]] in rows,
            f"{when}: {change:+} was answered {answer.text}, the journal is {rows}.",
        )


@check(requirement="journal", title="A movement that was refused is not in the journal")
def refused_is_not_listed(run: Run) -> None:
    shelf = Shelf(run, 6)
    for when, answers in shelf.moves(-4, -5):
        expect_journal(run, shelf, when, [(change, answer) for change, answer in answers if answer.status == 201])


@check(requirement="rules", title="One after the other, every movement that is possible is done")
def one_after_the_other(run: Run) -> None:
    shelf = Shelf(run, 20)
    shelf.arrange()
    left, done = 20, []
    for turn in range(16):
        change = run.random.choice([-1, 1]) * run.random.randint(1, 14)
        answer = shelf.moving(change)(run.http(turn % 2)).wait()
        run.same(
            answer.status,
            201 if left + change >= 0 else 409,
            f"Status of {change:+} with {left} pieces in the box, nobody else there",
        )
        if answer.status == 201:
            left += change
            done.append((change, answer))
    run.same(pieces(run, shelf.id), left, "Pieces in the box after sixteen movements")
    expect_journal(run, shelf, "After sixteen movements", done)
    for other in shelf.others:
        run.same(pieces(run, other), 20, "Pieces in another box")


@check(requirement="rules", title="Label and note are changed one at a time or together, and the answer shows the box")
def texts_are_changed(run: Run) -> None:
    shelf = Shelf(run, 7)
    shelf.arrange()
    for turn, texts in enumerate(({"note": "dusty"}, {"label": "Z-9"}, {"label": "Z-8", "note": ""})):
        answer = shelf.describing(**texts)(run.http(turn % 2)).wait()
        shelf.texts |= texts
        run.same(answer.status, 200, f"Status of PATCH with {texts}")
        expected = {"id": shelf.id, "pieces": 7} | shelf.texts
        run.same(answer.json(), expected, f"The answer to PATCH with {texts}")
        run.same(run.http(1).get(f"/boxes/{shelf.id}/").json(), expected, f"GET of the box after PATCH with {texts}")


@check(requirement="rules", title="Wrong requests are refused and change nothing")
def wrong_requests(run: Run) -> None:
    http = run.http()
    for body in ({"change": 0}, {"change": "3"}, {}, []):
        run.same(http.post("/boxes/1/movements/", json_body=body).status, 400, f"Status of a movement with {body}")
    run.same(http.patch("/boxes/1/", json_body={"pieces": 99}).status, 400, "Status of PATCH with pieces only")
    run.same(
        http.post("/boxes/77/movements/", json_body={"change": 1}).status,
        404,
        "Status of a movement of a box that does not exist",
    )
    run.same(
        http.patch("/boxes/77/", json_body={"label": "x"}).status, 404, "Status of PATCH of a box that does not exist"
    )
    run.same(
        (pieces(run), run.db.value("select count(*) from stock_movement")),
        (40, 0),
        "Pieces in the box and movements after wrong requests",
    )
