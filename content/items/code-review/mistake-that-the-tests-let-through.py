"""Which wrong version of a function would pass all tests that a pull request brings."""

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="L2",
    level="junior",
    title="Which mistake in a function the tests of a pull request let through",
    practise=("review-first-look",),
)
# the function, wrong lines by number, and tests
FUNCTIONS = [
    (
        "def fee(days):\n    return min(500, 50 * max(0, days - 3))",
        [
            (2, "return min(500, 50 * (days - 3))"),
            (2, "return 50 * max(0, days - 3)"),
            (2, "return min(500, 50 * max(0, days))"),
            (2, "return min(500, 60 * max(0, days - 3))"),
            (2, "return min(450, 50 * max(0, days - 3))"),
        ],
        ["fee(1) == 0", "fee(30) == 500", "fee(5) == 100", "fee(3) == 0", "fee(7) == 200"],
    ),
    (
        (
            "def shipping(grams, express):\n    cents = 490 if grams <= 2000 else 990\n"
            "    return cents * 2 if express else cents"
        ),
        [
            (2, "cents = 490 if grams < 2000 else 990"),
            (2, "cents = 490"),
            (3, "return cents"),
            (3, "return cents * 2"),
            (3, "return cents + 490 if express else cents"),
        ],
        [
            "shipping(2000, False) == 490",
            "shipping(2001, False) == 990",
            "shipping(100, True) == 980",
            "shipping(3000, True) == 1980",
            "shipping(100, False) == 490",
        ],
    ),
    (
        (
            'def cancel(state, hours):\n    if state == "paid" and hours < 24:\n        return "fee"\n'
            '    if state in ("open", "paid"):\n        return "free"\n    return "no"'
        ),
        [
            (2, 'if state == "paid" and hours <= 24:'),
            (2, 'if state == "paid":'),
            (2, "if hours < 24:"),
            (4, 'if state == "open":'),
            (4, 'if state in ("open", "paid", "sent"):'),
        ],
        [
            'cancel("paid", 24) == "free"',
            'cancel("open", 3) == "free"',
            'cancel("paid", 48) == "free"',
            'cancel("paid", 3) == "fee"',
            'cancel("sent", 48) == "no"',
        ],
    ),
    (
        "def overlap(first, end, other, other_end):\n    return first < other_end and other < end",
        [
            (2, "return first <= other_end and other < end"),
            (2, "return first < other_end"),
            (2, "return other < end"),
            (2, "return first <= other < end"),
            (2, "return first < other_end or other < end"),
        ],
        [
            "not overlap(12, 15, 9, 12)",
            "not overlap(13, 15, 9, 11)",
            "not overlap(9, 11, 13, 15)",
            "overlap(9, 12, 11, 15)",
            "overlap(11, 15, 9, 12)",
        ],
    ),
    (
        "def page(rows, number, size=10):\n    start = (number - 1) * size\n    return rows[start:start + size]",
        [
            (2, "start = number * size"),
            (2, "start = (number - 1) * 10"),
            (3, "return rows[start:start + 10]"),
            (3, "return rows[start:size]"),
            (3, "return rows[start:start + size + 1]"),
        ],
        [
            "page(list(range(25)), 1) == list(range(10))",
            "page(list(range(25)), 3) == [20, 21, 22, 23, 24]",
            "page([4, 5, 6, 7], 2, size=2) == [6, 7]",
            "page([4, 5, 6, 7], 1, size=2) == [4, 5]",
        ],
    ),
    (
        (
            "def shares(total, people):\n    share, rest = divmod(total, people)\n"
            "    return [share + (at < rest) for at in range(people)]"
        ),
        [
            (3, "return [share] * people"),
            (3, "return [share + (at <= rest) for at in range(people)]"),
            (3, "return [share + rest] + [share] * (people - 1)"),
            (3, "return [share + 1] * rest + [share] * people"),
            (2, "share, rest = total // people, 1"),
        ],
        [
            "shares(100, 4) == [25, 25, 25, 25]",
            "shares(100, 3) == [34, 33, 33]",
            "shares(101, 3) == [34, 34, 33]",
            "sum(shares(101, 3)) == 101",
            "len(shares(101, 3)) == 3",
        ],
    ),
    (
        (
            "def price(total, items):\n    if items >= 3 and total >= 5000:\n        return total * 90 // 100\n    "
            "return total"
        ),
        [
            (2, "if items > 3 and total >= 5000:"),
            (2, "if items >= 3 and total > 5000:"),
            (2, "if items >= 3 or total >= 5000:"),
            (2, "if items >= 3:"),
            (2, "if total >= 5000:"),
        ],
        [
            "price(6000, 3) == 5400",
            "price(5000, 4) == 4500",
            "price(6000, 2) == 6000",
            "price(4000, 4) == 4000",
            "price(100, 1) == 100",
        ],
    ),
    (
        'def following(number):\n    return f"R-{int(number[2:]) + 1:04d}"',
        [
            (2, 'return f"R-{int(number[2:]) + 1}"'),
            (2, 'return f"R-{int(number[4:]) + 1:04d}"'),
            (2, 'return f"R-{int(number[2:6]) + 1:04d}"'),
            (2, 'return f"R-000{int(number[2:]) + 1}"'),
            (2, 'return f"R-{int(number[2:]) + 2:04d}"'),
        ],
        [
            'following("R-0007") == "R-0008"',
            'following("R-0099") == "R-0100"',
            'following("R-1234") == "R-1235"',
            'following("R-10000") == "R-10001"',
        ],
    ),
]


def passes(function: str, mistake: tuple[int, str] | None, test: str) -> bool:
    """Return whether a test passes with this line of the function replaced."""
    lines = function.splitlines()
    if mistake:
        number, text = mistake
        lines[number - 1] = " " * (len(lines[number - 1]) - len(lines[number - 1].lstrip())) + text
    space: dict[str, object] = {}
    exec("\n".join(lines), space)
    return bool(eval(test, space))


def choices(function: str, mistakes: list[tuple[int, str]], tests: list[str]) -> list[tuple[int, list[int], list[int]]]:
    """Return which mistake may be the one let through, with the tests to show and the mistakes that these find."""
    found = []
    for at, mistake in enumerate(mistakes):
        shown = [n for n, test in enumerate(tests) if passes(function, mistake, test)]
        caught = [
            n
            for n, other in enumerate(mistakes)
            if not all(passes(function, other, tests[shown_at]) for shown_at in shown)
        ]
        if len(caught) >= 3:
            found.append((at, shown, caught))
    return found


def build(random: Random) -> Variant:
    """The tests differ from variant to variant, and with them the mistake that none of them sees."""
    function, mistakes, tests = random.choice(FUNCTIONS)
    key, shown, caught = random.choice(choices(function, mistakes, tests))
    others = random.sample(caught, 3)
    missed = next(test for n, test in enumerate(tests) if n not in shown)
    finder = {
        other: next(tests[n] for n in shown if not passes(function, mistakes[other], tests[n])) for other in others
    }
    options = {at: f"Line {mistakes[at][0]}: `{mistakes[at][1]}`" for at in random.sample([key, *others], 4)}
    listed = "\n".join(f"    assert {tests[n]}" for n in random.sample(shown, len(shown)))
    return Variant(
        prompt=(
            "The function is right, and its tests pass. Somebody changes one line by mistake. Which of these changes "
            "would "
            "none of the tests notice?"
        ),
        code=f"{function}\n\n\ndef test_{function[4 : function.index('(')]}():\n{listed}",
        answer=OneOf(
            right=options[key],
            wrong={options[other]: f"`assert {finder[other]}` fails with this line." for other in others},
        ),
        why=(
            f"No test tries a case in which this line makes a difference; `assert {missed}` would. Tests list what is "
            "promised. In a review ask of each condition, bound and default: which test would fail if it were wrong?"
        ),
        proof=f"""\
FUNCTION, TESTS = {function!r}, {[tests[n] for n in shown]!r}
CHANGES = { ({options[at]: mistakes[at] for at in options})!r}
def passes(lines, test):
    space = {{}}
    exec("\\n".join(lines), space)
    return eval(test, space)
assert all(passes(FUNCTION.splitlines(), test) for test in TESTS)
for option, (number, text) in CHANGES.items():
    lines = FUNCTION.splitlines()
    indent = len(lines[number - 1]) - len(lines[number - 1].lstrip())
    lines[number - 1] = " " * indent + text
    if all(passes(lines, test) for test in TESTS):
        print(option)
""",
    )
