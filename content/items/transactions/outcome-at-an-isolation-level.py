"""What becomes of the second of two transactions on PostgreSQL, by their level and by how they read and write."""

from jobfutures.checks.families.authoring import Family, OneOf, Random, Source, Variant

FAMILY = Family(
    area="H5",
    level="senior",
    title="What becomes of the second transaction at an isolation level",
    practise=("isolation-for-a-transfer", "read-committed-anomalies", "retry-serialisation-failures"),
    cites=Source("PostgreSQL: Transaction Isolation", "https://www.postgresql.org/docs/current/transaction-iso.html"),
)
OPTIONS = {
    "both": "B commits, both changes are kept, and the rule holds",
    "lost": "B commits, and A's change is overwritten",
    "broken": "B commits, and the rule is broken",
    "refused": "B is refused with a serialisation failure (40001)",
    "constraint": "B is refused because of a constraint (23505)",
}
LEVELS = ["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"]
# what is counted: table, column, what the rule says
COUNTERS = [("show", "seats_left"), ("wallet", "cents"), ("depot", "vans_free"), ("voucher", "uses_left")]
# who is on duty: table, column, the rule
DUTIES = [
    ("nurse", "on_call", "at least one nurse is on call"),
    ("editor", "is_owner", "the page has at least one owner"),
    ("server", "accepts_writes", "at least one server accepts writes"),
    ("courier", "on_shift", "at least one courier is on shift"),
]
# what is taken: table, two columns, the rule
SLOTS = [
    ("booking", "room", "night", "a room is booked once for a night"),
    ("lesson", "teacher", "hour", "a teacher has one lesson in an hour"),
    ("parking", "place", "day", "a place is given once for a day"),
    ("visit", "doctor", "slot", "a doctor sees one patient in a slot"),
]
SCENES = ["written", "computed", "locked", "later written", "later computed", "duty", "free", "unique"]


def build(random: Random) -> Variant:
    """Level, own row or other rows, arithmetic in SQL or in code, a lock, and who reads when: together they decide."""
    scene = random.choice([*SCENES, "duty", "free", "written"])
    level = random.choice(LEVELS[:2] if scene == "unique" else LEVELS)
    before = scene.startswith("later")
    if scene == "duty":
        table, column, rule = random.choice(DUTIES)
        read = f"SELECT count(*) FROM {table} WHERE {column};"
        writes = [f"UPDATE {table} SET {column} = false WHERE id = {number};" for number in (1, 2)]
        rows = f"`{table}` holds the rows 1 and 2, both with `{column}` true. The rule: {rule}."
        seen = "2"
    elif scene in {"free", "unique"}:
        table, one, two, rule = random.choice(SLOTS)
        read = f"SELECT count(*) FROM {table} WHERE {one} = 7 AND {two} = 3;"
        writes = [f"INSERT INTO {table} (id, {one}, {two}) VALUES ({number}, 7, 3);" for number in (1, 2)]
        unique = f"`({one}, {two})` is unique" if scene == "unique" else "only `id` is unique"
        rows = f"`{table}` is empty, and {unique} there. The rule: {rule}."
        seen = "0"
    else:
        table, column = random.choice(COUNTERS)
        start, mine, other = random.randint(20, 60), *random.sample(range(2, 9), 2)
        read = f"SELECT {column} FROM {table} WHERE id = 1{' FOR UPDATE' if scene == 'locked' else ''};"
        new = [f"{column} - {by}" if "computed" in scene else f":seen - {by}" for by in (mine, other)]
        writes = [f"UPDATE {table} SET {column} = {text} WHERE id = 1;" for text in new]
        rows = f"`{table}` holds one row, with `{column}` {start}. The rule: `{column}` is never below 0."
        seen = str(start)
    begin = f"BEGIN ISOLATION LEVEL {level};"
    if before:
        steps = [
            ("A", begin),
            ("B", begin),
            ("A", read),
            ("A", writes[0]),
            ("A", "COMMIT;"),
            ("B", read),
            ("B", writes[1]),
        ]
        steps.append(("B", "COMMIT;"))
    else:
        steps = [("A", begin), ("B", begin), ("A", read), ("B", read), ("A", writes[0]), ("B", writes[1])]
        if scene == "locked":
            steps = [("A", begin), ("B", begin), ("A", read), ("B", read), ("A", writes[0]), ("A", "COMMIT;")]
            steps += [("B", writes[1]), ("B", "COMMIT;")]
        else:
            steps += [("A", "COMMIT;"), ("B", "COMMIT;")]
    key = outcome(scene, level)
    uses = "`:seen` stands for the number that this transaction has read. " if ":seen" in writes[0] else ""
    goes_on = (
        "" if scene in {"written", "computed", "locked"} or before else (f"Each goes on as shown if it read {seen}. ")
    )
    return Variant(
        prompt=(
            f"PostgreSQL. {rows} Two transactions run these statements in this order; one that has to wait goes on as "
            f"soon as it can. {uses}{goes_on}What becomes of B?"
        ),
        code="\n".join(f"{who}  {text}" for who, text in steps),
        language="text",
        answer=OneOf(
            right=OPTIONS[key],
            wrong={text: reason(name, key, scene, level) for name, text in OPTIONS.items() if name != key},
        ),
        why=WHY[key, "later" if before else scene] + " " + LEVEL_WHY[level],
    )


def outcome(scene: str, level: str) -> str:
    if scene.startswith("later"):
        return "both"
    if scene == "unique":
        return "constraint"
    if scene in {"duty", "free"}:
        return "refused" if level == "SERIALIZABLE" else "broken"
    if level != "READ COMMITTED":
        return "refused"
    return "lost" if scene == "written" else "both"


WHY = {
    ("both", "later"): "B takes its snapshot with its first query, and A had committed by then: B reads what A wrote.",
    ("both", "computed"): "B's UPDATE waits for A, then computes from the row as A committed it.",
    ("both", "locked"): "B's read waits for A's lock, and then returns the row as A committed it.",
    ("lost", "written"): "B writes a number that was made from what it read before A committed. Nothing checks that.",
    ("broken", "duty"): "Both read before either wrote, and they wrote different rows, so nothing collided.",
    ("broken", "free"): "Both saw nothing there, and two different rows were inserted, so nothing collided.",
    ("refused", "written"): "B's row was changed by A after B's snapshot, so B may not write it.",
    ("refused", "computed"): "B's row was changed by A after B's snapshot, so B may not write it, arithmetic or not.",
    ("refused", "locked"): "B waited for a row that A has changed after B's snapshot, so B may not lock it.",
    ("refused", "duty"): "Each read what the other changed, so no order of the two gives this result, and one must go.",
    ("refused", "free"): (
        "Each looked for what the other inserted, so no order of the two gives this result, and one must go."
    ),
    ("constraint", "unique"): "B's INSERT waits to see what becomes of A's row. A commits, so B's row is a duplicate.",
}
LEVEL_WHY = {
    "READ COMMITTED": "At READ COMMITTED each statement sees what was committed before it began.",
    "REPEATABLE READ": (
        "At REPEATABLE READ the first query fixes what is seen, and only a write to the same row collides."
    ),
    "SERIALIZABLE": (
        "At SERIALIZABLE the result must be one that some order of the two, one after the other, could give."
    ),
}


def reason(name: str, key: str, scene: str, level: str) -> str:
    """Say what would have to be otherwise for this outcome."""
    if name == "constraint":
        return (
            "Both write the row 1, which stays one row, so no unique key is touched."
            if scene not in {"duty", "free"}
            else "No constraint forbids these two writes; they touch different rows."
        )
    if name == "broken":
        return {
            "constraint": "The unique key does not let the second row in, at any level.",
            "refused": f"{LEVEL_WHY[level]} B's write does not pass here.",
        }.get(key, "The number stays above 0, so the rule holds.")
    if name == "lost":
        return {
            "both": WHY.get(("both", "later" if scene.startswith("later") else scene), ""),
            "refused": (
                "The two write different rows, so neither replaces the other's change."
                if scene in {"duty", "free"}
                else f"{LEVEL_WHY[level]} So B's write does not replace A's."
            ),
        }.get(key, "The two write different rows, so neither replaces the other's change.")
    if name == "refused":
        return {
            "constraint": "B finds a duplicate, and that is an error of its own at this level.",
            "lost": "At READ COMMITTED a row that was changed meanwhile is no error; B simply writes its number.",
            "both": "A had committed before B's snapshot was taken, so there is no conflict between the two."
            if scene.startswith("later")
            else "At READ COMMITTED a row that was changed meanwhile is no error; B goes on with its new version.",
        }.get(key, f"{LEVEL_WHY[level]} Nothing collides here.")
    return {
        "lost": "B's number was made from an old read, and its UPDATE does not look at what A stored.",
        "constraint": "Only one of the two rows can be there.",
        "broken": "Both changes are stored, and together they are what the rule forbids.",
    }.get(key, f"{LEVEL_WHY[level]} So B does not get through.")
