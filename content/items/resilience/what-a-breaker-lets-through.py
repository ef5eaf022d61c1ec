"""What a circuit breaker answers to a series of calls, by what it counts, forgets and probes."""

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="K4",
    level="middle",
    title="What a circuit breaker lets through in a series of calls",
    practise=("when-a-breaker-helps",),
)
RULES = ("resets", "counts_404", "clears_on_rest")
PARTNERS = ["carrier", "bank", "geocoder", "printer"]


def run(calls: list[tuple[int, object]], limit: int, rest: int, rules: dict[str, bool]) -> str:
    """The breaker of the question, with its rules as given."""
    failures, opened, lines = 0, None, []
    for now, answer in calls:
        if opened is not None and now - opened < rest:
            lines.append(f"{now} refused")
            continue
        if opened is not None and rules["clears_on_rest"]:
            failures, opened = 0, None
        if answer in (("timeout", 503, 404) if rules["counts_404"] else ("timeout", 503)):
            failures += 1
            if failures >= limit:
                opened = now
            lines.append(f"{now} failed")
        else:
            opened = None
            if rules["resets"]:
                failures = 0
            lines.append(f"{now} passed")
    return "\n".join(lines)


def build(random: Random) -> Variant:
    """Three rules vary: whether success forgets, whether 404 counts, and what the end of the rest forgets."""
    limit, rest = random.choice([2, 3]), random.choice([10, 20, 30])
    rules = {rule: random.random() < 0.5 for rule in RULES}
    others = {name: rules | {name: not rules[name]} for name in RULES}
    while True:
        now, calls = 0, []
        for _ in range(7):
            calls.append((now, random.choice(["timeout", "timeout", 503, 404, 404, 200])))
            now += random.choice([1, 2, 5, rest // 2, rest])
        text = run(calls, limit, rest, rules)
        different = {name: run(calls, limit, rest, other) for name, other in others.items()}
        if "refused" in text and text.count("passed") and sum(one != text for one in different.values()) >= 2:
            break
    kinds = '"timeout", 503, 404' if rules["counts_404"] else '"timeout", 503'
    code = [
        f"LIMIT, REST, BAD = {limit}, {rest}, [{kinds}]",
        "failures, opened = 0, None",
        "",
        "def call(now, answer):",
        "    global failures, opened",
        "    if opened is not None and now - opened < REST:",
        '        return "refused"',
    ]
    if rules["clears_on_rest"]:
        code += ["    if opened is not None:", "        failures, opened = 0, None"]
    code += [
        "    if answer in BAD:",
        "        failures += 1",
        "        if failures >= LIMIT:",
        "            opened = now",
        '        return "failed"',
        "    failures, opened = 0, None" if rules["resets"] else "    opened = None",
        '    return "passed"',
        "",
    ]
    half = f"calls = {calls[:4]!r}"[:-1].replace("'", '"') + ","
    code += [
        half,
        "         " + str(calls[4:])[1:].replace("'", '"'),
        "for now, answer in calls:",
        "    print(now, call(now, answer))",
    ]
    said = {
        "resets": (
            "A call that passes sets `failures` to 0 here, so only failures in a row count."
            if rules["resets"]
            else "Nothing sets `failures` to 0 when a call passes, so earlier failures still count."
        ),
        "counts_404": (
            "404 stands in `BAD`, so it counts as a failure like the others."
            if rules["counts_404"]
            else "404 does not stand in `BAD`: the other side answered, so it passes."
        ),
        "clears_on_rest": (
            f"After the rest the count begins anew, so it takes {limit} failures until it opens again."
            if rules["clears_on_rest"]
            else "After the rest the count is kept: if the next call fails, it opens again at once."
        ),
    }
    wrong = {different[name]: said[name] for name in RULES if different[name] != text}
    never = "\n".join(f"{now} {'failed' if answer in eval(f'[{kinds}]') else 'passed'}" for now, answer in calls)
    wrong.setdefault(never, "An open breaker refuses calls until its rest is over; their answer is never seen.")
    return Variant(
        prompt=(
            f"A breaker in front of the {random.choice(PARTNERS)}. `answer` is what the other side would answer if "
            "it were "
            "asked at second `now`. What does this program print?"
        ),
        code="\n".join(code),
        answer=Output(text=text, wrong={one: why for one, why in wrong.items() if one != text}),
        why=(
            f"{said['resets']} {said['counts_404']} {said['clears_on_rest']} A refused call is not made: its answer "
            "changes nothing."
        ),
        proof="\n".join(code),
    )
