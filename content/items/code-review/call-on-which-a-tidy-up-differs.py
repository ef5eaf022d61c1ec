"""On which call two versions of a function differ, one of which was meant as a tidy-up only."""

from collections.abc import Callable

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="L2",
    level="middle",
    title="On which call a function and its tidied version differ",
    practise=("what-did-this-diff-break",),
)
# before, after (bodies), calls on which they differ, calls on which they agree, and what got lost
PAIRS = [
    (
        "def discount(codes, code):\n    return codes.get(code) or 5",
        "def discount(codes, code):\n    return codes.get(code, 5)",
        ['discount({"A": 0}, "A")', 'discount({"A": None}, "A")'],
        ['discount({"A": 9}, "A")', 'discount({}, "A")', 'discount({"B": 0}, "A")', 'discount({"A": 5}, "A")'],
        (
            "`or` also replaced a value that is there but is 0 or None; the second argument of `get` stands in for a "
            "missing key only"
        ),
    ),
    (
        'def plain(code):\n    if code.startswith("DE-"):\n        return code[3:]\n    return code',
        'def plain(code):\n    return code.lstrip("DE-")',
        ['plain("DE-ED7")', 'plain("D-77")', 'plain("DE--8")', 'plain("E77")'],
        ['plain("DE-77")', 'plain("FR-77")', 'plain("77")', 'plain("FR-DE-7")'],
        "`lstrip` takes off any of the characters it is given, as many as there are, and not the prefix as a whole",
    ),
    (
        "def euros(cents):\n    return (cents + 50) // 100",
        "def euros(cents):\n    return round(cents / 100)",
        ["euros(250)", "euros(450)", "euros(50)", "euros(1250)"],
        ["euros(249)", "euros(350)", "euros(150)", "euros(451)", "euros(0)"],
        "a half was always rounded up; `round` sends it to the even neighbour, so every second half goes down",
    ),
    (
        (
            "def prices(rows):\n    found = {}\n    for sku, cents in rows:\n        if sku not in found:\n"
            "            found[sku] = cents\n    return found"
        ),
        "def prices(rows):\n    return {sku: cents for sku, cents in rows}",
        ['prices([("tea", 4), ("tea", 5)])', 'prices([("tea", 4), ("jam", 3), ("tea", 6)])'],
        ['prices([("tea", 4), ("jam", 4)])', "prices([])", 'prices([("tea", 4), ("tea", 4)])', 'prices([("jam", 3)])'],
        "with a key that comes twice the first row won; in a comprehension the last one does",
    ),
    (
        "def ready(packed):\n    if not packed:\n        return False\n    return False not in packed",
        "def ready(packed):\n    return all(packed)",
        ["ready([])"],
        ["ready([True])", "ready([True, False])", "ready([False])", "ready([True, True])"],
        "an order without lines was not ready; `all` of nothing is true",
    ),
    (
        "def booked(first, last, night):\n    return first <= night < last",
        "def booked(first, last, night):\n    return night in range(first, last + 1)",
        ["booked(3, 5, 5)", "booked(3, 3, 3)", "booked(1, 8, 8)"],
        ["booked(3, 5, 3)", "booked(3, 5, 6)", "booked(3, 5, 2)", "booked(3, 5, 4)"],
        "the night of departure was free, and the added 1 includes it",
    ),
    (
        "def hours(minutes):\n    return int(minutes / 60)",
        "def hours(minutes):\n    return minutes // 60",
        ["hours(-30)", "hours(-90)", "hours(-1)"],
        ["hours(90)", "hours(0)", "hours(-60)", "hours(59)", "hours(-120)"],
        "`int` cuts towards zero, `//` goes down, which differs below zero unless the hours are whole",
    ),
    (
        "def sorted_rooms(rooms):\n    return sorted(rooms, key=int)",
        "def sorted_rooms(rooms):\n    return sorted(rooms)",
        ['sorted_rooms(["9", "10"])', 'sorted_rooms(["2", "11"])', 'sorted_rooms(["101", "99"])'],
        [
            'sorted_rooms(["11", "10"])',
            'sorted_rooms(["8", "7"])',
            'sorted_rooms(["3", "2", "1"])',
            "sorted_rooms([])",
        ],
        "rooms were sorted as numbers; as texts they are compared character by character",
    ),
    (
        "def fields(line):\n    return line.split()",
        'def fields(line):\n    return line.split(" ")',
        ['fields("tea  4")', 'fields(" tea 4")', 'fields("")', 'fields("tea 4 ")'],
        ['fields("tea 4")', 'fields("tea")', 'fields("tea,4")', 'fields("t e a")'],
        "without an argument `split` takes any run of blanks as one and drops those at the ends",
    ),
    (
        "def guests(names):\n    return list(dict.fromkeys(names))",
        "def guests(names):\n    return sorted(set(names))",
        ['guests(["ben", "ada"])', 'guests(["cy", "ada", "cy"])'],
        ['guests(["ada", "ben", "ada"])', "guests([])", 'guests(["ada", "ada"])', 'guests(["ada", "cy"])'],
        "the order in which guests came was kept, and is replaced by the alphabet",
    ),
    (
        "def cents(row, name):\n    if name not in row:\n        return 0\n    return int(row[name])",
        (
            "def cents(row, name):\n    try:\n        return int(row[name])\n    except (KeyError, ValueError):\n    "
            "    "
            "return 0"
        ),
        ['cents({"tip": "4,50"}, "tip")', 'cents({"tip": ""}, "tip")', 'cents({"tip": "x"}, "tip")'],
        [
            'cents({}, "tip")',
            'cents({"tip": "450"}, "tip")',
            'cents({"tax": "x"}, "tip")',
            'cents({"tip": " 7"}, "tip")',
        ],
        "an unreadable amount was an error that somebody saw; now it counts as 0",
    ),
    (
        (
            "def counted(skus, counts):\n    found = {}\n    for at, sku in enumerate(skus):\n"
            "        found[sku] = counts[at]\n    return found"
        ),
        "def counted(skus, counts):\n    return dict(zip(skus, counts))",
        ['counted(["tea", "jam"], [1])', 'counted(["tea"], [])'],
        ['counted(["tea"], [1, 2])', "counted([], [])", 'counted(["tea", "jam"], [1, 2])', "counted([], [1])"],
        "a missing count was an error; `zip` ends with the shorter list and says nothing",
    ),
    (
        "def latest(rows, n):\n    return rows[len(rows) - n:]",
        "def latest(rows, n):\n    return rows[-n:]",
        ["latest([7, 8], 0)", "latest([7, 8, 9], 0)", "latest([7, 8], 3)"],
        ["latest([7, 8], 1)", "latest([7, 8], 2)", "latest([], 0)", "latest([7, 8, 9], 2)"],
        "a slice from `-0` begins at 0, and one from before the beginning is no longer counted from the end",
    ),
    (
        'def mark(stock):\n    if stock > 0:\n        return "in stock"\n    return "sold out"',
        'def mark(stock):\n    return "in stock" if stock else "sold out"',
        ["mark(-1)", "mark(-3)"],
        ["mark(0)", "mark(1)", "mark(12)", "mark(99)"],
        "a stock below zero, after a correction, was sold out; every number except 0 is true",
    ),
    (
        'def may_refund(role):\n    return role in ["admin", "staff"]',
        'def may_refund(role):\n    return role in "admin staff"',
        ['may_refund("")', 'may_refund("min")', 'may_refund("a")'],
        ['may_refund("admin")', 'may_refund("guest")', 'may_refund("staff")', 'may_refund("root")'],
        "`in` looked for a member of a list; in a text it finds any part of it, the empty one as well",
    ),
]


def build(random: Random) -> Variant:
    """Each tidy-up loses another promise, and each time other inputs show it."""
    before, after, differ, agree, lost = random.choice(PAIRS)
    key = random.choice(differ)
    others = random.sample(agree, 3)
    options = random.sample([key, *others], 4)
    results = {call: (outcome(before, call), outcome(after, call)) for call in options}
    old, new = results[key]
    return Variant(
        prompt=(
            'A pull request replaces the first version of this function by the second, "no change in behaviour". '
            "On which of these calls do they differ? (An exception counts as a result.)"
        ),
        code=f"# before\n{before}\n\n# after\n{after}",
        answer=OneOf(
            right=f"`{key}`",
            wrong={
                f"`{call}`": f"Both versions give `{results[call][0]}`, so this call shows no difference."
                for call in others
            },
        ),
        why=(
            f"`{key}` gives `{old}` before and `{new}` after: {lost}. Read what the old lines promised, and look for "
            "the input on which nothing in the new lines keeps it."
        ),
        proof=f"""\
def outcome(source, call):
    space = {{}}
    exec(source, space)
    try:
        return repr(eval(call, space))
    except (IndexError, KeyError, TypeError, ValueError) as error:
        return type(error).__name__
for call in {options!r}:
    if outcome({before!r}, call) != outcome({after!r}, call):
        print(f"`{{call}}`")
""",
    )


def outcome(source: str, call: str) -> str:
    """Return what a call of the function gives, as one would write it down."""
    space: dict[str, Callable[..., object]] = {}
    exec(source, space)
    try:
        return repr(eval(call, space))
    except (IndexError, KeyError, TypeError, ValueError) as error:
        return type(error).__name__
