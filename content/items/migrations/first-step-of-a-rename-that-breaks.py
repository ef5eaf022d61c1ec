"""Which step of a plan of migrations and releases is the first with which a request fails."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jobfutures.checks.families.authoring import Family, Line, Random, Variant

FAMILY = Family(
    area="H7",
    level="senior",
    title="The first step of a plan over several releases that breaks requests",
    practise=("rename-column-two-deploys", "add-backfill-enforce"),
)
PAIRS = [
    ("bookings", "phone", "contact"),
    ("deliveries", "address", "destination"),
    ("shifts", "nurse", "assigned_to"),
    ("invoices", "payer", "billed_to"),
    ("parcels", "driver", "carrier"),
]
STEPS = {
    "add": "migration: adds {new}, nullable",
    "add required": "migration: adds {new}, NOT NULL; old rows get an empty text, no default stays",
    "rename": "migration: renames {old} to {new}",
    "copy": "script: copies {old} to {new} in every row where {new} is NULL",
    "index": "migration: adds an index on {new}",
    "loosen": "migration: makes {old} nullable",
    "enforce": "migration: makes {new} NOT NULL",
    "drop": "migration: drops {old}",
    "both, old": "release: writes {old} and {new}, shows {old}",
    "both, new": "release: writes {old} and {new}, shows {new}",
    "only new": "release: writes {new}, shows {new}, has forgotten {old}",
}
GOOD = ["add", "both, old", "copy", "both, new", "loosen", "only new", "drop"]
MUTATIONS = {
    "no copy": ["add", "both, old", "index", "both, new", "loosen", "only new", "drop"],
    "copied too early": ["add", "copy", "both, old", "index", "both, new", "loosen", "only new"],
    "one release left out": ["add", "copy", "both, new", "index", "loosen", "only new", "drop"],
    "still required": ["add", "both, old", "copy", "both, new", "index", "only new", "drop"],
    "loosened too late": ["add", "both, old", "copy", "both, new", "only new", "loosen", "drop"],
    "dropped too early": ["add", "both, old", "copy", "both, new", "loosen", "drop", "only new"],
    "enforced too early": ["add", "both, old", "enforce", "copy", "both, new", "loosen", "only new"],
    "enforced before the release": ["add", "copy", "enforce", "both, old", "both, new", "loosen", "only new"],
    "required at once": ["add required", "both, old", "copy", "both, new", "loosen", "only new", "drop"],
    "old still shown": ["add", "index", "both, old", "copy", "loosen", "only new", "drop"],
    "old still shown, no loosening": ["add", "both, old", "index", "copy", "enforce", "only new", "drop"],
    "renamed": ["rename", "index", "both, new", "copy", "enforce", "only new", "drop"],
}
PROOF = """\
import sqlite3
plan, nullable = {plan!r}, {nullable}
table = sqlite3.connect(":memory:", autocommit=True)
table.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, old TEXT" + ("" if nullable else " NOT NULL") + ")")
table.execute("INSERT INTO t (old) VALUES ('a')")
VERSIONS = {{"both, old": (["old", "new"], "old"), "both, new": (["old", "new"], "new"), "only new": (["new"], "new")}}

def rebuilt(column, rule):
    # SQLite has no ALTER COLUMN: the same table, with another rule for one column
    columns = [(row[1], " NOT NULL" if row[3] else "") for row in table.execute("PRAGMA table_info(t)")][1:]
    told = ", ".join(name + " TEXT" + (rule if name == column else known) for name, known in columns)
    names = ", ".join(["id"] + [name for name, _ in columns])
    table.execute("DROP INDEX IF EXISTS i")
    table.execute(f"CREATE TABLE u (id INTEGER PRIMARY KEY, {{told}})")
    table.execute(f"INSERT INTO u ({{names}}) SELECT {{names}} FROM t")
    table.execute("DROP TABLE t")
    table.execute("ALTER TABLE u RENAME TO t")

MIGRATIONS = {{
    "add": lambda: table.execute("ALTER TABLE t ADD COLUMN new TEXT"),
    "add required": lambda: (
        table.execute("ALTER TABLE t ADD COLUMN new TEXT"),
        table.execute("UPDATE t SET new = ''"),
        rebuilt("new", " NOT NULL"),
    ),
    "rename": lambda: table.execute("ALTER TABLE t RENAME COLUMN old TO new"),
    "copy": lambda: table.execute("UPDATE t SET new = old WHERE new IS NULL"),
    "index": lambda: table.execute("CREATE INDEX i ON t (new)"),
    "loosen": lambda: rebuilt("old", ""),
    "enforce": lambda: rebuilt("new", " NOT NULL"),
    "drop": lambda: table.execute("ALTER TABLE t DROP COLUMN old"),
}}

def serve(versions):
    for _ in range(2):
        for writes, _shown in versions:
            marks = ", ".join("'b'" for _ in writes)
            table.execute(f"INSERT INTO t ({{', '.join(writes)}}) VALUES ({{marks}})")
        for _writes, shown in versions:
            values = [value for (value,) in table.execute(f"SELECT {{shown}} FROM t")]
            if not all(values):
                raise ValueError("an empty value is shown")

running = (["old"], "old")
for number, step in enumerate(plan, start=1):
    try:
        if step in MIGRATIONS:
            MIGRATIONS[step]()
            serve([running])
        else:
            serve([running, VERSIONS[step]])
            running = VERSIONS[step]
            serve([running])
    except (sqlite3.Error, ValueError):
        print(number)
        break
"""


@dataclass
class Table:
    """What matters of the table while a plan is carried out. columns: whether each may be NULL."""

    columns: dict[str, bool]
    rows: list[dict[str, str | None]] = field(default_factory=lambda: [{"old": "a"}])

    def migrate(self, step: str) -> str:
        """Carry out a migration; return why it fails, or nothing."""
        if step in {"add", "add required"}:
            self.columns["new"] = step == "add"
            self.rows = [{**row, "new": None if step == "add" else ""} for row in self.rows]
        elif step == "rename":
            self.columns = {"new": self.columns["old"]}
            self.rows = [{"new": row["old"]} for row in self.rows]
        elif step == "copy" and "old" in self.columns:
            self.rows = [{**row, "new": row["old"] if row["new"] is None else row["new"]} for row in self.rows]
        elif step == "loosen":
            self.columns["old"] = True
        elif step == "enforce":
            self.columns["new"] = False
            if any(row["new"] is None for row in self.rows):
                return "The constraint is refused: there are rows in which `{new}` is still NULL."
        elif step == "drop":
            del self.columns["old"]
        return ""

    def serve(self, versions: list[tuple[list[str], str]]) -> str:
        """Let every version insert and show; return why one fails, or nothing."""
        for _ in range(2):
            for writes, _shown in versions:
                if set(writes) - self.columns.keys():
                    return "A running version names a column in its INSERT that is not there."
                if any(not may and name not in writes for name, may in self.columns.items()):
                    return "A running version inserts without a value for a column that is NOT NULL."
                self.rows.append({name: "b" if name in writes else None for name in self.columns})
            for _writes, shown in versions:
                if not all(row[shown] for row in self.rows):
                    return f"A running version shows `{{{shown}}}`, and there are rows without a value in it."
        return ""


VERSIONS: Mapping[str, tuple[list[str], str]] = {
    "both, old": (["old", "new"], "old"),
    "both, new": (["old", "new"], "new"),
    "only new": (["new"], "new"),
}


def first_break(plan: list[str], *, nullable: bool) -> tuple[int, str]:
    """Return the number of the first step that breaks, and why; 0 where none does."""
    table, running = Table({"old": nullable}), (["old"], "old")
    for number, step in enumerate(plan, start=1):
        if step in VERSIONS:
            failed = table.serve([running, VERSIONS[step]])
            running = VERSIONS[step]
            failed = failed or table.serve([running])
        else:
            failed = table.migrate(step) or table.serve([running])
        if failed:
            return number, failed
    return 0, ""


def build(random: Random) -> Variant:
    """A plan of six steps, with one of the usual faults; which one differs, and where."""
    name, old, new = random.choice(PAIRS)
    while True:
        nullable = random.random() < 0.4
        plan = MUTATIONS[random.choice(list(MUTATIONS))]
        if nullable:
            plan = [step for step in plan if step != "loosen"]
        plan = plan[: 6 if len(plan) > 6 and random.random() < 0.5 else 7]
        start = len(plan) - 6
        plan = plan[:6] if start == 0 else without_one(plan, random)
        number, failed = first_break(plan, nullable=nullable)
        if number:
            break
    wrong = {
        line: before_reason(plan[line - 1], new)
        if line < number
        else f"{after_reason(plan[line - 1])}, but requests fail before it already, from line {number} on."
        for line in range(1, 7)
        if line != number
    }
    return Variant(
        prompt=(
            f"In `{name}` the column `{old}` shall become `{new}`. `{old}` is "
            f"{'nullable' if nullable else 'NOT NULL'} and filled in every row; the running version writes and shows "
            "it. A line begins when the one before it is finished. A release replaces process by process, so for "
            "some minutes the version before it serves too. Every version inserts rows and shows all rows the whole "
            "time, and it lists exactly the named columns. Which line is the first with which a request fails, a "
            "step is refused, or an empty value is shown?"
        ),
        code="\n".join(STEPS[step].format(old=old, new=new) for step in plan),
        language="text",
        answer=Line(number=number, wrong=wrong),
        why=(
            f"Line {number}. {failed.format(old=old, new=new)} During a release two versions write and read, so "
            "every step must suit both: a column is shown only when all rows have it and all running versions fill "
            "it, and it is dropped, or left out of an INSERT, only when nothing needs it any more."
        ),
        proof=PROOF.format(plan=plan, nullable=nullable),
    )


def without_one(plan: list[str], random: Random) -> list[str]:
    """Leave out one of seven steps: the last one or, if there is one, the step that does not matter."""
    if "index" in plan and random.random() < 0.5:
        return [step for step in plan if step != "index"]
    return plan[:6]


def before_reason(step: str, new: str) -> str:
    if step == "copy":
        return "Copying fills what is empty, and changes nothing for a version that is running."
    if step == "index":
        return f"An index on `{new}` changes no answer and no insert."
    if step in VERSIONS:
        return "Both versions that run meanwhile find their columns, and fill what either of them shows."
    if step == "enforce":
        return f"At this point every row has `{new}`, and whatever runs fills it."
    return "The version that runs at this point lists its columns, and all of them are still there."


def after_reason(step: str) -> str:
    if step in {"copy", "index", "loosen", "add"}:
        return "Such a step alone does no harm"
    if step in VERSIONS:
        return "Here two versions serve side by side once more"
    return "This is a step that can hurt what is running"
