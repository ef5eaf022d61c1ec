"""Which index can be dropped without losing a search, a sort or a rule, by what the others already do."""

from dataclasses import dataclass

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="H2",
    level="senior",
    title="Which index can be dropped without loss",
    practise=("cost-of-an-index", "composite-index-order", "partial-expression-covering-index"),
)
# table; owner, state, time, code, number; the state that is asked for
DOMAINS = [
    ("booking", "guest_id", "state", "made_at", "code", "nights", "held"),
    ("parcel", "driver_id", "state", "sent_at", "label", "grams", "lost"),
    ("invoice", "client_id", "state", "issued_at", "number", "cents", "overdue"),
    ("ticket", "agent_id", "state", "opened_at", "reference", "minutes", "urgent"),
    ("visit", "patient_id", "state", "seen_at", "slip", "minutes", "missed"),
]


@dataclass(frozen=True)
class Index:
    """unique: it keeps a rule.  where: of a partial index.  query: the condition and order that needs it.  why: so."""

    columns: str
    query: str
    why: str
    unique: bool = False
    where: str = ""


OWNER = Index("{a}, {t}", "{a} = 7 ORDER BY {t} DESC LIMIT 20", "It finds the rows of one `{a}` in the order of `{t}`.")
STATE = Index(
    "{s}, {t}", "{s} = '{v}' ORDER BY {t}", "It finds this `{s}` in the order of `{t}`, and no other index does both."
)
PART = Index(
    "{t}",
    "{s} = '{v}' ORDER BY {t}",
    "It holds only the rows with this `{s}`, in the order of `{t}`; no other index has both.",
    where="{s} = '{v}'",
)
CODE = Index("{c}", "{c} = 'X-7'", "It keeps each `{c}` unique, which no other index does.", unique=True)
TIME = Index("{t}", "{t} >= '2026-03-01'", "No other whole index begins with `{t}`, which this range needs.")
DAY = Index("{t}, {a}", "{t} = '2026-03-01' ORDER BY {a}", "It finds one `{t}` and has `{a}` in order behind it.")
NUMBER = Index("{n}", "{n} > 900", "No other index begins with `{n}`.")
PAIR = Index(
    "{a}, {c}",
    "{a} = 7 AND {c} = 'X-7'",
    "It keeps the pair of `{a}` and `{c}` unique, which no other index does.",
    unique=True,
)
# what can go, beside which it can, others that are needed
CASES = [
    (
        Index("{a}", "", "`({a}, {t})` begins with `{a}` and answers whatever this one does."),
        OWNER,
        [STATE, PART, CODE, TIME, NUMBER],
    ),
    (
        Index("{s}", "", "`({s}, {t})` begins with `{s}` and answers whatever this one does."),
        STATE,
        [OWNER, CODE, TIME, DAY, NUMBER],
    ),
    (
        Index("{t}", "{s} = '{v}' ORDER BY {t}", "`({s}, {t})` serves this `{s}` as well.", where="{s} = '{v}'"),
        Index(
            "{s}, {t}", "{s} = 'closed' ORDER BY {t}", "It serves every `{s}`, also the one that is asked for beside."
        ),
        [OWNER, CODE, TIME, DAY, NUMBER],
    ),
    (
        Index(
            "{c}, {t}", "", "`{c}` is unique, so one value has one row; the unique index finds it and keeps the rule."
        ),
        CODE,
        [OWNER, STATE, PART, TIME, NUMBER],
    ),
    (
        Index("{t}", "{t} >= '2026-03-01'", "`({t}, {a})` begins with `{t}` and serves the range as well."),
        DAY,
        [OWNER, STATE, CODE, NUMBER],
    ),
    (
        Index("{a}, {c}, {t}", "", "`({a}, {c})` is unique, so a pair has one row, and that index keeps the rule."),
        PAIR,
        [OWNER, STATE, PART, TIME, NUMBER],
    ),
    (
        Index(
            "{a}", "{a} = 7", "The unique index begins with `{a}` and finds these rows; the rule needs it in any case."
        ),
        PAIR,
        [STATE, PART, TIME, NUMBER],
    ),
]


def build(random: Random) -> Variant:
    """Which index is doubled varies: a beginning of another, one that is longer than a unique one, or beside a part."""
    table, *names, value = random.choice(DOMAINS)
    words = dict(zip("astcn", names, strict=True)) | {"v": value}
    free, beside, pool = random.choice(CASES)
    others = random.sample(pool, 3)
    while {STATE, PART} <= set(others) or {TIME, DAY} <= set(others):
        others = random.sample(pool, 3)
    kept = [beside, *others]
    indexes = random.sample([free, *kept], 5)
    named = {f"i{at}": index for at, index in enumerate(indexes, start=1)}
    made = {
        name: f"CREATE {'UNIQUE ' * one.unique}INDEX {name} ON {table} ({one.columns})".format(**words)
        + (f" WHERE {one.where}".format(**words) if one.where else "")
        for name, one in named.items()
    }
    asked = list(dict.fromkeys(one.query.format(**words) for one in indexes if one.query))
    random.shuffle(asked)
    queries = [f"SELECT * FROM {table} WHERE {query}" for query in asked]
    options = {
        name: f"`{name}`, on ({one.columns})".format(**words)
        + (", unique" if one.unique else ", partial" if one.where else "")
        for name, one in named.items()
    }
    right = next(name for name, one in named.items() if one is free)
    code = "\n".join([*(f"{line};" for line in made.values()), "", *(f"{line};" for line in queries)])
    return Variant(
        prompt=(
            f"Writing to `{table}` has become slow, and one of five indexes may go. These are all its indexes besides "
            "the primary key, and all queries that matter. Uniqueness has to stay as it is. Which index can be "
            "dropped so that no query has to read rows of other values or sort where it does not today?"
        ),
        code=code,
        language="sql",
        answer=OneOf(
            right=options[right],
            wrong={options[name]: one.why.format(**words) for name, one in named.items() if one is not free},
        ),
        why=(
            free.why.format(**words)
            + " An index is superfluous where another one begins with its columns, unless it keeps a rule; a "
            "longer one that "
            "begins with all columns of a unique one adds nothing for finding rows. A partial index serves only its "
            "condition."
        ),
        proof=f"""\
import sqlite3
import re
INDEXES = {made!r}
QUERIES = {queries!r}
RIGHTS = {options!r}
def seen(without):
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE {table} (id INTEGER PRIMARY KEY, {", ".join(names)}, note)")
    for name, line in INDEXES.items():
        if name != without:
            base.execute(line)
    found = []
    for query in QUERIES:
        plan = [row[3] for row in base.execute("EXPLAIN QUERY PLAN " + query)]
        used = re.search("INDEX (i.)", plan[0])
        narrow = set(re.findall("[(]?([a-z_]+)[=<>]+[?]", plan[0]))
        if used and " WHERE " in INDEXES[used[1]]:
            narrow.add("{names[1]}")
        found.append((narrow, len(plan) > 1))
    rules = set()
    pairs = [("7", "X-7"), ("7", "X-8"), ("8", "X-7")]
    for first in pairs:
        for second in pairs:
            base.execute("DELETE FROM {table}")
            try:
                for owner, text in (first, second):
                    base.execute("INSERT INTO {table} ({names[0]}, {names[3]}) VALUES (?, ?)", (owner, text))
            except sqlite3.IntegrityError:
                rules.add((first, second))
    base.close()
    return found, rules
today, rules = seen("")
free = []
for name in INDEXES:
    found, kept = seen(name)
    if kept == rules and all(new[0] >= old[0] and new[1] <= old[1] for old, new in zip(today, found)):
        free.append(RIGHTS[name])
print("; ".join(free))
""",
    )
