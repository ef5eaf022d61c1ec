"""How many rows a join returns, by its kind, the place of the condition, and keys that are missing or repeated."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="H1",
    level="junior",
    title="How many rows a join with a condition returns",
    practise=("inner-or-left-join",),
)
# left table, right table, its states
DOMAINS = [
    ("courier", "delivery", ("done", "open")),
    ("nurse", "shift", ("taken", "swapped")),
    ("guest", "booking", ("paid", "held")),
    ("baker", "cake", ("sold", "given")),
    ("pupil", "lesson", ("held", "missed")),
]
NAMES = ["Ada", "Ben", "Cem", "Dora", "Eli"]
KINDS = ["inner", "inner where", "left", "left on", "left where", "left missing"]


def build(random: Random) -> Variant:
    """The kind of join and the place of its condition decide; so do people without rows and rows without a person."""
    left, right, states = random.choice(DOMAINS)
    kind = random.choice(KINDS)
    people = list(range(1, random.randint(4, 5) + 1))
    keys: list[int | None] = [random.choice([*people, people[0], None]) for _ in range(random.randint(5, 7))]
    rows = [(number, key, random.choice(states)) for number, key in enumerate(keys, start=11)]
    state = random.choice(states)
    matches = [key for _, key, _ in rows if key is not None]
    wanted = [key for _, key, found in rows if key is not None and found == state]
    without, without_wanted = len(set(people) - set(matches)), len(set(people) - set(wanted))
    numbers = {
        "inner": len(matches),
        "inner where": len(wanted),
        "left": len(matches) + without,
        "left on": len(wanted) + without_wanted,
        "left where": len(wanted),
        "left missing": without,
    }
    if min(without, without_wanted - without, len(rows) - len(matches), numbers[kind]) < 1:
        return build(random)
    join = "JOIN" if "inner" in kind else "LEFT JOIN"
    on = f"\n  ON r.{left}_id = l.id" + (f" AND r.state = '{state}'" if kind == "left on" else "")
    where = {
        "inner where": f"\nWHERE r.state = '{state}'",
        "left where": f"\nWHERE r.state = '{state}'",
        "left missing": "\nWHERE r.id IS NULL",
    }.get(kind, "")
    code = f"SELECT l.name, r.id\nFROM {left} AS l\n{join} {right} AS r{on}{where}"
    table = [f"{left}: id, name", *(f"{number}, {NAMES[number - 1]}" for number in people), ""]
    table += [f"{right}: id, {left}_id, state"]
    table += [f"{number}, {'NULL' if key is None else key}, {found}" for number, key, found in rows]
    told = {
        numbers["inner"]: f"These are all pairs of a {left} and a {right}; "
        + {
            "left": f"a left join also keeps each {left} that is in no pair.",
            "left on": f"ON takes only those with '{state}', and each {left} without such a pair is kept.",
            "left missing": "WHERE drops every one of them.",
        }.get(kind, f"WHERE keeps only those with '{state}'."),
        numbers["left"]: {
            "inner": f"A LEFT JOIN would return this many. This join drops a {left} without a {right}.",
            "left missing": f"The join makes this many rows, and then WHERE keeps those without a {right}.",
        }.get(kind, "The condition on the state is left out of this count."),
        len(rows): f"A {right} without a {left} has no partner, so it is never in the result of this join.",
        len(people): f"A join gives a row for each match, so a {left} with several matches stands there several times.",
    }
    told[len(people) * len(rows)] = "Not every row is paired with every other: the condition after ON decides."
    if "state" in on + where:
        told[numbers["inner where"]] = f"These are the pairs with state '{state}'; a left join keeps more than pairs."
        told[numbers["left on"]] = (
            f"So many rows a left join with the state in ON would return: it keeps each {left} without such a {right}."
        )
    if kind == "left missing":
        told[0] = f"IS NULL is the right way to ask here, and some {left} has no {right} at all."
        del told[len(people)]
    return Variant(
        prompt="Two tables hold these rows:\n\n```\n"
        + "\n".join(table)
        + ("\n```\n\nHow many rows does the query return?"),
        code=code,
        language="sql",
        answer=Number(
            value=numbers[kind], unit="rows", wrong={n: why for n, why in told.items() if n != numbers[kind]}
        ),
        why=why(kind, left, right, state, numbers),
        proof=f"""\
import sqlite3
base = sqlite3.connect(":memory:")
base.execute("CREATE TABLE {left} (id INTEGER PRIMARY KEY, name TEXT)")
base.execute("CREATE TABLE {right} (id INTEGER PRIMARY KEY, {left}_id INTEGER, state TEXT)")
base.executemany("INSERT INTO {left} VALUES (?, ?)", {[(number, NAMES[number - 1]) for number in people]})
base.executemany("INSERT INTO {right} VALUES (?, ?, ?)", {rows})
print(len(base.execute(\"\"\"{code}\"\"\").fetchall()))
base.close()
""",
    )


def why(kind: str, left: str, right: str, state: str, numbers: dict[str, int]) -> str:
    pairs = f"There are {numbers['inner']} pairs of a {left} and a {right}; a NULL in the key matches nothing. "
    of_state = f"Pairs with the state '{state}': {numbers['inner where']}. "
    return {
        "inner": pairs + f"An inner join returns exactly these, several for a {left} with several matches.",
        "inner where": pairs + of_state + "The condition keeps only these.",
        "left": pairs + f"A left join adds one row for each {left} that is in no pair.",
        "left on": pairs
        + of_state
        + f"The state stands in ON, so it decides what is a match; each {left} without a match is kept, once.",
        "left where": pairs
        + of_state
        + f"The left join first keeps each {left}, but then the state is NULL, and WHERE drops those rows again.",
        "left missing": pairs
        + f"A left join adds one row with NULLs for each {left} that is in no pair, and WHERE keeps just those rows.",
    }[kind]
