"""Which pairs of transactions can block each other for good, by the rows they lock and in which order."""

from itertools import combinations

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="H6",
    level="middle",
    title="Which pairs of transactions can deadlock",
    practise=("how-deadlocks-form",),
)
# three tables with a column that each job sets, and the names of four jobs
DOMAINS = [
    (("account", "balance"), ("invoice", "paid_cents"), ("till", "total"), ("pay", "refund", "close", "correct")),
    (("depot", "parcels"), ("van", "load"), ("tour", "stops"), ("load", "unload", "plan", "cancel")),
    (("hotel", "guests"), ("room", "state"), ("bill", "cents"), ("arrive", "leave", "move", "settle")),
    (("shop", "sales"), ("product", "stock"), ("basket", "items"), ("buy", "restock", "return_it", "count")),
    (("ward", "beds"), ("nurse", "hours"), ("shift", "places"), ("assign", "swap", "drop", "extend")),
]


def build(random: Random) -> Variant:
    """Opposite orders are a circle, unless both pass the same row before; other rows do not meet at all."""
    *tables, names = random.choice(DOMAINS)
    rows = [(table, column, number) for table, column in tables for number in (1, 2)]
    used = random.sample(rows, 4)
    jobs = {name: random.sample(used, random.choice([2, 2, 3])) for name in names}
    gate = random.choice(used)
    for name in random.sample(list(names), random.choice([0, 2, 3])):
        jobs[name] = [gate, *(row for row in jobs[name] if row != gate)][:3]
    pairs = list(combinations(names, 2))
    stuck = {pair: circle(jobs[pair[0]], jobs[pair[1]]) for pair in pairs}
    if not 0 < sum(found is not None for found in stuck.values()) < len(pairs) or min(map(len, jobs.values())) < 2:
        return build(random)
    code = "\n\n".join(
        "\n".join(
            [f"-- {name}", *(f"UPDATE {table} SET {column} = 0 WHERE id = {number};" for table, column, number in job)]
        )
        for name, job in jobs.items()
    )
    right, wrong = {}, {}
    for (one, two), found in stuck.items():
        option = f"`{one}` and `{two}`"
        if found is None:
            wrong[option] = apart(jobs[one], jobs[two])
        else:
            mine, other = found
            right[option] = (
                f"`{one}` can hold {row_name(mine)} and want {row_name(other)}, while `{two}` holds that and wants "
                "the first."
            )
    return Variant(
        prompt=(
            "PostgreSQL, READ COMMITTED, all rows exist. Each job runs its statements in one transaction and commits "
            "after the last; an UPDATE locks its row until then. Nothing else locks anything. Two jobs are started "
            "at the same time, each once. Which of these pairs can end in a deadlock?"
        ),
        code=code,
        language="sql",
        answer=SomeOf(right=right, wrong=wrong),
        why=(
            "A deadlock needs two rows that are locked by both in opposite orders. If both have to pass the same row "
            "before, the second one waits there with nothing in its hands that the first needs, so the orders behind "
            "it do not matter. Jobs that share fewer than two rows can only wait."
        ),
        proof=f"""\
from threading import Lock
JOBS = { {name: [f"{table} {number}" for table, _, number in job] for name, job in jobs.items()} }
def stuck(one, two, locks, done):
    # try every next step; True where both wait for what the other holds
    waits = 0
    for job, rows in ((0, JOBS[one]), (1, JOBS[two])):
        if done[job] == len(rows):
            continue
        lock = locks[rows[done[job]]]
        if not lock.acquire(blocking=False):
            waits += 1
            continue
        done[job] += 1
        ended = done[job] == len(rows)
        if ended:
            for row in rows:
                locks[row].release()
        found = stuck(one, two, locks, done)
        if ended:
            for row in rows:
                assert locks[row].acquire(blocking=False)
        done[job] -= 1
        lock.release()
        if found:
            return True
    return waits == 2
names = list(JOBS)
found = []
for at, one in enumerate(names):
    for two in names[at + 1:]:
        locks = {{row: Lock() for rows in JOBS.values() for row in rows}}
        if stuck(one, two, locks, [0, 0]):
            found.append(f"`{{one}}` and `{{two}}`")
print("\\n".join(sorted(found)))
""",
    )


Row = tuple[str, str, int]


def circle(one: list[Row], two: list[Row]) -> tuple[Row, Row] | None:
    """Return a row that the first can hold and one that it wants, while the second holds that and wants the first."""
    for held in range(1, len(one)):
        for other in range(1, len(two)):
            if one[held] in two[:other] and two[other] in one[:held] and not set(one[:held]) & set(two[:other]):
                return two[other], one[held]
    return None


def apart(one: list[Row], two: list[Row]) -> str:
    shared = [row for row in one if row in two]
    if len(shared) < 2:
        if not shared:
            return "They share no row, so neither ever waits for the other."
        return f"They share only {row_name(shared[0])}, so at most one waits for the other."
    if shared == [row for row in two if row in one]:
        return (
            f"They lock {' and '.join(row_name(row) for row in shared)} in the same order, so one waits and then "
            "goes on."
        )
    return f"Both have to pass {row_name(shared[0])} first, and whoever waits there holds nothing that the other needs."


def row_name(row: Row) -> str:
    return f"`{row[0]}` {row[2]}"
