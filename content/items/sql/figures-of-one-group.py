"""What a report shows for one group after a left join, by what each aggregate counts and where NULL stands."""

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="H1",
    level="middle",
    title="What a report shows for one group",
    practise=("group-rows-filter-groups", "null-surprises"),
)
# parent, child, amount, kind and its values
DOMAINS = [
    ("driver", "tour", "tip", "zone", ("north", "south")),
    ("customer", "payment", "cents", "method", ("card", "bank")),
    ("nurse", "shift", "hours", "kind", ("day", "night")),
    ("host", "stay", "nights", "source", ("web", "phone")),
    ("courier", "parcel", "kilos", "size", ("small", "large")),
]
NAMES = ["Ada", "Ben", "Cem"]


def build(random: Random) -> Variant:
    """Which figures are asked, and whether the group is empty, has NULLs or repeats, decide every place of the line."""
    parent, child, amount, kind, (one, two) = random.choice(DOMAINS)
    child_id = f"{child}.id"
    shape = random.choice(["empty", "nulls", "all null", "full"])
    who = random.choice(NAMES)
    count = 0 if shape == "empty" else random.randint(2, 4)
    mine: list[tuple[int | None, str]] = [(random.randint(2, 9) * 2, random.choice([one, two])) for _ in range(count)]
    if shape == "nulls":
        mine[0] = (None, mine[0][1])
    if shape == "all null":
        mine = [(None, found) for _, found in mine]
    if shape == "full" and random.random() < 0.5:
        mine[0] = (0, mine[0][1])
    values = [value for value, _ in mine if value is not None]
    whole = bool(values) and sum(values) % len(values) == 0
    ones = [value for value, found in mine if found == one and value is not None]
    figures: dict[str, tuple[object, object, str]] = {
        "count(*)": (count or 1, count, "`count(*)` counts the joined row with NULLs of an empty group as well"),
        f"count({child_id})": (count, count or 1, f"`count({child_id})` counts rows where that is not NULL"),
        f"count({child}.{amount})": (len(values), count, f"`count({child}.{amount})` leaves out NULL"),
        f"count(DISTINCT {child}.{kind})": (
            len({found for _, found in mine}),
            count,
            "`count(DISTINCT ...)` counts different values, and NULL is not one of them",
        ),
        f"sum({child}.{amount})": (sum(values) if values else None, 0, "a sum over no value is NULL, not 0"),
        f"coalesce(sum({child}.{amount}), 0)": (sum(values), None, "`coalesce` turns the NULL of an empty sum into 0"),
        f"sum({child}.{amount}) FILTER (WHERE {child}.{kind} = '{one}')": (
            sum(ones) if ones else None,
            sum(values) if values else None,
            f"the filter leaves only rows with '{one}' to this sum",
        ),
        f"max({child}.{amount})": (
            max(values) if values else None,
            0,
            "`max` leaves out NULL, and over nothing it is NULL",
        ),
    }
    if whole:
        figures[f"CAST(avg({child}.{amount}) AS integer)"] = (
            sum(values) // len(values),
            sum(values) // count,
            "`avg` divides by the number of values, without the NULLs",
        )
    names = random.sample(list(figures), 4)
    while len({figures[name][0] == figures[name][1] for name in names}) < 2:
        names = random.sample(list(figures), 4)
    key = " ".join(shown(figures[name][0]) for name in names)
    naive = " ".join(shown(figures[name][1]) for name in names)
    others = [(name, 4, random.choice([one, two])) for name in NAMES if name != who and random.random() < 0.8]
    rows = [*((who, value, found) for value, found in mine), *others]
    random.shuffle(rows)
    lines = [f"{child}: id, {parent}, {amount}, {kind}"]
    lines += [f"{at}, {name}, {shown(value)}, {found}" for at, (name, value, found) in enumerate(rows, start=21)]
    code = "\n".join(
        [
            f"SELECT {parent}.name,",
            ",\n".join(f"       {name}" for name in names),
            f"FROM {parent}",
            f"LEFT JOIN {child} ON {child}.{parent} = {parent}.name",
            f"GROUP BY {parent}.name",
        ]
    )
    zeros = " ".join("0" if figures[name][0] is None else shown(figures[name][0]) for name in names)
    nulls = " ".join("NULL" if figures[name][0] == 0 else shown(figures[name][0]) for name in names)
    all_same = " ".join(shown(len(values)) if "count(" in name else shown(figures[name][0]) for name in names)
    differing = [figures[name][2] for name in names if figures[name][0] != figures[name][1]]
    told = {
        all_same: "The counts differ in what they count: rows, rows with a value in this column, or different values.",
        nulls: "A count is never NULL, `coalesce` replaces NULL, and another figure of 0 comes from a value that is 0.",
        zeros: "Over no value at all, `sum`, `avg` and `max` give NULL, unless `coalesce` replaces it.",
        naive: f"This goes wrong here: {'; '.join(differing)}.",
    }
    wrong = {text: reason for text, reason in told.items() if text != key}
    if len(wrong) < 2:
        wrong[" ".join([*key.split()[:-1], "0" if key.split()[-1] != "0" else "1"])] = (
            f"The last figure is {key.split()[-1]} here: {figures[names[-1]][2]}."
        )
    return Variant(
        prompt=(
            f"The table `{parent}` holds the names Ada, Ben and Cem, and `{child}` these rows:\n\n```\n"
            + "\n".join(lines)
            + f"\n```\n\nWhat stands in the row of {who} behind the name? Write the four values with blanks "
            "between them, NULL as NULL."
        ),
        code=code,
        language="sql",
        answer=Output(text=key, wrong=wrong),
        why=(
            f"{who} has {count or 'no'} rows in `{child}`"
            + (", so the left join makes one row of NULLs for this name" if not count else "")
            + ". "
            + "The rules: "
            + "; ".join(figures[name][2] for name in names)
            + "."
        ),
        proof=f"""\
import sqlite3
base = sqlite3.connect(":memory:")
base.execute("CREATE TABLE {parent} (name TEXT PRIMARY KEY)")
base.execute("CREATE TABLE {child} (id INTEGER PRIMARY KEY, {parent} TEXT, {amount} INTEGER, {kind} TEXT)")
base.executemany("INSERT INTO {parent} VALUES (?)", [("Ada",), ("Ben",), ("Cem",)])
base.executemany("INSERT INTO {child} ({parent}, {amount}, {kind}) VALUES (?, ?, ?)", {rows})
for name, *figures in base.execute(\"\"\"{code}\"\"\"):
    if name == "{who}":
        print(*("NULL" if figure is None else figure for figure in figures))
base.close()
""",
    )


def shown(value: object) -> str:
    return "NULL" if value is None else str(value)
