"""Which columns in which order an index needs, so that a list is found and sorted by it alone."""

from itertools import permutations

from jobfutures.checks.families.authoring import Family, Gap, Random, Variant

FAMILY = Family(
    area="H2",
    level="middle",
    title="The columns of an index for one list",
    practise=("composite-index-order",),
)
# table, columns that are compared with a value, a column with an order
DOMAINS = [
    ("booking", ("hotel_id", "state", "channel"), ("starts_on", "price")),
    ("delivery", ("courier_id", "zone", "state"), ("due_at", "weight")),
    ("payment", ("customer_id", "method", "state"), ("paid_at", "cents")),
    ("message", ("inbox_id", "folder", "flag"), ("sent_at", "size")),
    ("shift", ("ward_id", "role", "state"), ("starts_at", "hours")),
]
VALUES = {"state": "open", "zone": "north", "channel": "web", "method": "card", "folder": "work", "flag": "red"}


def build(random: Random) -> Variant:
    """Columns compared with a value come first, in any order, then the one with the range or the order."""
    table, same, ordered = random.choice(DOMAINS)
    many = random.choice([1, 2, 2])
    equal = random.sample(range(3), many)
    column, other = random.sample(ordered, 2)
    kind = random.choice(["range", "sort", "sort down", "range and sort", "two sorts", "no order"])
    if kind == "no order":
        many, equal = 2, random.sample(range(3), 2)
    conditions = [f"{same[number]} = {value(same[number])}" for number in equal]
    if "range" in kind:
        conditions.insert(random.randrange(len(conditions) + 1), f"{column} >= {bound(column)}")
    order = {
        "sort": column,
        "sort down": f"{column} DESC",
        "range and sort": column + random.choice(["", " DESC"]),
        "two sorts": f"{column}, {other}",
    }.get(kind, "")
    tail = [column] if kind not in {"two sorts", "no order"} else [column, other] if kind == "two sorts" else []
    lines = ["SELECT *", f"FROM {table}", "WHERE " + "\n  AND ".join(conditions)]
    lines += [f"ORDER BY {order}", "LIMIT 20"] if order else []
    query = "\n".join(lines)
    code = f"CREATE INDEX list_index ON {table} (____);\n\n{query};"
    accepts = sorted(", ".join([*(same[at] for at in first), *tail]) for first in permutations(equal))
    names = [same[at] for at in equal]
    listed = " and ".join(f"`{name}`" for name in names)
    unused = next(name for name in same if name not in names)
    wrong = {
        ", ".join([*tail, *names]): (
            f"`{column}` comes first here, so entries with other values of {listed} stand between the ones that are "
            "wanted."
        ),
        ", ".join(names): (
            f"These rows are found, and then those outside the range of `{column}` are read for nothing."
            if "range" in kind
            else f"These rows are found, and then they still have to be sorted by `{column}`."
        ),
        ", ".join(tail): f"Entries lie in the order of `{column}`, whatever their {listed} is.",
        ", ".join([*names, unused, *tail]): (
            f"`{unused}` is in no condition, and before `{column}` it breaks up the order of that column."
        ),
        ", ".join([*names, *dict.fromkeys([*tail, other]), unused]): (
            "This does it as well, but with at least one column that the list does not need."
        ),
    }
    if kind == "no order":
        wrong = {
            ", ".join([*names, unused]): f"`{unused}` is in no condition, so the list does not need it.",
            ", ".join([*names, other]): f"The list has no order and no range, so it does not need `{other}`.",
            unused: "The list has no condition on this column, so the index does not find its rows.",
        }
    if kind == "two sorts":
        wrong[", ".join([*names, column])] = f"Rows with the same `{column}` still have to be sorted by `{other}`."
    if many > 1:
        wrong[names[0]] = "One column finds too many rows; the other condition has to be checked in the table."
    wrong = {text: why for text, why in wrong.items() if text not in accepts}
    return Variant(
        prompt=(
            "The list is to be found by one index alone: it goes straight to the first row that is wanted, reads no "
            "entry that fails a condition, and sorts nothing. Which columns does the index need, as few as possible "
            "and in an order that does it? Name only columns, without ASC or DESC."
        ),
        code=code,
        language="sql",
        answer=Gap(accepts=tuple(accepts), wrong=wrong),
        why=(
            "Entries with the same values in the columns that are compared by `=` lie side by side, whichever of "
            "these columns is first. Inside of them the next column gives the order: there a range is one piece, and "
            "a sort is already done, also backwards. A range or an order before them would mix in entries with other "
            "values."
        ),
        proof=proof(table, [*same, *ordered], query, len(accepts[0].split(", ")), conditions),
    )


def value(column: str) -> str:
    return "7" if column.endswith("_id") else f"'{VALUES.get(column, 'nurse')}'"


def bound(column: str) -> str:
    return "'2026-03-01'" if column.endswith(("_on", "_at")) else "50"


def proof(table: str, columns: list[str], query: str, size: int, conditions: list[str]) -> str:
    """Try every order of every few columns, and read in the plan what is searched for, filtered and sorted."""
    return f"""\
import sqlite3
from itertools import permutations
base = sqlite3.connect(":memory:")
base.execute("CREATE TABLE {table} (id INTEGER PRIMARY KEY, {", ".join(columns)}, note)")
def does_it(columns):
    base.execute(f"CREATE INDEX list_index ON {table} ({{', '.join(columns)}})")
    plan = [row[3] for row in base.execute("EXPLAIN QUERY PLAN " + {query!r})]
    base.execute("DROP INDEX list_index")
    searched = plan[0].partition("(")[2]
    return len(plan) == 1 and plan[0].startswith("SEARCH") and all(
        name in searched for name in {sorted({one.split()[0] for one in conditions})})
for size in range(1, {size} + 1):
    found = [names for names in permutations({sorted(columns)}, size) if does_it(names)]
    if found:
        break
print("\\n".join(sorted(", ".join(names) for names in found)))
base.close()
"""
