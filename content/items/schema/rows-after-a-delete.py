"""How many rows are left after one DELETE, by what each foreign key says and which rows refer to which."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="H3",
    level="middle",
    title="How many rows one DELETE leaves",
    practise=("primary-foreign-unique", "history-and-soft-delete"),
)
# top, middle, its child, and what refers to the top or the middle from the side
DOMAINS = [
    ("customer", "basket", "line", "complaint"),
    ("hotel", "room", "stay", "inspection"),
    ("depot", "van", "tour", "repair"),
    ("school", "course", "lesson", "invoice"),
    ("clinic", "ward", "shift", "report"),
]
ACTIONS = ["CASCADE", "CASCADE", "SET NULL", "RESTRICT"]


def build(random: Random) -> Variant:
    """CASCADE follows, SET NULL keeps, RESTRICT stops everything, but only where a row is really in the way."""
    top, middle, bottom, side = random.choice(DOMAINS)
    first, second, third = random.choice(["CASCADE"] * 4 + ["SET NULL"]), random.choice(ACTIONS), random.choice(ACTIONS)
    side_of = random.choice([top, middle])
    middles = [(number, random.choice([1, 1, 2])) for number in range(11, random.randint(14, 16))]
    bottoms = [(number, random.choice(middles)[0]) for number in range(21, random.randint(25, 27))]
    targets = [1, 2] if side_of == top else [number for number, _ in middles]
    sides = [(number, random.choice([*targets, targets[-1]])) for number in range(31, random.randint(33, 36))]
    actions = {middle: first, bottom: second, side: third}
    gone_middle = [number for number, owner in middles if owner == 1 and first == "CASCADE"]
    gone_bottom = [number for number, owner in bottoms if owner in gone_middle]
    hit_side = [number for number, owner in sides if owner in ([1] if side_of == top else gone_middle)]
    total = 2 + len(middles) + len(bottoms) + len(sides)
    stopped = (second == "RESTRICT" and gone_bottom) or (third == "RESTRICT" and hit_side)
    removed = 1 + len(gone_middle)
    removed += len(gone_bottom) if second == "CASCADE" else 0
    removed += len(hit_side) if third == "CASCADE" else 0
    left = total if stopped else total - removed
    code = f"""\
CREATE TABLE {top} (id INTEGER PRIMARY KEY);
CREATE TABLE {middle} (
  id INTEGER PRIMARY KEY,
  {top}_id INTEGER REFERENCES {top} (id) ON DELETE {first}
);
CREATE TABLE {bottom} (
  id INTEGER PRIMARY KEY,
  {middle}_id INTEGER REFERENCES {middle} (id) ON DELETE {second}
);
CREATE TABLE {side} (
  id INTEGER PRIMARY KEY,
  {side_of}_id INTEGER REFERENCES {side_of} (id) ON DELETE {third}
);

INSERT INTO {top} VALUES (1), (2);
INSERT INTO {middle} VALUES {rows(middles)};
INSERT INTO {bottom} VALUES {rows(bottoms)};
INSERT INTO {side} VALUES {rows(sides)};

DELETE FROM {top} WHERE id = 1;"""
    everything = total - 1 - sum(owner == 1 for _, owner in middles)
    everything -= sum(dict(middles)[owner] == 1 for _, owner in bottoms)
    everything -= sum((owner if side_of == top else dict(middles)[owner]) == 1 for _, owner in sides)
    counting = (
        f"There are {total} rows and none of them goes."
        if stopped
        else f"There are {total} rows and {removed} of them {'goes' if removed == 1 else 'go'}, which leaves {left}."
    )
    refused = "A row that would have to go is referred to with RESTRICT, so the whole DELETE is refused."
    told = {
        left + 1: counting,
        left - 1: counting,
        everything: "So many would be left if every foreign key said CASCADE, and not all of them do.",
        total: "Nothing stops this DELETE: no row with RESTRICT refers to one that is removed.",
        total - 1 - len(gone_middle): (
            refused
            if stopped
            else f"CASCADE also removes rows that refer to a `{middle}` or `{top}` that is removed here."
        ),
        total - 1: refused if stopped else f"CASCADE removes more here than the one `{top}`.",
    }
    if stopped:
        told[total - removed] = refused
    return Variant(
        prompt="Foreign keys are enforced. How many rows do the four tables hold together after these statements?",
        code=code,
        language="sql",
        answer=Number(value=left, unit="rows", wrong={n: why for n, why in told.items() if n != left}),
        why=(
            f"There are {total} rows. "
            + (
                "A row that would be removed is referred to with RESTRICT, so the whole DELETE is refused and all of "
                "them stay. "
                if stopped
                else f"The DELETE removes only the one `{top}`, as CASCADE reaches nothing from there. "
                if removed == 1
                else f"The DELETE removes {removed} of them: the one `{top}` and what CASCADE reaches from there. "
            )
            + "CASCADE removes the rows that refer, and goes on from them. SET NULL keeps them and empties the "
            "reference. "
            "RESTRICT refuses as soon as one such row exists."
        ),
        proof=f"""\
import sqlite3
base = sqlite3.connect(":memory:", isolation_level=None)
base.execute("PRAGMA foreign_keys = ON")
for statement in \"\"\"{code}\"\"\".split(";"):
    try:
        base.execute(statement)
    except sqlite3.IntegrityError:
        assert "DELETE" in statement
tables = {[top, middle, bottom, side]}
print(sum(base.execute(f"SELECT count(*) FROM {{table}}").fetchone()[0] for table in tables))
base.close()
# the four foreign keys: {actions}
""",
    )


def rows(pairs: list[tuple[int, int]]) -> str:
    return ", ".join(f"({number}, {owner})" for number, owner in pairs)
