"""What belongs into a window so that the report shows what was asked for: groups, order, or how many of each."""

from itertools import permutations

from jobfutures.checks.families.authoring import Family, Gap, Random, Variant

FAMILY = Family(
    area="H1",
    level="middle",
    title="Completing a query for the newest or dearest of each group",
    practise=("window-or-subquery",),
)
# table, the two columns that may group, number, day
DOMAINS = [
    ("delivery", "courier", "zone", "kilos", "day"),
    ("payment", "customer", "method", "cents", "paid_on"),
    ("reading", "sensor", "room", "watts", "taken_on"),
    ("offer", "seller", "product", "price", "made_on"),
    ("visit", "patient", "clinic", "minutes", "seen_on"),
]

Asked = tuple[str, bool, int]  # column, whether falling, how many


def build(random: Random) -> Variant:
    """The sentence says by what to group, what comes first and how many; the gap is one of the three."""
    table, one, two, number, day = random.choice(DOMAINS)
    groups = random.choice([(one,), (two,), (one, two)])
    column, falling = random.choice([(number, True), (number, False), (day, True), (day, False)])
    most = random.choice([1, 1, 2, 3])
    gap = random.choice(["groups", "groups", "order", "most"])
    words = {
        (number, True): f"highest `{number}`",
        (number, False): f"lowest `{number}`",
        (day, True): "newest",
        (day, False): "oldest",
    }[column, falling]
    way = " DESC" if falling else ""
    parts = {
        "groups": [", ".join(found) for found in permutations(groups)],
        "order": orders(column, falling=falling, is_number=column == number),
        "most": limits(most),
    }
    filled = {name: found[0] for name, found in parts.items()}
    shown = {name: "____" if name == gap else text for name, text in filled.items()}
    code = f"""\
SELECT id
FROM (
    SELECT id, row_number() OVER (
        PARTITION BY {shown["groups"]}
        ORDER BY {shown["order"]}
    ) AS n
    FROM {table}
) AS numbered
WHERE {shown["most"]}"""
    other = two if groups == (one,) else one
    wrong = {
        "groups": {
            **(
                {
                    one: f"This gives rows for each {one} and puts every {two} together.",
                    two: f"This gives rows for each {two} and puts every {one} together.",
                }
                if len(groups) == 2
                else {
                    f"{one}, {two}": "This makes a group of each pair, and so more groups than were asked for.",
                    other: "This groups by the other column, and so gives rows for each of its values.",
                }
            ),
            "id": "Every row would be a group of its own, and each would be number 1.",
        },
        "order": {
            filled["order"].replace(" DESC", "") if falling else f"{column} DESC, id": (
                "This numbers from the other end, so the rows that are wanted get the highest numbers."
            ),
            f"{column}{way}": (
                "Rows that are equal here are then numbered by chance; the prompt says how ties are broken."
            ),
        },
        "most": {
            f"n >= {most}": (
                f"This keeps every row from number {most} on; the rows that are wanted have the lowest numbers."
            ),
            f"n = {most + 1}": "Numbering begins with 1, so this keeps the one row after those that are wanted.",
            **({f"n = {most}": f"This keeps one row of each group, the one with number {most}."} if most > 1 else {}),
            "n < 1": "Numbering begins with 1, so nothing is left.",
        },
    }[gap]
    # a sort without the tie-breaker may give the right rows by chance
    tried = {True: parts[gap], False: [text for text in wrong if text != f"{column}{way}"]}
    each = " and ".join(f"`{name}`" for name in groups)
    wanted = f"the row with the {words}" if column == number else f"the {words} row"
    if most > 1:
        wanted = f"the {most} rows with the {words}" if column == number else f"the {most} {words} rows"
    ties = {
        "groups": "Name only columns, without the table.",
        "order": (
            "Among rows that are equal in that, the lower `id` comes first. Name only columns, without the table, each "
            "with a direction where one is needed."
        ),
        "most": "Write one comparison: `n`, one operator and one whole number.",
    }[gap]
    return Variant(
        prompt=(
            f"The table `{table}` has the columns `id`, `{one}`, `{two}`, `{number}` and `{day}`, none of them with "
            f"NULLs. The report is to list, for each {'pair of ' if len(groups) == 2 else ''}{each}, {wanted}. What "
            f"belongs into the gap? {ties}"
        ),
        code=code,
        language="sql",
        answer=Gap(accepts=tuple(dict.fromkeys(parts[gap])), wrong=wrong),
        why=(
            "PARTITION BY names what each group has in common, so it takes exactly the columns behind `for each`. "
            "ORDER BY inside the window says who is number 1 of its group, with `id` to break ties. The condition "
            "outside keeps the first numbers; it stands outside because a window is computed after WHERE."
        ),
        proof=proof(code, tried, (table, one, two, number, day), groups, (column, falling, most)),
    )


def orders(column: str, *, falling: bool, is_number: bool) -> list[str]:
    """Return every usual way to sort by a column, ties by id."""
    ways = [f"{column} DESC", f"{column} desc"] if falling else [column, f"{column} ASC", f"{column} asc"]
    ways += [f"-{column}"] if falling and is_number else []
    return [f"{way}, {by}" for way in ways for by in ("id", "id ASC", "id asc")]


def limits(most: int) -> list[str]:
    """Return every usual way to keep the numbers up to this one."""
    listed = ", ".join(str(number) for number in range(1, most + 1))
    found = [
        f"n <= {most}",
        f"n < {most + 1}",
        f"{most} >= n",
        f"{most + 1} > n",
        f"n IN ({listed})",
        f"n in ({listed})",
    ]
    if most == 1:
        return ["n = 1", *found, "1 = n"]
    return [*found, f"n BETWEEN 1 AND {most}", f"n between 1 and {most}"]


def proof(
    code: str, tried: dict[bool, list[str]], names: tuple[str, ...], groups: tuple[str, ...], asked: Asked
) -> str:
    """Compare each way with what plain Python finds in 300 rows."""
    table, one, two, number, day = names
    column, falling, most = asked
    return f"""\
import random
import sqlite3
random.seed(5)
base = sqlite3.connect(":memory:")
base.row_factory = sqlite3.Row
base.execute("CREATE TABLE {table} (id INTEGER PRIMARY KEY, {one} TEXT, {two} TEXT, {number} INTEGER, {day} TEXT)")
for _ in range(300):
    row = (random.choice("abcd"), random.choice("xyz"), random.randint(1, 9), f"2026-03-0{{random.randint(1, 9)}}")
    base.execute("INSERT INTO {table} ({one}, {two}, {number}, {day}) VALUES (?, ?, ?, ?)", row)
groups = {{}}
for row in base.execute("SELECT * FROM {table} ORDER BY id"):
    groups.setdefault(tuple(row[name] for name in {groups}), []).append(row)
wanted = set()
for rows in groups.values():
    rows.sort(key=lambda row: row["{column}"], reverse={falling})
    wanted |= {{row["id"] for row in rows[:{most}]}}
def found(text):
    return {{row["id"] for row in base.execute(\"\"\"{code}\"\"\".replace("____", text))}}
right = [text for text in {tried[True]} if found(text) == wanted]
assert not [text for text in {tried[False]} if found(text) == wanted]
print("\\n".join(right))
base.close()
"""
