"""Which suspects for a bug are still possible after some runs with parts switched on and off."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="L5",
    level="middle",
    title="Which suspects for a bug some runs leave",
    practise=("hardest-bug-cause-and-proof",),
)
SUSPECTS = ["retries", "price cache", "new driver", "compression", "read replica", "batch inserts", "worker threads"]
BUGS = [
    "a customer sees another shop's price",
    "an order is charged twice",
    "a booking is lost",
    "a total is a cent short",
]


def possible(suspect: str, runs: list[tuple[frozenset[str], bool]], *, always: bool) -> bool:
    """Return whether this cause alone fits all runs: (what was on, whether the bug was seen)."""
    return all((suspect in on) if seen else not (always and suspect in on) for on, seen in runs)


def build(random: Random) -> Variant:
    """A run without the bug clears what was on only if the bug always shows: one table, other suspects."""
    names = random.sample(SUSPECTS, 5)
    always = random.random() < 0.5
    while True:
        cause = random.choice(names)
        runs = []
        for _ in range(4):
            on = frozenset(name for name in names if random.random() < 0.6)
            seen = cause in on and (always or random.random() < 0.7)
            runs.append((on, seen))
        left = [name for name in names if possible(name, runs, always=always)]
        otherwise = [name for name in names if possible(name, runs, always=not always)]
        seen = sum(seen for _, seen in runs)
        if 1 <= len(left) <= 3 and 1 <= seen <= 3 and left != otherwise and len(set(runs)) == 4:
            break
    code = [f"{'':<16}" + "".join(f"run {number:<6}" for number in range(1, 5)).rstrip()]
    code += [f"{name:<16}" + "".join(f"{'on' if name in on else '-':<10}" for on, _ in runs).rstrip() for name in names]
    code += ["", f"{'bug seen':<16}" + "".join(f"{'yes' if seen else 'no':<10}" for _, seen in runs).rstrip()]
    right, wrong = {}, {}
    for name in names:
        off = next((number for number, (on, seen) in enumerate(runs, start=1) if seen and name not in on), 0)
        clear = next((number for number, (on, seen) in enumerate(runs, start=1) if not seen and name in on), 0)
        if name in left:
            right[name] = (
                "It was on whenever the bug was seen, and off in each run without it."
                if always
                else "It was on whenever the bug was seen; a run without the bug clears nobody, since it shows only "
                "at times."
            )
        elif off:
            wrong[name] = f"It was off in run {off}, and the bug was there all the same."
        else:
            wrong[name] = f"It was on in run {clear}, and the bug, which would have shown, was not there."
    shows = (
        "it shows in every run in which its cause is on"
        if always
        else "even with its cause on it shows in about one run out of three"
    )
    return Variant(
        prompt=(
            f"Since a release {random.choice(BUGS)}. The release brought five things, and exactly one of them causes "
            "it by "
            f"itself: {shows}, and never without it. You made four runs with some of them switched on. Which of the "
            "five can "
            "still be the cause?"
        ),
        code="\n".join(code),
        language="text",
        answer=SomeOf(right=right, wrong=wrong),
        why=(
            "A run with the bug clears everything that was off in it. A run without the bug clears what was on "
            + (
                "in it, because the cause would have shown."
                if always
                else "only if the cause would have shown; here two runs out of three show nothing even with the "
                "cause on."
            )
            + f" Left: {', '.join(left)}. "
            + (
                "The next run switches one of them alone."
                if len(left) > 1
                else "Switch it off and on again to prove it."
            )
        ),
        proof=f"""\
from itertools import product
RUNS, ALWAYS = {[(sorted(on), seen) for on, seen in runs]!r}, {always}
def outcomes(cause, on):
    # what can be seen in a run
    if cause not in on:
        return {{False}}
    return {{True}} if ALWAYS else {{True, False}}
seen = tuple(was for _, was in RUNS)
for cause in sorted({names!r}):
    if seen in set(product(*(outcomes(cause, on) for on, _ in RUNS))):
        print(cause)
""",
    )
