"""How many entries of an index are read for a query, by which conditions narrow the range and which only filter."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="H2",
    level="middle",
    title="How many entries of an index a query reads",
    practise=("composite-index-order", "why-index-is-ignored"),
)
# table, first column, second column, third column: all whole numbers
DOMAINS = [
    ("booking", "hotel", "night", "floor"),
    ("delivery", "courier", "day", "zone"),
    ("reading", "sensor", "hour", "level"),
    ("payment", "customer", "week", "method"),
    ("shift", "ward", "day", "role"),
]


def build(random: Random) -> Variant:
    """Equal values on the leading columns narrow further; behind a range, or behind a gap, a condition only filters."""
    table, one, two, three = random.choice(DOMAINS)
    sizes = {one: random.choice([20, 30, 50]), two: random.choice([40, 60, 100]), three: random.choice([2, 4, 5])}
    order = random.sample([one, two, three], random.choice([2, 3, 3]))
    low = random.randint(11, 20)
    span = random.randint(3, 9)
    wanted: dict[str, tuple[str, int]] = {}
    for name in random.sample([one, two, three], random.choice([1, 2, 2, 3])):
        if name == two and random.random() < 0.6:
            wanted[name] = (f"{two} BETWEEN {low} AND {low + span - 1}", span)
        elif name == one and random.random() < 0.3:
            wanted[name] = (f"{one} BETWEEN 3 AND {2 + span}", span)
        else:
            wanted[name] = (f"{name} = 2", 1)
    if not any(name in wanted for name in order):
        return build(random)
    total = sizes[one] * sizes[two] * sizes[three]
    read, searched, by_range = total, [], False
    for name in order:
        if name not in wanted or by_range:
            break
        text, many = wanted[name]
        read = read // sizes[name] * many
        searched.append(name)
        by_range = "BETWEEN" in text
    if not searched:
        return build(random)
    found = total
    for name, (_, many) in wanted.items():
        found = found // sizes[name] * many
    in_index = total
    for name, (_, many) in wanted.items():
        in_index = in_index // sizes[name] * many if name in order else in_index
    first = total // sizes[order[0]] * wanted[order[0]][1]
    filtered = [name for name in wanted if name not in searched]
    conditions = list(wanted)
    random.shuffle(conditions)
    told = {
        total: "The first column of the index has a condition, so only one part of it is read.",
        first: f"{listed(searched)} narrow the part that is read together, not the first column alone.",
        in_index: (
            "Every condition on a column of the index can be checked there, but not every one narrows what is read."
        ),
        found: "These rows are returned. More entries are read, and then a condition drops some of them.",
        **{
            total // sizes[name]: (
                f"So many entries have one value of `{name}`; the piece is given by the conditions on "
                f"{listed(searched)}."
            )
            for name in (one, two)
        },
    }
    by_hand = " x ".join(f"{sizes[name]}" for name in (one, two, three))
    return Variant(
        prompt=(
            f"The table `{table}` has one row for every combination of {sizes[one]} values of `{one}`, {sizes[two]} of "
            f"`{two}` and {sizes[three]} of `{three}`, each numbered from 1: {by_hand} = {total} rows. SQLite answers "
            "the query by this index: it reads one piece of the index from end to end and checks what is left entry by "
            "entry. How many entries does this piece have?"
        ),
        code=f"CREATE INDEX i ON {table} ({', '.join(order)});\n\nSELECT *\nFROM {table}\nWHERE "
        + "\n  AND ".join(wanted[name][0] for name in conditions)
        + ";",
        language="sql",
        answer=Number(value=read, unit="entries", wrong={n: why for n, why in told.items() if n != read}),
        why=(
            f"The entries are sorted by {', then '.join(f'`{name}`' for name in order)}. "
            f"The part that is read is given by {listed(searched)}: {read} entries. "
            + (
                " ".join(outside(name, order, searched, by_range=by_range) for name in filtered)
                if filtered
                else "No condition is left to be checked entry by entry."
            )
        ),
        proof=f"""\
import sqlite3
base = sqlite3.connect(":memory:")
base.execute("CREATE TABLE {table} (id INTEGER PRIMARY KEY, {one} INTEGER, {two} INTEGER, {three} INTEGER, note TEXT)")
from itertools import product
rows = product(range(1, {sizes[one] + 1}), range(1, {sizes[two] + 1}), range(1, {sizes[three] + 1}))
base.executemany("INSERT INTO {table} ({one}, {two}, {three}) VALUES (?, ?, ?)", rows)
base.execute("CREATE INDEX i ON {table} ({", ".join(order)})")
wanted = { {name: text for name, (text, _) in wanted.items()} }
plan = base.execute("EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE " + " AND ".join(wanted.values())).fetchall()[0][3]
assert plan.startswith("SEARCH {table} USING INDEX i (")
narrowing = [text for name, text in wanted.items() if name + "=" in plan or name + ">" in plan]
print(base.execute("SELECT count(*) FROM {table} WHERE " + " AND ".join(narrowing)).fetchone()[0])
base.close()
""",
    )


def listed(names: list[str]) -> str:
    return " and ".join(f"`{name}`" for name in names)


def outside(name: str, order: list[str], searched: list[str], *, by_range: bool) -> str:
    """Say why a condition on this column does not narrow the piece."""
    if name not in order:
        return f"`{name}` is not in the index, so its condition is checked row by row."
    if by_range:
        return f"`{name}` stands behind the range of `{searched[-1]}`, so its condition is checked entry by entry."
    missing = order[len(searched)]
    return f"`{name}` stands behind `{missing}`, which has no condition, so its own is checked entry by entry."
