"""Which parts are left out so that a date is kept and as many customers as possible are served."""

from itertools import combinations

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="L6",
    level="senior",
    title="Which parts to leave out so that a date can be kept",
    practise=("miss-an-estimate", "deliver-bad-news-early"),
)
PARTS = [
    ["pay by invoice", "vouchers", "gift cards", "express delivery", "order history", "product reviews"],
    ["shift swap", "sick notes", "overtime list", "holiday planner", "payroll export", "team calendar"],
    ["live tracking", "pick-up points", "proof by photo", "tour planning", "returns", "customs papers"],
]


def best(
    parts: dict[str, tuple[int, int]], room: int, must: str, needs: tuple[str, str]
) -> list[tuple[int, frozenset[str]]]:
    """Return the sets that fit, the most useful first. needs: the first part needs the second one."""
    fitting = []
    for size in range(len(parts) + 1):
        for chosen in combinations(sorted(parts), size):
            days = sum(parts[name][0] for name in chosen)
            allowed = must in chosen and (needs[0] not in chosen or needs[1] in chosen)
            if days <= room and allowed:
                fitting.append((sum(parts[name][1] for name in chosen), frozenset(chosen)))
    return sorted(fitting, key=lambda one: -one[0])


def by_customers(parts: dict[str, tuple[int, int]], room: int, must: str) -> set[str]:
    """Return what is left out by who looks at the customers only, fewest first, until it fits."""
    out: set[str] = set()
    for name in sorted(parts, key=lambda one: parts[one][1]):
        if sum(days for other, (days, _) in parts.items() if other not in out) <= room:
            break
        if name != must:
            out.add(name)
    return out


def build(random: Random) -> Variant:
    """A contract, a dependency and the days left decide together; the largest part is not always the one to go."""
    names = random.sample(random.choice(PARTS), 5)
    while True:
        parts = {name: (random.randint(2, 9), random.choice([5, 10, 20, 30, 40, 60, 80])) for name in names}
        total = sum(days for days, _ in parts.values())
        room = total - random.randint(4, 9)
        must, (first, second) = random.choice(names), random.sample(names, 2)
        found = best(parts, room, must, (first, second))
        if must in (first, second) or len(found) < 2 or found[0][0] < found[1][0] + 5:
            continue
        out = set(names) - found[0][1]
        if 1 <= len(out) <= 2 and (out != by_customers(parts, room, must) or random.random() < 0.1):
            break
    served = found[0][0]
    code = [f"{'':<20}{'days':>5}   customers waiting for it"]
    code += [f"{name:<20}{days:>5}   {customers}" for name, (days, customers) in parts.items()]
    right, wrong = {}, {}
    for name in names:
        days, customers = parts[name]
        if name in out:
            right[name] = (
                f"It takes {days} days for {customers} customers; every set with it that fits serves fewer than "
                f"{served}."
            )
        elif name == must:
            wrong[name] = "The contract names it: it stays, whatever it serves."
        elif name == second and first not in out:
            wrong[name] = f"`{first}` cannot go live without it, and both together belong to the best set."
        else:
            wrong[name] = (
                f"It serves {customers} customers in {days} days, and stands in the only set that serves {served}."
            )
    return Variant(
        prompt=(
            f"The release cannot move, and until then there is time for {room} days of work. Each part is finished or "
            f"left out. `{must}` is promised by contract and has to be in. `{first}` does not work without "
            f"`{second}`. The product owner "
            "wants as many "
            "waiting customers served as possible (nobody waits for two parts) and asks for your proposal today. "
            "Which parts do "
            "you propose to leave out?"
        ),
        code="\n".join(code),
        language="text",
        answer=SomeOf(right=right, wrong=wrong),
        why=(
            f"{room} days are there and {total} would be needed. Among the sets that fit, hold `{must}`, and hold "
            f"`{first}` only with `{second}`, one serves most: {served} customers, without "
            f"{' and '.join(f'`{name}`' for name in sorted(out))}. The "
            "next best one serves "
            f"{found[1][0]}. Bad news comes with a proposal that can be decided: what goes, what it costs, what stays."
        ),
        proof=f"""\
from itertools import product
PARTS = {parts!r}
served = {{}}
for kept in product((True, False), repeat=len(PARTS)):
    chosen = {{name for name, is_kept in zip(PARTS, kept) if is_kept}}
    days, works = {room}, {must!r} in chosen
    for name in chosen:
        days -= PARTS[name][0]
        works = works and (name != {first!r} or {second!r} in chosen)
    if days >= 0 and works:
        served.setdefault(sum(PARTS[name][1] for name in chosen), []).append(set(PARTS) - chosen)
left_out = served[max(served)]
assert len(left_out) == 1
print("\\n".join(sorted(left_out[0])))
""",
    )
