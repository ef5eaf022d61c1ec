"""Which test is worth making before a decision: the one of which some result would turn it."""

from fractions import Fraction

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="L4",
    level="senior",
    title="Which test could change a decision by its result",
    practise=("what-would-change-your-mind", "choose-between-two-libraries"),
)
TESTS = [
    "the vendor's demo",
    "an import of your largest file",
    "a load test at twice the peak",
    "a week of use by two colleagues",
    "your ten worst records",
    "a call with another customer",
    "a restore from its backup",
]
THINGS = [
    "the new invoice library",
    "the queue service",
    "the address parser",
    "the booking engine",
    "the report generator",
]
FAILS_TELL = [(95, 55), (90, 40), (96, 70), (90, 30), (95, 65)]  # passes if it is right and if it is wrong, in percent
PASSES_TELL = [(45, 5), (60, 10), (30, 4), (70, 10), (35, 5)]
WEAK = [(95, 90), (60, 50), (90, 84), (50, 40), (80, 70), (30, 25)]


def after(belief: int, test: tuple[int, int], *, passed: bool) -> Fraction:
    """Return the belief that it is right, after the result."""
    right, wrong = (Fraction(rate if passed else 100 - rate, 100) for rate in test)
    believed = Fraction(belief, 100)
    return believed * right / (believed * right + (1 - believed) * wrong)


def build(random: Random) -> Variant:
    """Whether passing or failing has to tell much depends on the side on which the decision stands now."""
    while True:
        belief = random.choice([20, 25, 30, 35, 65, 70, 75, 80])
        strong, other = (FAILS_TELL, PASSES_TELL) if belief > 50 else (PASSES_TELL, FAILS_TELL)
        key = random.choice(strong)
        tests = [key, random.choice(other), *random.sample(WEAK, 2)]
        turns = [
            any((after(belief, test, passed=passed) > Fraction(1, 2)) != (belief > 50) for passed in (True, False))
            for test in tests
        ]
        close = [after(belief, test, passed=passed) for test in tests for passed in (True, False)]
        if turns == [True, False, False, False] and all(abs(one - Fraction(1, 2)) > Fraction(3, 100) for one in close):
            break
    names = random.sample(TESTS, 4)
    table = dict(zip(names, tests, strict=True))
    hours = [random.choice([2, 4, 8]) for _ in names]
    shown = random.sample(list(zip(names, tests, hours, strict=True)), 4)
    code = [f"{'':<34}{'passes if right':<18}{'passes if wrong':<18}hours"]
    code += [f"{name:<34}{f'{right} %':<18}{f'{wrong} %':<18}{spent}" for name, (right, wrong), spent in shown]
    thing = random.choice(THINGS)
    needed = "fails" if belief > 50 else "passes"
    reasons = {}
    for name, test in table.items():
        passed, failed = (after(belief, test, passed=result) for result in (True, False))
        if name != names[0]:
            reasons[name] = (
                f"If it passes you are at {percent(passed)}, if it fails at {percent(failed)}: the decision stays "
                "the same."
            )
    result = percent(after(belief, key, passed=belief < 50))
    return Variant(
        prompt=(
            f"You are {belief} % sure that {thing} is the right one for you, and you take it if you are more than 50 "
            "% sure; "
            f"so now you would {'take it' if belief > 50 else 'leave it'}. There is time for one of these tests. The "
            "table "
            "says how likely each is to pass if it is the right one and if it is not. Which test is the only one whose "
            "result could change what you do?"
        ),
        code="\n".join(code),
        language="text",
        answer=OneOf(right=names[0], wrong=reasons),
        why=(
            f"If `{names[0]}` {needed}, you are {result} sure, on the other side of 50 %. You stand on the "
            f"{'yes' if belief > 50 else 'no'} side, so what matters is how much more often a test {needed} when you "
            "are "
            "mistaken than when you are not. A result that only makes you surer of what you do anyway is not worth "
            "hours."
        ),
        proof=f"""\
TABLE, BELIEF = {table!r}, {belief}
# of 1,000,000 such decisions, BELIEF % would be right ones; count those that remain after each result
for name, (right, wrong) in TABLE.items():
    decisions = set()
    for passes in (True, False):
        good = 10_000 * BELIEF * (right if passes else 100 - right)
        bad = 10_000 * (100 - BELIEF) * (wrong if passes else 100 - wrong)
        decisions.add(good > bad)
    if len(decisions) == 2:
        print(name)
""",
    )


def percent(share: Fraction) -> str:
    return f"{round(share * 100)} %"
