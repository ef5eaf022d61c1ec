"""Which constraint keeps a rule, no more and no less, by how the rule is worded."""

from dataclasses import dataclass

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="H3",
    level="middle",
    title="Which constraint keeps exactly this rule",
    practise=("one-active-rule", "primary-foreign-unique"),
)
# table, whose, what, day, ended
DOMAINS = [
    ("rental", "rider", "bike", "day", "ended_on"),
    ("booking", "guest", "room", "night", "cancelled_on"),
    ("shift", "nurse", "ward", "day", "dropped_on"),
    ("tour", "driver", "van", "day", "closed_on"),
    ("lesson", "teacher", "hall", "day", "called_off_on"),
]


@dataclass(frozen=True)
class Rule:
    """columns: unique together.  live: only among rows that have not ended."""

    columns: tuple[str, ...]
    live: bool
    text: str


ALIVE, ALL = True, False
RULES = [
    Rule(("who",), ALIVE, "A {who} has at most one {table} that has not ended. Those that ended stay in the table."),
    Rule(("who",), ALL, "A {who} has at most one {table}, ever, whether it has ended or not."),
    Rule(
        ("what",), ALIVE, "A {what} is in at most one {table} that has not ended. Those that ended stay in the table."
    ),
    Rule(("what",), ALL, "A {what} is in at most one {table}, ever, whether it has ended or not."),
    Rule(("what", "day"), ALL, "A {what} is in at most one {table} on a {day}, even if that one has ended."),
    Rule(("what", "day"), ALIVE, "A {what} is in at most one {table} on a {day}. One that has ended does not count."),
    Rule(("who", "day"), ALL, "A {who} has at most one {table} on a {day}, even if that one has ended."),
    Rule(("who", "day"), ALIVE, "A {who} has at most one {table} on a {day}. One that has ended does not count."),
    Rule(
        ("who", "what"), ALL, "A {who} gets the same {what} at most once, ever, whether that {table} has ended or not."
    ),
    Rule(("who", "what"), ALIVE, "A {who} has the same {what} at most once at a time. One that ended does not count."),
    Rule(
        ("who", "what", "day"), ALL, "No two rows have the same {who}, {what} and {day}, even if one of them has ended."
    ),
    Rule(
        ("who", "what", "day"),
        ALIVE,
        "No two rows have the same {who}, {what} and {day}, unless one of them has ended.",
    ),
]


def build(random: Random) -> Variant:
    """By what and among which rows something is unique follows from the words; too much is wrong as well."""
    table, who, what, day, ended = random.choice(DOMAINS)
    words = {"table": table, "who": who, "what": what, "day": day}
    rule = random.choice(RULES)
    second = random.choice([other for other in RULES if other.columns != rule.columns])
    others = [one for one in RULES if one.columns in {rule.columns, second.columns} and one != rule]
    others.append(random.choice([one for one in RULES if one.columns not in {rule.columns, second.columns}]))

    def made(one: Rule) -> str:
        columns = ", ".join(words.get(name, name) for name in one.columns)
        return f"CREATE UNIQUE INDEX one ON {table} ({columns})" + (f" WHERE {ended} IS NULL" if one.live else "")

    places = [["who", "what", "day"].index(name) for name in rule.columns]
    options = {one: f"`{made(one)}`" for one in (rule, *others)}
    return Variant(
        prompt=(
            f"A {table} has ended where `{ended}` is set. The rule: *{rule.text.format(**words)}* Nothing else is "
            "forbidden. Which index makes the database keep this rule, and refuse nothing that is allowed?"
        ),
        code=(
            f"CREATE TABLE {table} (\n  id INTEGER PRIMARY KEY,\n  {who} INTEGER NOT NULL,\n  {what} INTEGER NOT "
            f"NULL,\n  {day} DATE NOT NULL,\n  {ended} DATE\n);"
        ),
        language="sql",
        answer=OneOf(right=options[rule], wrong={options[one]: reason(one, rule, words) for one in others}),
        why=(
            f"The rule speaks of {listed(rule.columns, words)}, so these are the columns that may not repeat together. "
            + (
                "It counts only rows that have not ended, so the index holds only those."
                if rule.live
                else "It counts ended rows as well, so the index holds all rows."
            )
            + " Fewer columns refuse what is allowed, more columns let through what is forbidden."
        ),
        proof=f"""\
import sqlite3
from itertools import product
ROWS = list(product((1, 2), (1, 2), ("2026-03-01", "2026-03-02"), (None, "2026-03-09")))
def allows(index, first, second):
    base.execute("DROP INDEX IF EXISTS one")
    base.execute("DELETE FROM {table}")
    base.execute(index)
    try:
        for row in (first, second):
            base.execute("INSERT INTO {table} ({who}, {what}, {day}, {ended}) VALUES (?, ?, ?, ?)", row)
    except sqlite3.IntegrityError:
        return False
    return True
def may_be(first, second):
    counts = not (first[3] or second[3]) or not {rule.live}
    return not (counts and all(first[at] == second[at] for at in {places}))
base = sqlite3.connect(":memory:")
base.execute("CREATE TABLE {table} (id INTEGER PRIMARY KEY, {who}, {what}, {day}, {ended})")
for option in {sorted(options.values())}:
    if all(allows(option.strip("`"), *pair) == may_be(*pair) for pair in product(ROWS, ROWS)):
        print(option)
base.close()
""",
    )


def listed(columns: tuple[str, ...], words: dict[str, str]) -> str:
    return " and ".join(f"`{words.get(name, name)}`" for name in columns)


def reason(one: Rule, rule: Rule, words: dict[str, str]) -> str:
    """Say what this index allows or refuses that the rule does not."""
    mine, wanted = set(one.columns), set(rule.columns)
    if mine == wanted:
        return (
            "It leaves out rows that have ended, and the rule counts them too."
            if one.live
            else "It counts rows that have ended, and refuses a new one beside them, which the rule allows."
        )
    if mine < wanted:
        return f"It forbids {listed(one.columns, words)} to repeat, and refuses rows that the rule tells apart."
    if mine > wanted:
        return (
            f"It lets through rows that are alike in {listed(rule.columns, words)} and differ in "
            f"{listed(tuple(name for name in one.columns if name not in wanted), words)}, which the rule forbids."
        )
    return f"It speaks of {listed(one.columns, words)}; the rule speaks of {listed(rule.columns, words)}."
