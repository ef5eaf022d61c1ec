"""Which change of a function leaves all of its tests green."""

from collections.abc import Callable
from itertools import product
from typing import Any

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="J1",
    level="senior",
    title="Which change of a function leaves all of its tests green",
    practise=("what-backend-tests-should-cover", "what-makes-a-test-useful", "what-not-to-test"),
)
# a function; its arguments with the values that tests may use; (line, what stands there instead)
SOURCES: list[tuple[str, dict[str, list[Any]], list[tuple[int, str]]]] = [
    (
        """\
def delivery_fee(cents, express, member):
    if cents >= {a} and not express:
        return 0
    fee = {c} if express else {b}
    if member:
        fee = max(fee - 200, {d})
    return fee""",
        {"cents": ["{a}", "{a} - 1", 1000, 9000], "express": [True, False], "member": [True, False]},
        [
            (2, "if cents > {a} and not express:"),
            (2, "if cents >= {a}:"),
            (2, "if cents >= {a} or not express:"),
            (4, "fee = {b} if express else {c}"),
            (6, "fee = fee - 200"),
            (6, "fee = max(fee - 200, 0)"),
            (5, "if member and cents >= {a}:"),
        ],
    ),
    (
        """\
def refund(cents, hours, opened):
    if hours < 2:
        return 0
    if opened or hours < {a}:
        return cents // 2
    return cents - min({b}, cents)""",
        {"cents": [100, 901, 5000], "hours": [1, 2, "{a}", "{a} - 1", 90], "opened": [True, False]},
        [
            (2, "if hours <= 2:"),
            (2, "if hours < 2 and not opened:"),
            (4, "if opened or hours <= {a}:"),
            (4, "if opened and hours < {a}:"),
            (4, "if hours < {a}:"),
            (5, "return cents / 2"),
            (6, "return cents - {b}"),
        ],
    ),
    (
        """\
def overtime(minutes, holiday, night):
    extra = max(minutes - {a}, 0)
    percent = 25 if extra <= {b} else 50
    if holiday:
        percent = 100
    elif night:
        percent += 10
    return extra * percent // 100""",
        {
            "minutes": [300, "{a} + 60", "{a} + {b}", "{a} + {b} + 20"],
            "holiday": [True, False],
            "night": [True, False],
        },
        [
            (2, "extra = minutes - {a}"),
            (3, "percent = 25 if extra < {b} else 50"),
            (3, "percent = 25"),
            (5, "percent += 100"),
            (6, "if night:"),
            (7, "percent = 10"),
            (4, "if holiday and not night:"),
        ],
    ),
    (
        """\
def places_left(seats, sold, held, staff):
    left = seats - sold
    if not staff:
        left -= held
    if left > seats // {a} and not staff:
        left = min(left, {b})
    return max(left, 0)""",
        {"seats": [40, 60], "sold": [0, 29, 46, 58], "held": [0, 4, 40], "staff": [True, False]},
        [
            (2, "left = seats - sold - held"),
            (3, "if staff:"),
            (5, "if left > seats // {a}:"),
            (5, "if not staff:"),
            (6, "left = {b}"),
            (7, "return left"),
            (5, "if left > seats // {a} and staff:"),
        ],
    ),
]
PROOF = """\
source = {source!r}.splitlines()
tests = {tests!r}
changes = {changes!r}
def green(lines):
    space = {{}}
    exec("\\n".join(lines), space)
    return all(eval(test.removeprefix("assert "), space) for test in tests)
assert green(source)
for text, number, line in changes:
    indent = source[number - 1][: len(source[number - 1]) - len(source[number - 1].lstrip())]
    if green([*source[: number - 1], indent + line, *source[number:]]):
        print(text)
"""


def function_of(source: str, name: str) -> Callable[..., Any]:
    space: dict[str, Any] = {}
    exec(source, space)
    found: Callable[..., Any] = space[name]
    return found


def changed(source: str, number: int, line: str) -> str:
    lines = source.splitlines()
    before = lines[number - 1]
    lines[number - 1] = before[: len(before) - len(before.lstrip())] + line
    return "\n".join(lines)


def build(random: Random) -> Variant:
    """The cases of the test differ, and with them what it would notice."""
    source, arguments, changes = random.choice(SOURCES)
    numbers = {"a": 4, "b": random.choice([12, 13])}
    if "delivery" in source:
        numbers = {"a": random.choice([4000, 5000]), "b": 400, "c": 900, "d": 300}
    elif "refund" in source:
        numbers = {"a": random.choice([24, 48]), "b": 500}
    elif "overtime" in source:
        numbers = {"a": 480, "b": random.choice([120, 180])}
    source = source.format(**numbers)
    name = source[4 : source.index("(")]
    values = [[eval(str(one).format(**numbers)) for one in options] for options in arguments.values()]
    lines = [(number, line.format(**numbers)) for number, line in changes]
    real = function_of(source, name)
    others = [function_of(changed(source, *one), name) for one in lines]
    every = list(product(*values))
    while True:
        cases = random.sample(every, random.choice([4, 5]))
        caught = [first_difference(real, other, cases) for other in others]
        green = [one for one, case in enumerate(caught) if case is None and first_difference(real, others[one], every)]
        noticed = [number for number, case in enumerate(caught) if case is not None]
        if green and len(noticed) >= 4:
            break
    right = random.choice(green)
    wrong = random.sample(noticed, 4)
    texts = {one: f"Line {lines[one][0]} becomes `{lines[one][1]}`" for one in [right, *wrong]}
    tests = [f"assert {name}({', '.join(map(str, case))}) == {real(*case)}" for case in cases]
    missing = first_difference(real, others[right], every) or ()
    reasons = {}
    for one in wrong:
        case = caught[one] or ()
        call = f"{name}({', '.join(map(str, case))})"
        reasons[texts[one]] = f"Then `{call}` is {others[one](*case)} instead of {real(*case)}, and its line turns red."
    shown = sorted([(texts[one], *lines[one]) for one in [right, *wrong]])
    return Variant(
        prompt=(
            "The function is right as it stands, and the test is all that runs it. Somebody changes one line of "
            f"`{name}` by mistake. With which of these changes does the test stay green?"
        ),
        code=f"{source}\n\ndef test_{name}():\n" + "\n".join(f"    {test}" for test in tests),
        answer=OneOf(right=texts[right], wrong=reasons),
        why=(
            f"{texts[right]}: none of the {len(cases)} cases comes where old and new differ, although every one of "
            f"them runs the function. `{name}({', '.join(map(str, missing))})` would: it is {real(*missing)} and "
            f"would become {others[right](*missing)}. Which lines a test runs says little; which differences it can "
            "see is what counts."
        ),
        proof=PROOF.format(source=source, tests=tests, changes=shown),
    )


def first_difference(
    one: Callable[..., Any], other: Callable[..., Any], cases: list[tuple[Any, ...]]
) -> tuple[Any, ...] | None:
    """Return the first case for which the two functions return something else; None where there is none."""
    for case in cases:
        if one(*case) != other(*case):
            return case
    return None
