"""Which rows a script leaves, by what is rolled back to, released and committed."""

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="H5",
    level="middle",
    title="Which rows a script with savepoints leaves",
    practise=("savepoint-nested-atomic",),
)
DOMAINS = [
    ("seat", "held"),
    ("parcel", "load"),
    ("ticket", "sale"),
    ("shift", "plan"),
    ("voucher", "batch"),
    ("stop", "tour"),
]


def build(random: Random) -> Variant:
    """A savepoint that is rolled back to takes back what came after it, also what was released in between."""
    table, name = random.choice(DOMAINS)
    names = [f"{name}_1", f"{name}_2", f"{name}_3"]
    lines, kept, open_points = ["BEGIN;"], [], []
    number, done, released = 0, ["begin"], False
    for step in range(random.randint(9, 11)):
        move = random.choice(moves(done[-1], len(names), open_points, step))
        done.append(move)
        if move == "insert":
            number += 1
            kept.append(number)
            lines.append(f"INSERT INTO {table} VALUES ({number});")
            continue
        if move == "save":
            open_points.append((names.pop(0), len(kept)))
            lines.append(f"SAVEPOINT {open_points[-1][0]};")
            continue
        at = random.randrange(len(open_points))
        point, size = open_points[at]
        if move == "back":
            del kept[size:], open_points[at + 1 :]
            lines.append(f"ROLLBACK TO SAVEPOINT {point};")
        else:
            del open_points[at:]
            released = True
            lines.append(f"RELEASE SAVEPOINT {point};")
    ends = random.random() < 0.12
    lines.append("ROLLBACK;" if ends else "COMMIT;")
    code = "\n".join(lines)
    all_rows = list(range(1, number + 1))
    if not 4 <= number <= 6 or len(kept) == number or done.count("save") < 2:
        return build(random)
    left = [] if ends else kept
    key = shown(left)
    told = (
        {
            shown(all_rows): "The ROLLBACK at the end takes back everything, whatever was released before.",
            shown(kept): "ROLLBACK without a name ends the whole transaction and takes back what was left of it.",
        }
        if ends
        else {
            shown(played(lines, "released")): (
                "RELEASE makes nothing permanent: going back to an outer savepoint takes these rows back as well."
            ),
            shown(
                played(lines, "nearest")
            ): "ROLLBACK TO goes back to the savepoint that it names, not to the nearest.",
            shown(played(lines, "whole")): (
                "ROLLBACK TO takes back only what came after the savepoint that it names; earlier rows stay."
            ),
            shown([]): "ROLLBACK TO is no end of the transaction: it goes on, and COMMIT keeps what is left.",
            shown(all_rows): (
                "ROLLBACK TO takes back what was done since that savepoint, although the transaction goes on."
            ),
        }
    )
    return Variant(
        prompt=(
            f"The table `{table}` has one column, a whole number, and is empty. Which numbers does it hold after this "
            "script? Write them in rising order with blanks between them, or `none`."
        ),
        code=code,
        language="sql",
        answer=Output(text=key, wrong={text: why for text, why in told.items() if text != key}),
        why=(
            "ROLLBACK TO undoes everything since the savepoint that it names, later savepoints included, and leaves "
            "that savepoint itself in place. "
            + ("RELEASE makes nothing permanent: it only gives up the savepoint. " if released else "")
            + ("The ROLLBACK at the end takes back the rest." if ends else "COMMIT keeps what has not been undone.")
        ),
        proof=f"""\
import sqlite3
base = sqlite3.connect(":memory:", isolation_level=None)
base.execute("CREATE TABLE {table} (number INTEGER)")
for line in {lines}:
    base.execute(line)
rows = [str(number) for number, in base.execute("SELECT number FROM {table} ORDER BY number")]
print(" ".join(rows) or "none")
base.close()
""",
    )


def moves(last: str, names: int, open_points: list[tuple[str, int]], step: int) -> list[str]:
    """Return what may come next, often several times; a savepoint is followed by an insert."""
    if last in {"begin", "save"}:
        return ["insert"]
    found = ["insert", "insert"] if last != "back" else ["insert", "insert", "insert"]
    if names and step < 7:
        found += ["save", "save"]
    if open_points and last != "back":
        found += ["back", "back", "release"]
    return found


def played(lines: list[str], belief: str) -> list[int]:
    """Play a script as somebody with this wrong belief would."""
    rows: list[int] = []
    points: list[tuple[str, int]] = []
    safe = 0
    for line in lines:
        *_, word = line.rstrip(";").split()
        names = [name for name, _ in points]
        if line.startswith("INSERT"):
            rows.append(int(word.strip("()")))
        elif line.startswith("SAVEPOINT"):
            points.append((word, len(rows)))
        elif line.startswith("RELEASE"):
            del points[names.index(word) :]
            safe = len(rows) if belief == "released" else 0
        elif line.startswith("ROLLBACK TO"):
            size = {"whole": 0, "nearest": points[-1][1]}.get(belief, points[names.index(word)][1])
            del rows[max(size, safe) :]
            if belief != "nearest":
                del points[names.index(word) + 1 :]
    return rows


def shown(numbers: list[int]) -> str:
    return " ".join(str(number) for number in numbers) or "none"
