"""Which statements a schema refuses, by its keys, checks and what the rows hold already."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="H3",
    level="junior",
    title="Which statements a schema refuses",
    practise=("primary-foreign-unique",),
)
# parent, child, unique text, the other text, number and its limit
DOMAINS = [
    ("hotel", "room", "number", "view", "beds", 6),
    ("depot", "van", "plate", "colour", "seats", 9),
    ("school", "course", "title", "place", "weeks", 40),
    ("shop", "till", "serial", "floor", "drawers", 4),
    ("clinic", "device", "tag", "maker", "channels", 32),
]


def build(random: Random) -> Variant:
    """Each rule is there or not, by one word of the schema; each statement meets one rule."""
    parent, child, text, other, number, most = random.choice(DOMAINS)
    cascade, by_parent, optional, checked, needs_text, empty = (random.random() < 0.5 for _ in range(6))
    key = f"{parent}_id"
    unique = f"UNIQUE ({key}, {text})" if by_parent else f"UNIQUE ({text})"
    code = f"""\
CREATE TABLE {parent} (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL
);
CREATE TABLE {child} (
  id INTEGER PRIMARY KEY,
  {key} INTEGER{"" if optional else " NOT NULL"} REFERENCES {parent} (id){" ON DELETE CASCADE" if cascade else ""},
  {text} TEXT NOT NULL,
  {other} TEXT{" NOT NULL" if needs_text else ""},
  {number} INTEGER NOT NULL{f" CHECK ({number} BETWEEN 1 AND {most})" if checked else ""},
  {unique}
);
INSERT INTO {parent} VALUES (1, 'North'), (2, 'South'){", (3, 'East')" if empty else ""};
INSERT INTO {child} VALUES (11, 1, 'K1', 'red', 2), (12, 1, 'K2', 'red', 3),
  (13, 2, 'K3', 'blue', 2);"""
    into = f"INSERT INTO {child} VALUES"
    pool: dict[str, tuple[bool, str]] = {
        f"{into} (14, 2, 'K1', 'red', 2)": (
            not by_parent,
            f"Unique is the pair of `{key}` and `{text}`, and 2 with K1 is new."
            if by_parent
            else f"`{text}` alone is unique, and K1 is taken, whatever its {parent} is.",
        ),
        f"{into} (14, 1, 'K9', 'red', 2)": (False, f"Nothing forbids that `{other}` and `{number}` repeat; K9 is new."),
        f"{into} (14, 9, 'K9', 'red', 2)": (True, f"There is no {parent} 9 that the foreign key could refer to."),
        f"{into} (14, NULL, 'K9', 'red', 2)": (
            not optional,
            f"`{key}` may be NULL, and a foreign key that is NULL refers to nothing and is not checked."
            if optional
            else f"`{key}` is NOT NULL, so a {child} without a {parent} is refused.",
        ),
        f"{into} (14, 1, 'K9', NULL, 2)": (
            needs_text,
            f"`{other}` is NOT NULL." if needs_text else f"`{other}` may be NULL, since nothing says NOT NULL.",
        ),
        f"{into} (14, 1, 'K9', '', 2)": (
            False,
            "An empty text is a value, and NOT NULL refuses only NULL."
            if needs_text
            else "An empty text is a value like any other, and no rule forbids it.",
        ),
        f"{into} (14, 1, 'K9', 'red', {most + 1})": (
            checked,
            f"The CHECK ends at {most}." if checked else f"No rule limits `{number}`; any whole number will do.",
        ),
        f"{into} (13, 1, 'K9', 'red', 2)": (True, "The primary key 13 is taken."),
        f"UPDATE {child} SET {number} = 0 WHERE id = 12": (
            checked,
            "A CHECK holds for changes as well, and it begins at 1." if checked else f"No rule limits `{number}`.",
        ),
        f"UPDATE {child} SET {key} = 2 WHERE id = 11": (
            False,
            f"The {parent} 2 exists, and no row of it has K1.",
        ),
        f"UPDATE {child} SET {text} = 'K1' WHERE id = 12": (True, f"Row 11 has K1, in the same {parent}."),
        f"DELETE FROM {parent} WHERE id = 2": (
            not cascade,
            f"ON DELETE CASCADE removes its {child} with it."
            if cascade
            else f"A {child} refers to it, and the foreign key says nothing of what to do then, so it refuses.",
        ),
        f"DELETE FROM {child} WHERE id = 13": (False, f"Nothing refers to a {child}, so it can go."),
    }
    if empty:
        pool[f"DELETE FROM {parent} WHERE id = 3"] = (False, "No row refers to it, so it can go with any foreign key.")
    refused = [name for name, (is_refused, _) in pool.items() if is_refused]
    allowed = [name for name in pool if name not in refused]
    many = random.randint(1, 4)
    options = [*random.sample(refused, min(many, len(refused))), *random.sample(allowed, 5 - min(many, len(refused)))]
    random.shuffle(options)
    return Variant(
        prompt=(
            "Foreign keys are enforced. Each statement is run alone, on the rows that are shown here. Which of them "
            "does the database refuse?"
        ),
        code=code,
        language="sql",
        answer=SomeOf(
            right={f"`{name}`": pool[name][1] for name in options if pool[name][0]},
            wrong={f"`{name}`": pool[name][1] for name in options if not pool[name][0]},
        ),
        why=(
            "A foreign key refuses a reference to nothing, and the removal of what is referred to, unless it says "
            "what to do then. UNIQUE holds for exactly the columns that it names, together. NOT NULL and CHECK look "
            "at one row; without them anything of the type is stored, an empty text too."
        ),
        proof=f"""\
import sqlite3
refused = []
for statement in {sorted(options)}:
    base = sqlite3.connect(":memory:")
    base.execute("PRAGMA foreign_keys = ON")
    base.executescript(\"\"\"{code}\"\"\")
    try:
        base.execute(statement)
    except sqlite3.IntegrityError:
        refused.append(f"`{{statement}}`")
    base.close()
print("\\n".join(sorted(refused)))
""",
    )
