"""Whether a rewritten query always returns what the old one did, by what the schema allows."""

from dataclasses import dataclass

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="H1",
    level="senior",
    title="Whether a rewritten query returns the same rows",
    practise=("rewrite-slow-report", "null-surprises", "inner-or-left-join"),
)
DOMAINS = [
    ("customer", "invoice"),
    ("driver", "tour"),
    ("nurse", "shift"),
    ("tenant", "repair"),
    ("school", "course"),
    ("seller", "offer"),
]
SAME, LOST, NEW = "the same", "lost", "new"
MORE, LESS = "more often", "less often"
OPTIONS = {
    SAME: "It always returns the same rows, each as often as before",
    LOST: "It can leave out completely a row that the old query returns",
    NEW: "It can return a row that the old query does not return at all",
    MORE: "It can repeat a row more often, but adds no other row and drops none",
    LESS: "It can repeat a row less often, but adds no other row and drops none",
}
OTHER_WAY = {LOST: NEW, NEW: LOST, MORE: LESS, LESS: MORE, SAME: SAME}


@dataclass(frozen=True)
class Pair:
    """Two queries. loose and tight: what the schema says; found: the difference where it is loose, from one to two."""

    one: str
    two: str
    loose: dict[str, str]
    tight: dict[str, str]
    found: str
    why_loose: str
    why_tight: str


PAIRS = [
    Pair(
        "SELECT p.id FROM {p} AS p\nWHERE p.id NOT IN (SELECT c.{p}_id FROM {c} AS c)",
        "SELECT p.id FROM {p} AS p\nWHERE NOT EXISTS (\n    SELECT 1 FROM {c} AS c WHERE c.{p}_id = p.id\n)",
        {},
        {"key": " NOT NULL"},
        NEW,
        "`{p}_id` may be NULL. With one NULL in the list NOT IN is never true, while NOT EXISTS is not disturbed.",
        "`{p}_id` is never NULL, and without NULL in the list NOT IN and NOT EXISTS ask the same.",
    ),
    Pair(
        (
            "SELECT p.id FROM {p} AS p\nWHERE EXISTS (\n    SELECT 1 FROM {c} AS c WHERE c.{p}_id = p.id AND c.cents > "
            "100\n)"
        ),
        "SELECT p.id FROM {p} AS p\nJOIN {c} AS c ON c.{p}_id = p.id\nWHERE c.cents > 100",
        {},
        {"key": " UNIQUE"},
        MORE,
        "A {p} may have several rows in `{c}`. The join returns it for each of them, EXISTS once.",
        "`{p}_id` is unique, so a {p} has at most one row in `{c}`, and the join cannot repeat it.",
    ),
    Pair(
        "SELECT c.id, p.name FROM {c} AS c\nLEFT JOIN {p} AS p ON p.id = c.{p}_id",
        "SELECT c.id, p.name FROM {c} AS c\nJOIN {p} AS p ON p.id = c.{p}_id",
        {},
        {"key": " NOT NULL"},
        LOST,
        "`{p}_id` may be NULL. The left join keeps such a row of `{c}`, the inner join drops it.",
        "`{p}_id` is NOT NULL and a foreign key, so each row of `{c}` has its {p}, and both joins find it.",
    ),
    Pair(
        "SELECT c.id FROM {c} AS c WHERE c.done = 1\nUNION\nSELECT c.id FROM {c} AS c WHERE c.cents > 100",
        "SELECT c.id FROM {c} AS c WHERE c.done = 1\nUNION ALL\nSELECT c.id FROM {c} AS c WHERE c.cents > 100",
        {},
        {"check": ",\n  CHECK (done = 0 OR cents <= 100)"},
        MORE,
        "A row may be done and above 100. UNION ALL returns it from both sides, UNION once.",
        (
            "The CHECK says that no row is done and above 100, so no row comes from both sides, and `id` repeats in "
            "neither."
        ),
    ),
    Pair(
        "SELECT c.id FROM {c} AS c\nWHERE c.cents <> 100",
        "SELECT c.id FROM {c} AS c\nWHERE c.cents IS DISTINCT FROM 100",
        {"cents": ""},
        {},
        NEW,
        (
            "`cents` may be NULL. `<>` is then unknown and drops the row, while IS DISTINCT FROM takes NULL as another "
            "value."
        ),
        "`cents` is never NULL, and for values `<>` and IS DISTINCT FROM say the same.",
    ),
    Pair(
        "SELECT DISTINCT c.code FROM {c} AS c",
        "SELECT c.code FROM {c} AS c",
        {},
        {"code": " UNIQUE"},
        MORE,
        "`code` may stand in several rows. DISTINCT returns it once, the other query once for each row.",
        "`code` is unique and NOT NULL, so there is nothing for DISTINCT to fold together.",
    ),
    Pair(
        "SELECT c.id FROM {c} AS c\nWHERE c.at BETWEEN '2026-03-01' AND '2026-03-31'",
        "SELECT c.id FROM {c} AS c\nWHERE c.at >= '2026-03-01' AND c.at < '2026-04-01'",
        {"at": "TIMESTAMP"},
        {},
        NEW,
        (
            "`at` has a time of day. BETWEEN ends with midnight at the beginning of the 31st, the other range with "
            "that day."
        ),
        "`at` is a date without a time, so the last day of March belongs to both ranges.",
    ),
    Pair(
        "SELECT p.id, c.id FROM {p} AS p\nLEFT JOIN {c} AS c ON c.{p}_id = p.id AND c.done = 1",
        "SELECT p.id, c.id FROM {p} AS p\nLEFT JOIN {c} AS c ON c.{p}_id = p.id\nWHERE c.done = 1",
        {},
        {},
        LOST,
        (
            "In ON the condition says what a match is, and a {p} without one is kept. In WHERE it drops that row, as "
            "done is NULL."
        ),
        "",
    ),
    Pair(
        "SELECT p.id, c.id FROM {p} AS p\nLEFT JOIN {c} AS c ON c.{p}_id = p.id\nWHERE c.cents > 100",
        "SELECT p.id, c.id FROM {p} AS p\nJOIN {c} AS c ON c.{p}_id = p.id\nWHERE c.cents > 100",
        {},
        {},
        SAME,
        "WHERE asks for a value of `{c}`, so the rows that only a left join keeps are dropped in any case.",
        "",
    ),
    Pair(
        "SELECT p.id, sum(c.cents) FROM {p} AS p\nJOIN {c} AS c ON c.{p}_id = p.id\nGROUP BY p.id\nHAVING p.id > 2",
        "SELECT p.id, sum(c.cents) FROM {p} AS p\nJOIN {c} AS c ON c.{p}_id = p.id\nWHERE p.id > 2\nGROUP BY p.id",
        {},
        {},
        SAME,
        "The condition speaks of the column that makes the groups, so it takes or leaves whole groups in both places.",
        "",
    ),
]


def build(random: Random) -> Variant:
    """A word in the schema decides whether the difference is possible, and the direction turns it round."""
    parent, child = random.choice(DOMAINS)
    pair = random.choice([*PAIRS[:7], *PAIRS])
    tight = bool(pair.why_tight) and random.random() < 0.25
    turned = random.random() < 0.5
    facts = {"key": "", "cents": " NOT NULL", "code": "", "at": "DATE", "check": ""}
    noise = {"code": random.choice(["", " UNIQUE"]), "at": random.choice(["DATE", "TIMESTAMP"])}
    noise["key"] = random.choice(["", " NOT NULL"])
    used = pair.loose | pair.tight
    facts |= {name: word for name, word in noise.items() if name not in used and not (name == "key" and pair in KEYED)}
    facts |= pair.tight if tight else pair.loose
    difference = SAME if tight else OTHER_WAY[pair.found] if turned else pair.found
    why = (pair.why_tight if tight else pair.why_loose).format(p=parent, c=child)
    old, new = (text.format(p=parent, c=child) for text in ((pair.two, pair.one) if turned else (pair.one, pair.two)))
    schema = f"""\
CREATE TABLE {parent} (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE {child} (
  id INTEGER PRIMARY KEY,
  {parent}_id INTEGER{facts["key"]} REFERENCES {parent} (id),
  code TEXT NOT NULL{facts["code"]},
  cents INTEGER{facts["cents"]},
  done INTEGER NOT NULL CHECK (done IN (0, 1)),
  at {facts["at"]} NOT NULL{facts["check"]}
);"""
    code = f"{schema}\n\n-- old\n{old};\n\n-- new\n{new};"
    return Variant(
        prompt=(
            "A report is rewritten, because the new form is easier to read or to plan. Both queries run on the same "
            "rows. Foreign keys are enforced, columns hold only values of their types, and the schema is all that is "
            "known of the rows. What can be said of the new query?"
        ),
        code=code,
        language="sql",
        answer=OneOf(
            right=OPTIONS[difference],
            wrong={text: reason(name, difference, why) for name, text in OPTIONS.items() if name != difference},
        ),
        why=why + " Whether a rewrite is safe is often decided by one word of the schema.",
        proof=proof(schema, old, new, parent, child),
    )


KEYED = [PAIRS[0], PAIRS[1], PAIRS[2]]


def reason(name: str, difference: str, why: str) -> str:
    if SAME in {difference, name}:
        return why
    if name == OTHER_WAY[difference]:
        return f"It is the other way round. {why}"
    if difference in {MORE, LESS}:
        return "Both return the same rows; what may differ is how often."
    return "A row that both return comes equally often in both; what may differ is whether it comes at all."


def proof(schema: str, old: str, new: str, parent: str, child: str) -> str:
    times = ["2026-03-01", "2026-03-31", "2026-04-01"]
    times += ["2026-03-31 09:30:00"] if "TIMESTAMP" in schema else []
    return f"""\
import random
import sqlite3
from collections import Counter
random.seed(11)
found = set()
for _ in range(60):
    base = sqlite3.connect(":memory:")
    base.executescript({schema!r})
    base.executemany("INSERT INTO {parent} VALUES (?, ?)", [(number, "abc"[number % 3]) for number in range(1, 5)])
    for number in range(random.randint(0, 6)):
        row = (number, random.choice([1, 2, 3, None]), random.choice("xyzuvw"), random.choice([50, 100, 150, None]),
               random.choice([0, 1]), random.choice({times}))
        base.execute("INSERT OR IGNORE INTO {child} VALUES (?, ?, ?, ?, ?, ?)", row)
    old = Counter(base.execute({old!r}).fetchall())
    new = Counter(base.execute({new!r}).fetchall())
    base.close()
    for row in old | new:
        if old[row] != new[row]:
            found.add("{LOST}" if not new[row] else "{NEW}" if not old[row] else
                      "{MORE}" if new[row] > old[row] else "{LESS}")
options = {OPTIONS}
print("; ".join(options[name] for name in found or ["{SAME}"]))
"""
