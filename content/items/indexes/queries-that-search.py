"""Which queries an index can search for, by its leading column and the form of the condition."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="H2",
    level="junior",
    title="Which queries can search by an index",
    practise=("composite-index-order", "why-index-is-ignored"),
)
# table, text column and two of its values, date column, number
DOMAINS = [
    ("booking", "room", ("R-101", "R-204"), "day", "nights"),
    ("delivery", "courier", ("ada", "ben"), "due_on", "kilos"),
    ("payment", "method", ("card", "bank"), "paid_on", "cents"),
    ("shift", "ward", ("north", "south"), "starts_on", "hours"),
    ("visit", "clinic", ("harbour", "station"), "seen_on", "minutes"),
]
INDEXES = ["text", "date", "text, date", "date, text", "upper"]


def build(random: Random) -> Variant:
    """The first part of the index decides; a condition on it counts only if it speaks of it alone and narrows it."""
    table, text, (value, other), date, number = random.choice(DOMAINS)
    kind = random.choice(INDEXES)
    lead = {"upper": f"upper({text})"}.get(kind, text if kind.startswith("text") else date)
    parts = {"text": text, "date": date, "text, date": f"{text}, {date}", "date, text": f"{date}, {text}"}
    columns = parts.get(kind, f"upper({text})")
    big = value.upper()
    of_text = {
        f"{text} = '{value}'": f"compares `{text}` with a value",
        f"{text} = lower('{big}')": f"compares `{text}` itself; the function is only on the value",
        f"{text} IN ('{value}', '{other}')": f"names two values of `{text}`",
        f"{number} = 3 AND {text} = '{value}'": f"has one condition on `{text}`, and both must hold",
    }
    of_date = {
        f"{date} >= '2026-03-01'": f"asks for a range of `{date}`",
        f"{date} = '2026-03-05'": f"compares `{date}` with a value",
        f"{date} BETWEEN '2026-03-01' AND '2026-03-07' AND {number} > 2": (
            f"has a range of `{date}`, and both must hold"
        ),
    }
    of_both = {
        f"{date} >= '2026-03-01' AND {text} = '{value}'": (
            "has a condition on each; which is written first plays no part"
        ),
    }
    of_upper = {
        f"upper({text}) = '{big}'": f"asks for `upper({text})`",
        f"upper({text}) = '{big}' AND {number} > 2": f"has a condition on `upper({text})`, and both must hold",
    }
    of_nothing = {
        f"{text} = '{value}' OR {number} = 3": (
            "is met by rows that only the other column names, so all rows must be looked at"
        ),
        f"{date} = '2026-03-05' OR {number} = 3": (
            "is met by rows that only the other column names, so all rows must be looked at"
        ),
        f"{text} LIKE '%{value[1:]}'": "does not say how the text begins, and an index is sorted by the beginning",
        f"{text} <> '{value}'": "names what is not wanted, which is no place to begin at",
        f"substr({date}, 1, 7) = '2026-03'": "asks for a piece of the column, and the index holds the column",
        f"{number} = 3": "asks for a column that is not in the index",
        f"lower({text}) = '{value}'": "asks for an expression that the index does not hold",
    }
    good = {"upper": of_upper}.get(kind, (of_text if lead == text else of_date) | of_both)
    of_value = {"upper": of_text | of_date | of_both}.get(kind, (of_date if lead == text else of_text) | of_upper)
    bad = of_nothing | of_value
    many = random.randint(1, min(3, len(good)))
    right = random.sample(list(good), many)
    wrong = random.sample(list(bad), 5 - many)
    return Variant(
        prompt=(
            f"In SQLite the table `{table}` has the columns `id`, `{text}`, `{date}`, `{number}` and `note`, 200,000 "
            "rows, and besides the primary key one index, shown here. No statistics were collected. Which conditions "
            f"of `SELECT * FROM {table} WHERE ...` can it search for, without reading every row?"
        ),
        code=f"CREATE INDEX {table}_index ON {table} ({columns});",
        language="sql",
        answer=SomeOf(
            right={f"`{name}`": f"It {good[name]}; the index begins with `{lead}`." for name in right},
            wrong={
                f"`{name}`": f"It {bad[name]}"
                + ("." if name in of_nothing else f"; but the index begins with `{lead}`.")
                for name in wrong
            },
        ),
        why=(
            f"The entries of this index are sorted by `{lead}`. A condition can be searched for if it says where in "
            "this order to begin: a value, some values or a range of exactly that, and everything else only in "
            "addition, by AND. The order in which conditions are written plays no part."
        ),
        proof=f"""\
import sqlite3
base = sqlite3.connect(":memory:")
base.execute("CREATE TABLE {table} (id INTEGER PRIMARY KEY, {text} TEXT, {date} TEXT, {number} INTEGER, note TEXT)")
base.execute("CREATE INDEX {table}_index ON {table} ({columns})")
found = []
for condition in {sorted([*right, *wrong])}:
    plan = base.execute("EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE " + condition).fetchall()
    if any(row[3].startswith("SEARCH {table} USING INDEX {table}_index (") for row in plan):
        found.append(f"`{{condition}}`")
print("\\n".join(sorted(found)))
base.close()
""",
    )
