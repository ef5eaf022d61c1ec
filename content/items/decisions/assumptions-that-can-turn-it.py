"""Which assumption alone, within its range, would turn a decision between buying and running a thing."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="L4",
    level="middle",
    title="Which assumption alone could turn a decision to buy or to build",
    practise=("what-would-change-your-mind",),
)
THINGS = [
    ("searches", "search service", "an index of your own"),
    ("routes", "map service", "a route planner of your own"),
    ("documents", "PDF service", "a renderer of your own"),
    ("addresses", "address check", "a table of your own"),
    ("messages", "push service", "a gateway of your own"),
]


def costs(values: dict[str, float]) -> tuple[float, float]:
    """Return what buying and what running it costs in a month."""
    bought = values["fee"] + values["price"] * values["thousands"]
    return bought, values["server"] + values["hours"] * values["wage"]


def build(random: Random) -> Variant:
    """Ranges and distance differ: sometimes the volume carries the decision, sometimes the hours or the price."""
    unit, service, own = random.choice(THINGS)
    names = {
        "thousands": f"number of {unit}",
        "price": "price per thousand",
        "hours": "hours of care",
        "server": "price of the server",
    }
    while True:
        now = {
            "fee": random.choice([50, 100, 200]),
            "price": random.choice([1, 2, 3, 4]),
            "thousands": random.choice([50, 100, 150, 200, 300]),
            "server": random.choice([60, 100, 150, 200]),
            "hours": random.choice([4, 6, 8, 10]),
            "wage": random.choice([60, 80]),
        }
        ranges = {
            "thousands": (now["thousands"] // random.choice([2, 5]), now["thousands"] * random.choice([2, 3])),
            "price": (now["price"] - random.choice([0, 0.5]), now["price"] + random.choice([1, 2, 3])),
            "hours": (now["hours"] - random.choice([2, 3]), now["hours"] + random.choice([2, 4, 8])),
            "server": (now["server"] - random.choice([20, 40]), now["server"] + random.choice([20, 100, 300])),
        }
        bought, ours = costs(now)
        ends = {name: [costs(now | {name: end}) for end in ranges[name]] for name in names}
        turns = {name: any((a < b) != (bought < ours) for a, b in ends[name]) for name in names}
        clear = all(abs(a - b) >= 30 for pairs in ends.values() for a, b in pairs) and abs(bought - ours) >= 60
        if clear and 1 <= sum(turns.values()) <= 3:
            break
    width = 16
    code = [f"{'fee':<9} = {now['fee']}"]
    for name in random.sample(sorted(names), 4):
        low, high = ranges[name]
        code.append(f"{f'{name:<9} = {now[name]}':<{width}}  # {low:g} to {high:g}")
    code += [
        f"{'wage':<9} = {now['wage']}",
        "",
        "bought = fee + price * thousands",
        "own    = server + hours * wage",
    ]
    choice = "buy it" if bought < ours else "run it yourselves"
    right, wrong = {}, {}
    for name, pairs in ends.items():
        told = " or ".join(f"{a:g} to {b:g}" for a, b in pairs)
        if turns[name]:
            right[f"the {names[name]}"] = (
                f"Buying to running is {told} at the ends of its range: at one of them the other side is cheaper."
            )
        else:
            wrong[f"the {names[name]}"] = (
                f"Buying to running is {told} at the ends of its range: the same side stays cheaper."
            )
    return Variant(
        prompt=(
            f"{'An' if service[0] in 'aeiou' else 'A'} {service} or {own}: this is the sum for a month, in euros, "
            f"`thousands` in thousand {unit}. With the "
            "values as "
            f"they stand, you {choice}. Behind four of them stands the range in which the true value lies. Which of "
            "these "
            "could turn the decision, changed alone while the others stay as they are?"
        ),
        code="\n".join(code),
        answer=SomeOf(right=right, wrong=wrong),
        why=(
            f"As it stands, buying costs {bought:g} and running it {ours:g}. Change one at a time to both ends of "
            "its range and "
            f"see whether the sign of the difference turns: it does for {' and '.join(right)}. Those are worth "
            "measuring "
            "before the decision and watching after it; the others are not worth an argument."
        ),
        proof=f"""\
FORMULA = '''{chr(10).join(code[-2:])}'''
NOW = {now!r}
RANGES = { ({f"the {names[name]}": (name, ranges[name]) for name in names})!r}
def buys(values):
    space = dict(values)
    exec(FORMULA, space)
    return space["bought"] < space["own"]
for told, (name, (low, high)) in sorted(RANGES.items()):
    steps = [low + (high - low) * step / 200 for step in range(201)]
    if any(buys(NOW | {{name: value}}) != buys(NOW) for value in steps):
        print(told)
""",
    )
