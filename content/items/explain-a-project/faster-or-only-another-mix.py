"""What a change of an overall mean says when the mix of requests has changed as well."""

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="L5",
    level="senior",
    title="What a better overall mean says about your change",
    practise=("impact-with-a-number",),
)
KINDS = [
    ("list", "report"),
    ("search", "export"),
    ("product page", "checkout"),
    ("tracking page", "label"),
    ("plan", "payslip"),
]
OPTIONS = {
    "faster": "Both kinds of request take less time than before.",
    "slower": "Both kinds of request take more time than before.",
    "same": "Neither kind takes more or less time; only their shares changed.",
    "mixed": "One kind takes less time than before, and the other one more.",
}


def build(random: Random) -> Variant:
    """The mean goes up or down in each case; what each kind did is seen only in its own figures."""
    case, plain = random.choice(list(OPTIONS)), random.random() < 0.4
    quick_name, slow_name = random.choice(KINDS)
    while True:
        quick, slow = random.choice([100, 150, 200, 250]), random.choice([800, 1000, 1200, 1500])
        after_quick, after_slow = {
            "faster": (quick - random.choice([20, 40]), slow - random.choice([100, 200])),
            "slower": (quick + random.choice([20, 40]), slow + random.choice([100, 200])),
            "same": (quick, slow),
            "mixed": random.choice([(quick - 40, slow + 100), (quick + 40, slow - 200)]),
        }[case]
        before = (random.choice([20, 30, 40, 50, 60, 70]) * 100, random.choice([10, 20, 30, 40, 50, 60]) * 100)
        after = (random.choice([20, 30, 40, 50, 60, 70]) * 100, random.choice([10, 20, 30, 40, 50, 60]) * 100)
        mean = (before[0] * quick + before[1] * slow) / sum(before)
        now = (after[0] * after_quick + after[1] * after_slow) / sum(after)
        if before[0] * after[1] == before[1] * after[0]:
            continue
        down, up = now < mean * 0.9, now > mean * 1.1
        usual = {"faster": down, "slower": up}.get(case, down)
        if usual if plain else {"faster": up, "slower": down}.get(case, up):
            break
    rows = [
        ("before", quick_name, before[0], before[0] * quick // 1000),
        ("before", slow_name, before[1], before[1] * slow // 1000),
        ("after", quick_name, after[0], after[0] * after_quick // 1000),
        ("after", slow_name, after[1], after[1] * after_slow // 1000),
    ]
    code = [f"{'':<8}{'kind':<16}{'requests':>9}{'seconds in all':>16}"]
    code += [f"{when:<8}{kind:<16}{requests:>9,}{seconds:>16,}" for when, kind, requests, seconds in rows]
    each = f"`{quick_name}` took {quick} ms before and {after_quick} after, `{slow_name}` {slow} and {after_slow}"
    trend = "fell" if now < mean else "rose"
    reasons = {
        "faster": f"Divide the seconds by the requests of each kind: {each}.",
        "slower": f"Divide the seconds by the requests of each kind: {each}.",
        "same": f"The shares did change, but the times as well: {each}.",
        "mixed": f"Both kinds went the same way, or did not move: {each}.",
    }
    return Variant(
        prompt=(
            f"A week before and a week after your change. The mean over all requests {trend} from {mean:.0f} to "
            f"{now:.0f} ms, "
            "and somebody wants to put that on a slide. What do the figures say?"
        ),
        code="\n".join(code),
        language="text",
        answer=OneOf(
            right=OPTIONS[case], wrong={text: reasons[name] for name, text in OPTIONS.items() if name != case}
        ),
        why=(
            f"Time per request of each kind: {each}. The mean over both also follows their shares, which went from "
            f"{before[0]:,} and {before[1]:,} requests to {after[0]:,} and {after[1]:,}. Before claiming an effect, "
            "compare like "
            "with like: each kind by itself, or both with the same shares."
        ),
        proof=f"""\
from statistics import fmean
OPTIONS, TABLE = {OPTIONS!r}, '''{chr(10).join(code)}'''
times = {{}}
for line in TABLE.splitlines()[1:]:
    when, kind = line[:8].strip(), line[8:24].strip()
    requests, seconds = (int(one.replace(",", "")) for one in line[24:].split())
    times[kind, when] = fmean([1000 * seconds / requests] * requests)
def turn(kind):
    change = round(times[kind, "after"] - times[kind, "before"])
    return (change > 0) - (change < 0)
turns = sorted({{turn({quick_name!r}), turn({slow_name!r})}})
print(OPTIONS[{{(-1,): "faster", (1,): "slower", (0,): "same"}}.get(tuple(turns), "mixed")])
""",
    )
