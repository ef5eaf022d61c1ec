"""Where a rule must be held, by what it looks at, who writes, whether writers race, and who is exempt."""

from dataclasses import dataclass

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="E4",
    level="senior",
    title="Where a rule must be held so that it really holds",
    practise=("where-to-validate-input", "validate-across-fields-and-rows"),
)
PLACES = {
    "model": "In the API's input model, a check of the values",
    "function": "In `{save}`, a check before it writes",
    "check": "In the table, a CHECK constraint",
    "unique": "In the table, a unique index over all or some rows",
    "lock": "In `{save}`, a count under a lock on the {parent}'s row",
}


@dataclass(frozen=True)
class Domain:
    child: str
    parent: str
    low: str
    high: str
    above: str
    state: str
    parent_rule: str


DOMAINS = [
    Domain("order", "customer", "discount", "price", "the discount is not above the price", "open", "is verified"),
    Domain("booking", "guest", "nights_paid", "nights", "no more nights are paid than booked", "held", "has signed"),
    Domain(
        "shift",
        "nurse",
        "break_min",
        "length_min",
        "the break is not longer than the shift",
        "planned",
        "is trained",
    ),
    Domain(
        "rental",
        "driver",
        "free_km",
        "total_km",
        "the free kilometres are not above all kilometres",
        "running",
        "has a licence",
    ),
    Domain("claim", "client", "paid_out", "insured", "no more is paid out than is insured", "filed", "is identified"),
    Domain("course seat", "student", "rebate", "fee", "the rebate is not above the fee", "reserved", "is enrolled"),
]
KINDS = ["row-sql", "outside", "api-only", "one", "many", "parent"]


def build(random: Random) -> Variant:
    """The rule's reach and its writers change the place, sometimes by a single word."""
    kind, domain = random.choice(KINDS), random.choice(DOMAINS)
    limit, save = random.randint(3, 9), f"save_{domain.child.replace(' ', '_')}"
    job = random.choice(
        ["a nightly SQL job of the warehouse", "a service in another language", "a colleague's SQL script"]
    )
    many = f"{domain.child}s"
    rules = {
        "row-sql": f"in each {domain.child}, {domain.above}",
        "outside": (f"the `fee_cents` of a new {domain.child} are those that the tariff service names at that moment"),
        "api-only": (
            f"{article(domain.child)} {domain.child} that comes through the API has at most {limit * 100} as its "
            f"`{domain.high}`"
        ),
        "one": f"a {domain.parent} has at most one {domain.state} {domain.child}",
        "many": f"a {domain.parent} has at most {limit} {domain.state} {many}",
        "parent": (
            f"{article(domain.child)} {domain.child} is written only for a {domain.parent} who {domain.parent_rule}"
        ),
    }
    extra = {
        "outside": " What the service says later does not concern rows that are there.",
        "api-only": f" The import brings larger {many} by contract, and may.",
        "parent": f" That is a column of the {domain.parent}'s row and is never taken back.",
    }.get(kind, "")
    through = f"the API, an import and a worker, which all call `{save}`"
    writers = f"{through}, and {job}, which writes to the table itself" if kind in {"row-sql", "one"} else through
    key = {
        "row-sql": "check",
        "outside": "function",
        "api-only": "model",
        "one": "unique",
        "many": "lock",
        "parent": "function",
    }[kind]
    texts = {place: text.format(save=save, parent=domain.parent) for place, text in PLACES.items()}
    told = reasons(kind, domain, limit)
    return Variant(
        prompt=(
            f"The rule: {rules[kind]}.{extra} Writers of the table: {writers}. Several of them run at the same time, "
            "and transactions run at READ COMMITTED. One place shall hold the rule against everybody whom it concerns, "
            "under load too, and refuse nothing else. Which place is it?"
        ),
        answer=OneOf(right=texts[key], wrong={texts[place]: told[place] for place in PLACES if place != key}),
        why=WHY[kind],
        proof=proof(kind, limit, texts),
    )


def article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"


def reasons(kind: str, domain: Domain, limit: int) -> dict[str, str]:
    past = "The SQL that writes to the table itself meets no line of our code."
    others = "The import and the worker do not pass through the API's model."
    alone = "A unique index compares rows with each other. This rule looks at one row alone."
    counted = "Nothing is counted here, so a count says nothing about the rule, with or without a lock."
    race = "Two requests may both ask before either writes, and both are told yes."
    return {
        "row-sql": {"model": past, "function": past, "unique": alone, "lock": counted},
        "outside": {
            "model": others,
            "check": "A CHECK sees the row that is written and cannot ask another service.",
            "unique": "A unique index compares rows with each other and cannot ask another service.",
            "lock": counted,
        },
        "api-only": {
            "function": "The import calls this function too, and its rows are allowed.",
            "check": "The table would refuse the rows of the import as well, and those are allowed.",
            "unique": alone,
            "lock": counted,
        },
        "one": {
            "model": f"The model sees a request and not the {domain.parent}'s other rows.",
            "function": f"{race} Besides, the SQL that writes itself does not call it.",
            "check": "A CHECK sees one row and knows nothing of the others.",
            "lock": "The lock is taken in a function that the SQL which writes itself does not call.",
        },
        "many": {
            "model": f"The model sees a request and not the {domain.parent}'s other rows.",
            "function": race,
            "check": "A CHECK sees one row and cannot count the others.",
            "unique": f"A unique index would allow one such row for each {domain.parent}, not {limit}.",
        },
        "parent": {
            "model": others,
            "check": f"A CHECK sees the row that is written, not the {domain.parent}'s row.",
            "unique": f"A unique index compares rows of this table and does not look at the {domain.parent}.",
            "lock": f"A count of rows says nothing about the {domain.parent}, with or without a lock.",
        },
    }[kind]


WHY = {
    "row-sql": (
        "The rule looks at one row, and somebody writes past our code. Only the table itself stands at every door, and "
        "a CHECK can express it. A check in the model is still worth having, for a better message."
    ),
    "outside": (
        "What decides is known to another service only, so neither the table nor an index can judge it. "
        "It concerns every writer, and all of them call one function: that is where the service is asked."
    ),
    "api-only": (
        "The rule is not about the data, it is about one door. What stands further in would also refuse the import, "
        "which is allowed to bring such rows. So the check stands where only the API passes."
    ),
    "one": (
        "The rule compares rows, and between a question and an insert another writer may come. A unique index over the "
        "parent, limited to rows in this state, decides in the insert itself, for every writer."
    ),
    "many": (
        "No constraint counts rows. A question before the insert is out of date when two ask at once. All writers call "
        "one function, so a lock on a row that they share makes them come one after the other: lock, count, insert, "
        "commit."
    ),
    "parent": (
        "The rule looks at another table, which neither a CHECK nor an index can. It concerns every writer, and all of "
        "them call one function. What it asks for is never taken back, so the answer cannot go out of date before the "
        "write."
    ),
}


def proof(kind: str, limit: int, texts: dict[str, str]) -> str:
    """Hold the rule at each place in turn, write through every door, two at once too, and see where it holds."""
    return f"""\
import sqlite3
from pathlib import Path

kind, limit = "{kind}", {limit}
CHECK = {{"row-sql": "low <= high", "api-only": f"high <= {{limit * 100}}"}}.get(kind, "1")

class Refused(Exception):
    pass

def agrees(high):
    return high == 2

def connected(name):
    return sqlite3.connect(name, timeout=0, isolation_level=None)

def prepare(place, name):
    one = connected(name)
    one.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY, fine INTEGER)")
    one.execute("INSERT INTO parent VALUES (1, 1), (2, 0), (3, 1)")
    check = CHECK if place == "check" else "1"
    one.execute(f"CREATE TABLE child (parent INTEGER, low INTEGER, high INTEGER, CHECK ({{check}}))")
    if place == "unique":
        one.execute("CREATE UNIQUE INDEX only_one ON child (parent)")
    return one

def allowed(one, parent, low, high):
    \"\"\"The check of the function: what it can ask the database about.\"\"\"
    if kind == "row-sql":
        return low <= high
    if kind == "outside":
        return agrees(high)
    if kind == "api-only":
        return high <= limit * 100
    if kind == "parent":
        return one.execute("SELECT fine FROM parent WHERE id = ?", (parent,)).fetchone() == (1,)
    most = 1 if kind == "one" else limit
    return one.execute("SELECT count(*) FROM child WHERE parent = ?", (parent,)).fetchone()[0] < most

def save(one, place, row):
    \"\"\"The function that all callers share, stopping once between its question and its write.\"\"\"
    if place == "lock":
        one.execute("BEGIN IMMEDIATE")
    # The place "lock" counts rows and knows nothing of other rules.
    asks = place == "function" or (place == "lock" and kind in ("one", "many"))
    fine = not asks or allowed(one, *row)
    yield
    if fine:
        one.execute("INSERT INTO child VALUES (?, ?, ?)", row)
    if place == "lock":
        one.execute("COMMIT")
    if not fine:
        raise Refused

def through(door, one, place, row):
    parent, low, high = row
    if door == "sql":
        one.execute("INSERT INTO child VALUES (?, ?, ?)", row)
        return
    if door == "api" and place == "model":  # the model sees the values of the request and no rows
        if kind == "row-sql" and low > high or kind == "api-only" and high > limit * 100:
            raise Refused
        if kind == "outside" and not agrees(high):
            raise Refused
        if kind == "parent" and not allowed(connected(name), *row):
            raise Refused
    for _ in save(one, place, row):
        pass

def tried(action, *call):
    try:
        action(*call)
        return True
    except (Refused, sqlite3.IntegrityError):
        return False

def race(place, row):
    \"\"\"Two calls of the function: the second begins when the first has asked, if no lock makes it wait.\"\"\"
    first, second = save(connected(name), place, row), save(connected(name), place, row)
    next(first)
    try:
        next(second)
        waits = False
    except sqlite3.OperationalError:
        waits = True
    tried(lambda: list(first))
    tried(lambda: list(save(connected(name), place, row) if waits else second))

def holds(place):
    one = prepare(place, name)
    doors = ["api", "import", "worker"] + ["sql"] * (kind in ("row-sql", "one"))
    good = (1, 1, 2)
    bad = (2, 1, 2) if kind == "parent" else (1, 5, 2)
    bad = (1, 1, 3) if kind == "outside" else (1, 1, limit * 100 + 1) if kind == "api-only" else bad
    if kind in ("one", "many"):
        for _ in range(limit - 1 if kind == "many" else 0):
            if not tried(through, "import", one, place, good):
                return False
        race(place, good)
        for door in doors:
            tried(through, door, one, place, good)
        most = 1 if kind == "one" else limit
        return one.execute("SELECT count(*) FROM child WHERE parent = 1").fetchone()[0] == most
    for door in doors:
        if not tried(through, door, one, place, good):
            return False
        exempt = kind == "api-only" and door != "api"
        if tried(through, door, one, place, bad) != exempt:
            return False
    return True

for place, text in {texts}.items():
    name = f"{{place}}.sqlite"
    if holds(place):
        print(text)
"""
