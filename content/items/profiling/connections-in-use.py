"""How many database connections are in use at once, by what a request does while it holds one."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="J5",
    level="senior",
    title="How many connections of the pool are in use at once",
    practise=("cut-p99-in-half", "debug-slow-endpoint", "percentile-or-mean-latency"),
)
NAMES = [
    ("checkout", "Order", "ask_for_rates", "render_invoice"),
    ("book", "Order", "ask_the_hotel", "render_ticket"),
    ("dispatch", "Order", "ask_the_carrier", "render_label"),
    ("refund", "Order", "ask_the_bank", "render_letter"),
]
# steps: q a query, a asks another service, w computes, c commits; | ends the with block
PLANS = [
    "qac|w",
    "aqc|w",
    "qc|aw",
    "qacw|",
    "qcaw|",
    "qca|w",
    "qacq|w",
    "aqcqw|",
    "qcaqc|",
    "wqac|",
    "waqc|",
    "qcw|a",
    "qaw|",
]
PROOF = """\
import shop_sqlalchemy as sa
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
engine = create_engine("sqlite:///file.db")
sa.Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add(sa.Order(id=17, number="A-17", customer=sa.Customer(name="Ada")))
    session.commit()
STEPS, EVERY_MS = {steps!r}, {every}
now, held = 0, []  # held: from when to when a connection was out of the pool
def do(step, ms, session):
    global now
    before = engine.pool.checkedout()
    if step == "q":
        session.scalars(select(sa.Order).where(sa.Order.id == 17)).one()
    elif step == "c":
        session.commit()
    if before or engine.pool.checkedout():
        held.append((now, now + ms))
    now += ms
with Session(engine) as session:
    while STEPS[0] != "|":
        do(*STEPS.pop(0), session)
STEPS.pop(0)
for step, ms in STEPS:
    do(step, ms, None)
assert engine.pool.checkedout() == 0
busy = []
for moment in range(now, 3 * now):  # requests come evenly; count those that hold one
    age_of_youngest = moment % EVERY_MS
    ages = range(age_of_youngest, now, EVERY_MS)
    busy.append(sum(start <= age < end for age in ages for start, end in held))
print(max(busy))
"""


def build(random: Random) -> Variant:
    """Where the slow call stands, between which query and which commit, decides."""
    name, model, ask, work = random.choice(NAMES)
    plan = random.choice(PLANS)
    every = random.choice([20, 40, 50])
    slow, long = random.choice([4, 5, 6, 8, 10]) * every, random.choice([2, 3]) * every
    times = {"a": [slow], "w": [long], "q": [every, 2 * every, 3 * every], "c": [every, 2 * every]}
    steps: list[tuple[str, int] | str] = [step if step == "|" else (step, random.choice(times[step])) for step in plan]
    total = sum(one[1] for one in steps if one != "|")
    within, query_ms, holding, out, block, asked_meanwhile, worked_meanwhile = 0, 0, 0, False, True, False, False
    lines = [f"def {name}(number):", "    with Session(engine) as session:"]
    for one in steps:
        if one == "|":
            block = out = False
            continue
        step, ms = one
        out = out or step == "q"
        holding += ms * out
        within += ms * block
        asked_meanwhile = asked_meanwhile or (step == "a" and out)
        worked_meanwhile = worked_meanwhile or (step == "w" and out)
        query_ms += ms * (step in "qc")
        out = out and step != "c"
        text = {
            "q": f"order = session.scalars(select({model}).where({model}.id == number)).one()",
            "a": f"{ask}(number)",
            "w": f"{work}(number)",
            "c": "session.commit()",
        }[step]
        lines.append(f"    {'    ' * block}{text}  # {ms} ms")
    key = holding // every
    wrong = {
        total // every: "This counts whole requests; a session holds a connection from a statement to commit or close.",
        within
        // every: "This counts the `with` block; a session without a statement, or after its commit, holds none.",
        query_ms // every: "This counts the statements; the connection stays with the session until commit or close.",
    }
    if asked_meanwhile:
        wrong[key - slow // every] = "The other service is asked while the session holds a connection, so it counts."
    else:
        wrong[key + slow // every] = "The other service is asked while the session holds no connection."
    if len(wrong.keys() - {key}) < 2:
        if worked_meanwhile:
            wrong[key - long // every] = f"`{work}` runs while the session holds a connection, so it counts."
        else:
            wrong[key + long // every] = f"`{work}` runs while the session holds no connection."
    rate = 1000 // every
    return Variant(
        prompt=(
            f"{rate} requests a second arrive at even intervals, each in a thread of its own, and none waits for a "
            "connection: the pool is large enough. Each step takes as long as its comment says, everything else no "
            f"time. `Session` is SQLAlchemy's, with its defaults. How many connections do all "
            f"running calls of `{name}` hold at the same time?"
        ),
        code="\n".join(lines),
        answer=Number(value=key, unit="connections", wrong={n: why for n, why in wrong.items() if n != key}),
        why=(
            "A session takes a connection with its first statement and keeps it until commit, rollback or close; a "
            f"statement after a commit takes one again. Here a request holds one for {holding} of its {total} ms. "
            f"{rate} a second times {holding} ms is {key} at a time. What else is asked or computed within that time "
            "makes the pool run dry first."
        ),
        proof=PROOF.format(steps=steps, every=every),
    )
