"""Which alert rule wakes somebody for an incident, and for nothing else."""

from collections.abc import Callable, Iterable

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="J6",
    level="senior",
    title="The alert rule that tells an incident from a harmless hour",
    practise=("four-signals",),
)
Minutes = list[tuple[int, int]]  # requests, and how many of them failed
PROOF = """\
from collections import deque
HARMLESS, INCIDENT = {harmless!r}, {incident!r}

def first_alarm(minutes, rule):
    window = deque(maxlen=5)
    for number, minute in enumerate(minutes, start=1):
        window.append(minute)
        if rule(list(window)):
            return number
    return 0

RULES = {{
    {texts[0]!r}: lambda window: window[-1][1] > {many},
    {texts[1]!r}: lambda window: 100 * window[-1][1] > {share} * window[-1][0],
    {texts[2]!r}: lambda window: (
        len(window) == 5 and 100 * sum(failed for _, failed in window) > {share} * sum(all for all, _ in window)
    ),
    {texts[3]!r}: lambda window: (
        len(window) >= 3 and all(100 * failed > {share} * all_ for all_, failed in window[-3:])
    ),
    {texts[4]!r}: lambda window: len(window) > 1 and 2 * window[-1][0] < window[-2][0],
}}
for text, rule in RULES.items():
    if first_alarm(INCIDENT, rule) and not first_alarm(HARMLESS, rule):
        print(text)
"""


def rules(many: int, share: int) -> list[tuple[str, Callable[[Minutes], bool]]]:
    """Return each rule and whether it fires for the last of some minutes."""
    return [
        (f"More than {many} failures in one minute", lambda seen: seen[-1][1] > many),
        (f"More than {share} % failures in one minute", lambda seen: 100 * seen[-1][1] > share * seen[-1][0]),
        (
            f"More than {share} % failures in five minutes taken together",
            lambda seen: (
                len(seen) >= 5
                and 100 * sum(failed for _, failed in seen[-5:]) > share * sum(total for total, _ in seen[-5:])
            ),
        ),
        (
            f"More than {share} % failures in each of three minutes in a row",
            lambda seen: len(seen) >= 3 and all(100 * failed > share * total for total, failed in seen[-3:]),
        ),
        (
            "Fewer than half as many requests as in the minute before",
            lambda seen: len(seen) > 1 and 2 * seen[-1][0] < seen[-2][0],
        ),
    ]


def alarm(minutes: Minutes, rule: Callable[[Minutes], bool]) -> int:
    """Return the first minute in which the rule fires, 0 for none."""
    for number in range(1, len(minutes) + 1):
        if rule(minutes[:number]):
            return number
    return 0


def harmless(random: Random, share: int) -> tuple[str, Minutes]:
    kind = random.choice(["few requests", "one bad minute", "restart", "steady", "uneven"])
    if kind == "few requests":
        minutes = [(random.randint(8, 20), 0) for _ in range(8)]
        for place in random.sample(range(8), 2):
            minutes[place] = (minutes[place][0], random.randint(1, 3))
        return "at night, with few requests, two customers tried an expired card", minutes
    if kind == "one bad minute":
        minutes = [(random.randint(40, 60) * 10, random.randint(0, 2)) for _ in range(8)]
        place = random.randint(1, 6)
        minutes[place] = (minutes[place][0], minutes[place][0] * (share + 15) // 100)
        return "a pod was replaced, and for some seconds requests failed", minutes
    if kind == "restart":
        minutes = [(random.randint(40, 60) * 10, random.randint(0, 2)) for _ in range(8)]
        place = random.randint(2, 5)
        minutes[place] = (minutes[place][0], minutes[place][0] * random.randint(70, 85) // 100)
        return "the database was restarted at a time that was announced", minutes
    if kind == "steady":
        minutes = [(random.randint(200, 260) * 10, random.randint(14, 24)) for _ in range(8)]
        return "a busy hour with the failures that there are every day", minutes
    minutes = [(random.choice([900, 850, 300, 320, 880]), random.randint(0, 3)) for _ in range(8)]
    return "a partner sends its requests in bursts", minutes


def incident(random: Random, share: int) -> tuple[str, Minutes]:
    kind = random.choice(["busy", "few requests", "no requests", "on and off", "small share", "short"])
    base = random.randint(40, 60) * 10
    start = random.randint(1, 3)
    if kind == "busy":
        rate = share + random.randint(2, 6)
        return "the payment service refuses a part of all cards", [
            (base + 10 * number, (base * rate // 100) if number >= start else 1) for number in range(8)
        ]
    if kind == "few requests":
        return "at night every login fails", [
            (size := random.randint(8, 16), size // 2 if number >= start else 0) for number in range(8)
        ]
    if kind == "no requests":
        return "the router loses most requests before they arrive", [
            (base + 10 * number if number < start + 2 else base // 5, 1) for number in range(8)
        ]
    if kind == "small share":
        return "a new release charges some customers and then fails", [
            (size := random.randint(120, 180) * 10, size * (share - 2) // 100 if number >= start else 2)
            for number in range(8)
        ]
    if kind == "short":
        return "for one minute no payment can be made", [
            (base, base * random.randint(share + 3, share + 12) // 100 if number == start else 1) for number in range(8)
        ]
    return "one of two databases fails every second minute", [
        (base, base * (2 * share + 6) // 100 if number >= start and number % 2 else 1) for number in range(8)
    ]


def build(random: Random) -> Variant:
    """Traffic, shares and lengths differ, and with them the one rule that tells both hours apart."""
    aims = random.sample(range(5), 5)
    for number in range(2_000):
        many, share = random.choice([10, 20, 30]), random.choice([5, 10])
        quiet, calm = harmless(random, share)
        bad, storm = incident(random, share)
        found = rules(many, share)
        false = {text: alarm(calm, rule) for text, rule in found}
        true = {text: alarm(storm, rule) for text, rule in found}
        right = [text for text in true if true[text] and not false[text]]
        if right == [found[aims[number // 400]][0]]:
            break
    reasons = {}
    for text, noticed in true.items():
        if not noticed:
            reasons[text] = "It stays silent during the incident: nothing in B comes up to it" + (
                f", while A does in minute {false[text]}." if false[text] else "."
            )
        elif text != right[0]:
            reasons[text] = f"It notices B in minute {noticed}, but would wake somebody in minute {false[text]} of A."
    return Variant(
        prompt=(
            f"Two times of eight minutes. A, harmless: {quiet}. B, an incident: {bad}. An alert has to wake somebody "
            "in B and must not in A; a rule over several minutes looks only at minutes of its table. Which one of "
            "these rules does so?"
        ),
        code=f"minute      {row(range(1, 9))}\nA requests  {row(one for one, _ in calm)}\nA failures  "
        f"{row(one for _, one in calm)}\nB requests  {row(one for one, _ in storm)}\nB failures  "
        f"{row(one for _, one in storm)}",
        language="text",
        answer=OneOf(right=right[0], wrong=reasons),
        why=(
            f"{right[0]}: that is so in minute {true[right[0]]} of B and never in A. A number of failures grows with "
            "the traffic; a share in one minute means little with ten requests; a longer window or several minutes "
            "in a row forget short faults; and what never arrives fails nowhere and is seen only in the traffic."
        ),
        proof=PROOF.format(harmless=calm, incident=storm, many=many, share=share, texts=[text for text, _ in found]),
    )


def row(numbers: Iterable[int]) -> str:
    return " ".join(f"{number:>5}" for number in numbers)
