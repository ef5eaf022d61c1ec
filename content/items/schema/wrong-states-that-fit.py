"""Which states that should not be a schema still lets in, by constraints that are missing, half done or weakened."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="H3",
    level="senior",
    title="Which wrong states a schema still lets in",
    practise=("primary-foreign-unique", "one-active-rule", "normalise-or-duplicate"),
)
# owner, thing, document, its part, number
DOMAINS = [
    ("shop", "article", "purchase", "line", "pieces"),
    ("clinic", "drug", "treatment", "dose", "grams"),
    ("depot", "van", "tour", "leg", "stops"),
    ("school", "room", "course", "lesson", "hours"),
    ("hotel", "extra", "stay", "item", "nights"),
]


def build(random: Random) -> Variant:
    """Each state is kept out or let in by one detail: a key over both columns, a NULL, one direction of a check."""
    owner, thing, paper, part, number = random.choice(DOMAINS)
    border = random.choice(["single", "half", "full", "full", "full null"])
    ends = random.choice(["", "closed", "both"])
    ordered, pair = random.random() < 0.5, random.random() < 0.5
    amount = random.choice(["", " NOT NULL", f" CHECK ({number} > 0)", f" NOT NULL CHECK ({number} > 0)"])
    check = {
        "": [],
        "closed": ["  CHECK (status = 'open' OR closed_on IS NOT NULL),"],
        "both": ["  CHECK ((status = 'closed') = (closed_on IS NOT NULL)),"],
    }[ends]
    keys = {
        "single": [
            f"  {paper}_id INTEGER NOT NULL REFERENCES {paper} (id),",
            f"  {thing}_id INTEGER NOT NULL REFERENCES {thing} (id),",
        ],
        "half": [
            f"  {owner}_id INTEGER NOT NULL,",
            f"  {paper}_id INTEGER NOT NULL,",
            f"  {thing}_id INTEGER NOT NULL REFERENCES {thing} (id),",
            f"  FOREIGN KEY ({owner}_id, {paper}_id) REFERENCES {paper} ({owner}_id, id),",
        ],
    }.get(
        border,
        [
            f"  {owner}_id INTEGER{' NOT NULL' if border == 'full' else ''},",
            f"  {paper}_id INTEGER NOT NULL,",
            f"  {thing}_id INTEGER NOT NULL,",
            f"  FOREIGN KEY ({owner}_id, {paper}_id) REFERENCES {paper} ({owner}_id, id),",
            f"  FOREIGN KEY ({owner}_id, {thing}_id) REFERENCES {thing} ({owner}_id, id),",
        ],
    )
    columns = [line for line in keys if "FOREIGN" not in line]
    code = "\n".join(
        [
            f"CREATE TABLE {owner} (id INTEGER PRIMARY KEY);",
            f"CREATE TABLE {thing} (",
            "  id INTEGER PRIMARY KEY,",
            f"  {owner}_id INTEGER NOT NULL REFERENCES {owner} (id),",
            f"  UNIQUE ({owner}_id, id)",
            ");",
            f"CREATE TABLE {paper} (",
            "  id INTEGER PRIMARY KEY,",
            f"  {owner}_id INTEGER NOT NULL REFERENCES {owner} (id),",
            "  status TEXT NOT NULL CHECK (status IN ('open', 'closed')),",
            "  opened_on DATE NOT NULL,",
            f"  closed_on DATE{' CHECK (closed_on >= opened_on)' if ordered else ''},",
            *check,
            f"  UNIQUE ({owner}_id, id)",
            ");",
            f"CREATE TABLE {part} (",
            "  id INTEGER PRIMARY KEY,",
            *columns,
            f"  {number} INTEGER{amount},",
            *[line for line in keys if "FOREIGN" in line],
            f"  UNIQUE ({paper}_id, {thing}_id)" if pair else f"  UNIQUE (id, {paper}_id)",
            ");",
        ]
    )
    states = {
        f"A {part} whose {thing} belongs to another {owner} than its {paper}": (
            border != "full",
            {
                "single": f"Both references are checked, each by itself; nothing compares the {owner} of the two.",
                "half": (
                    f"Only the {paper} is tied to `{owner}_id` of the {part}; the {thing} is looked up by its id alone."
                ),
                "full": f"Both foreign keys take `{owner}_id` along, so both must agree with the same one.",
                "full null": (
                    f"`{owner}_id` of the {part} may be NULL, and then neither of the two foreign keys is checked."
                ),
            }[border],
        ),
        f"A closed {paper} without `closed_on`": (
            not ends,
            "A CHECK demands the date wherever the status is closed."
            if ends
            else "Nothing ties the date to the status"
            + (", and the CHECK of the two dates passes where one is NULL." if ordered else ", and it may be NULL."),
        ),
        f"An open {paper} with a `closed_on`": (
            ends != "both",
            "The CHECK demands that both say the same, in both directions."
            if ends == "both"
            else "Where the status is open, no CHECK asks for the date to be NULL.",
        ),
        f"A {paper} that was closed before it was opened": (
            not ordered,
            "A CHECK compares the two dates and refuses this." if ordered else "No CHECK compares the two dates.",
        ),
        f"Two rows of `{part}` with the same {paper} and {thing}": (
            not pair,
            f"The pair of `{paper}_id` and `{thing}_id` is unique, and neither may be NULL."
            if pair
            else "The unique pair contains the primary key, which differs in every row, so it forbids nothing.",
        ),
        f"A {part} with 0 in `{number}`": (
            "CHECK" not in amount,
            "The CHECK asks for more than 0."
            if "CHECK" in amount
            else "No CHECK looks at the number"
            + ("; NOT NULL accepts 0." if amount else ", so any whole number is let in."),
        ),
        f"A {part} with nothing in `{number}`": (
            "NOT NULL" not in amount,
            "It is NOT NULL."
            if "NOT NULL" in amount
            else "It may be NULL"
            + (", and a CHECK of NULL is unknown, which passes." if amount else ", as nothing says NOT NULL."),
        ),
    }
    first, *others = states
    names = random.sample([first, *random.sample(others, 4)], 5)
    if len({states[name][0] for name in names}) < 2:
        return build(random)
    return Variant(
        prompt=(
            "Foreign keys are enforced. None of these states should ever be in the database. Which of them does the "
            "schema let in all the same?"
        ),
        code=code,
        language="sql",
        answer=SomeOf(
            right={name: states[name][1] for name in names if states[name][0]},
            wrong={name: states[name][1] for name in names if not states[name][0]},
        ),
        why=(
            "Two references agree only if the shared column is part of both foreign keys and is never NULL. A CHECK "
            "passes when it is unknown, so it does not demand a value. It holds only in the direction in which it is "
            "written. A unique key forbids repetition of exactly its columns."
        ),
        proof=proof(code, (owner, thing, paper, part, number), list(states), names),
    )


def proof(code: str, words: tuple[str, ...], states: list[str], names: list[str]) -> str:
    owner, thing, paper, part, number = words
    return f"""\
import sqlite3
from itertools import product
def tried(statements):
    base = sqlite3.connect(":memory:", isolation_level=None)
    base.execute("PRAGMA foreign_keys = ON")
    base.executescript('''{code.replace("'", "`")}'''.replace("`", "'"))
    base.execute("INSERT INTO {owner} VALUES (1), (2)")
    base.execute("INSERT INTO {thing} VALUES (11, 1), (12, 2)")
    base.execute("INSERT INTO {paper} VALUES (21, 1, 'open', '2026-03-01', NULL)")
    has = [row[1] for row in base.execute("PRAGMA table_info({part})")]
    try:
        for table, values in statements:
            fitting = {{name: value for name, value in values.items() if table != "{part}" or name in has}}
            marks = ", ".join("?" * len(fitting))
            base.execute(f"INSERT INTO {{table}} ({{', '.join(fitting)}}) VALUES ({{marks}})", list(fitting.values()))
        return True
    except sqlite3.IntegrityError:
        return False
    finally:
        base.close()
def part(shop=1, thing=11, number=2):
    return "{part}", {{"{owner}_id": shop, "{paper}_id": 21, "{thing}_id": thing, "{number}": number}}
def paper(status, opened, closed):
    return "{paper}", {{"{owner}_id": 1, "status": status, "opened_on": opened, "closed_on": closed}}
WAYS = [
    [[part(shop, 12)] for shop in (1, 2, None)],
    [[paper("closed", "2026-03-02", None)]],
    [[paper("open", "2026-03-02", "2026-03-03")]],
    [[paper("closed", "2026-03-02", "2026-03-01")], [paper("open", "2026-03-02", "2026-03-01")]],
    [[part(first), part(second)] for first, second in product((1, None), repeat=2)],
    [[part(number=0)]],
    [[part(number=None)]],
]
found = [name for name, ways in zip({states}, WAYS) if name in {names} and any(tried(way) for way in ways)]
assert tried([part(), paper("closed", "2026-03-02", "2026-03-03")])
print("\\n".join(sorted(found)))
"""
