"""In which order a change of data and code is rolled out while two versions serve at once."""

from jobfutures.checks.families.authoring import Family, Order, Random, Variant

FAMILY = Family(
    area="K2",
    level="senior",
    title="In which order a change is rolled out while two versions run",
    practise=("order-code-and-schema-changes",),
)
PLACES = [
    ("orders", "zip", "postcode"),
    ("bookings", "guest", "customer_name"),
    ("shifts", "worker", "employee"),
    ("payments", "ref", "reference"),
    ("parcels", "kg", "grams"),
]
FIELDS = ["language", "currency", "tenant", "country"]
KEPT = ["basket", "price list", "session", "delivery slot"]
SEARCH = """\
from itertools import count
import sqlite3
def orders(steps, found=()):
    # every order in which each step works while the releases before and after it serve
    if not steps:
        return [found]
    kept = []
    for step in sorted(steps):
        world = World()
        try:
            for one in (*found, step):
                world.take(one)
        except (sqlite3.Error, AssertionError):
            continue
        kept += orders(steps - {step}, (*found, step))
    return kept
"""
TABLES = """\
class World:
    def __init__(self):
        self.db, self.release, self.ids = sqlite3.connect(":memory:"), 0, count(1)
        self.db.executescript(START)
        self.traffic(0)
    def traffic(self, *live):
        for writer in live:
            self.db.execute(WRITES[writer], {"id": next(self.ids)})
            for reader in live:
                assert (None,) not in self.db.execute(READS[reader]).fetchall()
    def take(self, step):
        does = STEPS[step]
        if isinstance(does, int):
            self.traffic(self.release, does)
            self.release = does
        else:
            self.db.executescript(does)
        self.traffic(self.release)
"""
FORMS = """\
class World:
    # old form 0 and new form 1 lie in a queue or a cache between those who write and those who read
    def __init__(self):
        self.kept, self.writer, self.reader = {0}, 0, 0
    def take(self, step):
        what, number = STEPS[step]
        writers, readers = {self.writer}, {self.reader}
        if what == "writer":
            writers.add(number)
            self.writer = number
        elif what == "reader":
            readers.add(number)
            self.reader = number
        else:
            self.kept = set()
        self.kept |= writers
        assert all(form in KNOWS[reader] for form in self.kept for reader in readers)
        assert what != "wait" or self.kept == {1}  # else the wait was for nothing
KNOWS = {0: {0}, 1: {0, 1}, 2: {1}}
"""
TAIL = "found = orders(set(STEPS))\nassert len(found) == 1\nprint('\\n'.join(found[0]))\n"


def build(random: Random) -> Variant:
    """Another kind of change has other steps; what decides is who still reads or writes the old form."""
    kind = random.choice(["rename", "required", "drop", "unique", "new argument", "old argument", "cache"])
    table, old, new = random.choice(PLACES)
    column = random.choice(["currency", "channel", "source", "country"])
    if kind == "rename":
        prompt, steps, why, proof = rename(table, old, new)
    elif kind == "required":
        prompt, steps, why, proof = required(table, column)
    elif kind == "drop":
        prompt, steps, why, proof = drop(table, column)
    elif kind == "unique":
        prompt, steps, why, proof = unique(table, random.choice(["number", "token", "reference"]))
    elif kind == "cache":
        prompt, steps, why, proof = cache(random.choice(KEPT))
    else:
        field, task = random.choice(FIELDS), random.choice(["mail", "invoice", "export", "label"])
        prompt, steps, why, proof = argument(task, field, new=kind == "new argument")
    return Variant(
        prompt=(
            f"{prompt} Each rollout replaces servers one by one, so the release before and the new one run at the same "
            "time, and data is written all the while. Nothing may fail or read a value that is missing. "
            "In which order do you take the steps?"
        ),
        answer=Order(steps=steps),
        why=why,
        proof=proof + TAIL,
    )


def tables(start: str, writes: list[str], reads: list[str], steps: dict[str, object]) -> str:
    return f"{SEARCH}{TABLES}START = {start!r}\nWRITES = {writes!r}\nREADS = {reads!r}\nSTEPS = {steps!r}\n"


def rename(table: str, old: str, new: str) -> tuple[str, dict[str, str], str, str]:
    steps = {
        f"Add the column `{new}`, which may be NULL": "The running release does not name it, so it is not disturbed.",
        f"Roll out code that writes both columns and reads `{old}`": (
            f"From here no new row lacks `{new}`. The column has to be there, and `{old}` still holds every value."
        ),
        f"Fill `{new}` in all rows where it is NULL": (
            "Before that rollout it would have missed the rows which the first release went on writing."
        ),
        f"Roll out code that writes both columns and reads `{new}`": (
            f"Every row has `{new}` now. It goes on filling `{old}`, since servers of the release before read that."
        ),
        f"Roll out code that only knows `{new}`": f"By now no server reads `{old}`, so nobody has to fill it.",
        f"Drop the column `{old}`": "Last: a release that still writes it would fail with its next insert.",
    }
    both = f"INSERT INTO t (id, {old}, {new}) VALUES (:id, 1, 1)"
    proof = tables(
        f"CREATE TABLE t (id INTEGER, {old} INTEGER)",
        [f"INSERT INTO t (id, {old}) VALUES (:id, 1)", both, both, f"INSERT INTO t (id, {new}) VALUES (:id, 1)"],
        [f"SELECT {old} FROM t", f"SELECT {old} FROM t", f"SELECT {new} FROM t", f"SELECT {new} FROM t"],
        dict(
            zip(
                steps,
                [
                    f"ALTER TABLE t ADD COLUMN {new}",
                    1,
                    f"UPDATE t SET {new} = {old} WHERE {new} IS NULL",
                    2,
                    3,
                    f"ALTER TABLE t DROP COLUMN {old}",
                ],
                strict=True,
            )
        ),
    )
    why = (
        "Add, write both, fill, read the new one, forget the old one, remove it. Each step relies only on those before "
        "it, and two releases that run side by side always fill what the other one reads."
    )
    return (
        f"In the table `{table}` the column `{old}`, which every row fills, is renamed to `{new}`.",
        steps,
        why,
        proof,
    )


def required(table: str, column: str) -> tuple[str, dict[str, str], str, str]:
    steps = {
        f"Add the column `{column}`, which may be NULL": (
            "Inserts of the running release leave it out, so NULL must do."
        ),
        f"Roll out code that sets `{column}` in each new row": (
            "It needs the column; from here no new row lacks a value."
        ),
        f"Fill `{column}` in the rows that have none": "After that rollout, or rows without a value would follow.",
        f"Set `{column}` to NOT NULL": "Only now all rows have a value, and everybody who writes sets one.",
    }
    swap = (
        f"CREATE TABLE n (id INTEGER, {column} INTEGER NOT NULL); INSERT INTO n SELECT id, {column} FROM t;"
        "DROP TABLE t; ALTER TABLE n RENAME TO t"
    )
    proof = tables(
        "CREATE TABLE t (id INTEGER)",
        ["INSERT INTO t (id) VALUES (:id)", f"INSERT INTO t (id, {column}) VALUES (:id, 1)"],
        ["SELECT id FROM t", "SELECT id FROM t"],
        dict(
            zip(
                steps,
                [f"ALTER TABLE t ADD COLUMN {column}", 1, f"UPDATE t SET {column} = 1 WHERE {column} IS NULL", swap],
                strict=True,
            )
        ),
    )
    why = (
        "The rule comes last, since both the rows and those who write must keep it already. The code that sets the "
        "value "
        "comes before the filling: the first release writes rows without it for as long as it runs."
    )
    return f"`{table}` gets a column `{column}`: NOT NULL, without a default in the database.", steps, why, proof


def drop(table: str, column: str) -> tuple[str, dict[str, str], str, str]:
    steps = {
        f"Give `{column}` a default in the database": (
            "Before anybody leaves it out; and servers of the first release still find a value in every row."
        ),
        f"Roll out code that no longer names `{column}`": "Its inserts rely on the default, which is there by now.",
        f"Drop the column `{column}`": "Last: the first release names it in each query, and had to be gone.",
    }
    swap = (
        f"CREATE TABLE n (id INTEGER, {column} INTEGER NOT NULL DEFAULT 1);"
        f"INSERT INTO n SELECT id, {column} FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t"
    )
    proof = tables(
        f"CREATE TABLE t (id INTEGER, {column} INTEGER NOT NULL)",
        [f"INSERT INTO t (id, {column}) VALUES (:id, 1)", "INSERT INTO t (id) VALUES (:id)"],
        [f"SELECT {column} FROM t", "SELECT id FROM t"],
        dict(zip(steps, [swap, 1, f"ALTER TABLE t DROP COLUMN {column}"], strict=True)),
    )
    why = (
        "While the rollout runs, one half names the column and the other does not. A default lets both insert, and "
        "lets "
        "the older half read what the newer one wrote. The column may go only when nobody names it."
    )
    return f"`{table}` no longer needs `{column}`, which is NOT NULL and has no default.", steps, why, proof


def unique(table: str, column: str) -> tuple[str, dict[str, str], str, str]:
    steps = {
        f"Roll out code that locks the table and adds no second row with a `{column}` that is there": (
            "It needs nothing new from the database, and from its end on no further double rows appear."
        ),
        f"Merge the rows that share a `{column}`": "While the first release runs, new double rows would follow.",
        f"Create the unique index on `{column}`": "It can be built only when no double rows are left and none follow.",
        f"Roll out code that inserts with `ON CONFLICT ({column}) DO NOTHING` instead of the lock": (
            "The clause is an error as long as no unique index on the column exists."
        ),
    }
    proof = tables(
        f"CREATE TABLE t (id INTEGER, {column} INTEGER)",
        [
            f"INSERT INTO t (id, {column}) VALUES (:id, 7)",
            f"INSERT INTO t (id, {column}) SELECT :id, 7 WHERE NOT EXISTS (SELECT 1 FROM t WHERE {column} = 7)",
            f"INSERT INTO t (id, {column}) VALUES (:id, 7) ON CONFLICT ({column}) DO NOTHING",
        ],
        [f"SELECT {column} FROM t"] * 3,
        dict(
            zip(
                steps,
                [
                    1,
                    f"DELETE FROM t WHERE id NOT IN (SELECT min(id) FROM t GROUP BY {column})",
                    f"CREATE UNIQUE INDEX u ON t ({column})",
                    2,
                ],
                strict=True,
            )
        ),
    )
    why = (
        "A rule is switched on when rows and writers keep it: first the code that stops breaking it, then the rows, "
        "then "
        "the index. Code that uses the index for its work can come only after it."
    )
    return f"In `{table}` a `{column}` may stand once only, and the running release breaks that.", steps, why, proof


def argument(task: str, field: str, *, new: bool) -> tuple[str, dict[str, str], str, str]:
    old_form, new_form = (f"without `{field}`", f"with `{field}`") if new else (f"with `{field}`", f"without `{field}`")
    steps = {
        f"Roll out workers that take messages with and without `{field}`": (
            "Readers first: the workers that run now fail with any message in the new form."
        ),
        f"Roll out web servers that send messages {new_form}": "All workers understand both forms by now.",
        f"Wait until no message {old_form} is left in the queue": (
            "It has an end only when nobody sends the old form any longer."
        ),
        f"Roll out workers that take messages {new_form} only": "Last: an old message would have failed here.",
    }
    what = [("reader", 1), ("writer", 1), ("wait", 0), ("reader", 2)]
    proof = f"{SEARCH}{FORMS}STEPS = {dict(zip(steps, what, strict=True))!r}\n"
    why = (
        "Web servers and workers are two fleets with a queue between them, and messages outlive a rollout. So readers "
        "learn the new form before anybody writes it, and forget the old one after the last message of it is gone."
    )
    change = "gets a required argument" if new else "loses its argument"
    return (
        f"The background task for {task}s {change} `{field}`; delayed messages wait for up to a day.",
        steps,
        why,
        proof,
    )


def cache(kept: str) -> tuple[str, dict[str, str], str, str]:
    steps = {
        "Roll out code that writes the old form and can read both": (
            "Readers first: servers of the first release fail with an entry in the new form."
        ),
        "Roll out code that writes the new form and can read both": "Every server that still runs can read it now.",
        "Wait for as long as an entry lives": "Only now, with nobody writing the old form, does the last of it expire.",
        "Roll out code that reads and writes the new form only": "Last: an old entry would have failed here.",
    }
    what = [("reader", 1), ("writer", 1), ("wait", 0), ("reader", 2)]
    proof = f"{SEARCH}{FORMS}STEPS = {dict(zip(steps, what, strict=True))!r}\n"
    why = (
        "Entries pass between releases like rows do. Each release must be able to read what the one next to it "
        "writes, so "
        "reading both forms comes first and writing the new one second; the old form goes when the last entry has "
        "expired."
    )
    return (
        f"The {kept} is kept in a shared cache for an hour, under the same key, and its form changes.",
        steps,
        why,
        proof,
    )
