"""Which line of a loop takes a hundred times as long for ten times as many rows."""

from jobfutures.checks.families.authoring import Family, Line, Random, Variant

FAMILY = Family(
    area="J5",
    level="middle",
    title="Which line takes a hundred times as long for ten times the rows",
    practise=("measure-before-optimising", "debug-slow-endpoint"),
)
NAMES = [
    ("reconcile", "payments", "invoices", "payment", "invoice"),
    ("assign", "parcels", "routes", "parcel", "route"),
    ("settle", "rides", "tariffs", "ride", "tariff"),
    ("import_stock", "deliveries", "products", "delivery", "product"),
    ("check_in", "guests", "bookings", "guest", "booking"),
]
# statement: for a slow and a quick form what stands before the loop, and in it
FORMS = {
    "known": {
        "slow": ("known = [{b}.number for {b} in {bs}]", "matched += {a}.number in known"),
        "quick": ("known = {{{b}.number for {b} in {bs}}}", "matched += {a}.number in known"),
    },
    "lookup": {
        "slow": ("rows = list({bs})", "row = next({b} for {b} in rows if {b}.number == {a}.number)"),
        "quick": ("rows = {{{b}.number: {b} for {b} in {bs}}}", "row = rows[{a}.number]"),
    },
    "count": {
        "slow": ("numbers = [{b}.number for {b} in {bs}]", "found += numbers.count({a}.number)"),
        "quick": ("numbers = Counter({b}.number for {b} in {bs})", "found += numbers[{a}.number]"),
    },
    "smallest": {
        "slow": ("waiting = [{b}.number for {b} in {bs}]", "first = min(waiting)"),
        "quick": ("waiting = sorted({b}.number for {b} in {bs})", "first = waiting[0]"),
    },
    "leave": {
        "slow": ("left = [{b}.number for {b} in {bs}]", "left.remove({a}.number)"),
        "quick": ("left = {{{b}.number for {b} in {bs}}}", "left.remove({a}.number)"),
    },
    "merge": {
        "slow": ("done = []", "done = sorted([*done, {a}.number])"),
        "quick": ("done = []", "done.append({a}.number)"),
    },
}
REASONS = {
    "known": "A set finds the number by its hash, whatever its size; the loop as a whole takes ten times as long.",
    "lookup": "A dictionary finds the row by its key, whatever its size; the loop as a whole takes ten times as long.",
    "count": "The counting was done before the loop; here it is one look into a dictionary for each row.",
    "smallest": "The list was sorted before the loop, so the smallest stands in front and nothing is searched.",
    "leave": "A set finds and removes a number by its hash, whatever its size.",
    "merge": "Appending takes about the same time for each row, however long the list has become.",
}
SLOW = {
    "known": "`in` goes through the list from its start for each row of the loop",
    "lookup": "`next` goes through the rows from the first one for each row of the loop",
    "count": "`count` goes through the whole list for each row of the loop",
    "smallest": "`min` goes through the whole list for each row of the loop",
    "leave": "`remove` searches the list from its start, and moves up what stands behind, for each row of the loop",
    "merge": "the list is copied and sorted anew for each row of the loop, and grows with it",
}
PROOF = """\
import sys
from collections import Counter
from random import Random
from types import SimpleNamespace
SOURCE = {code!r}
work = Counter()

def here():
    frame = sys._getframe(2)
    while frame.f_code.co_filename != "<job>":
        frame = frame.f_back
    work[frame.f_lineno] += 1

class Number:
    # counts how often it is compared or hashed, by the line that leads to it
    def __init__(self, value):
        self.value = value
    def __eq__(self, other):
        here()
        return self.value == other.value
    def __lt__(self, other):
        here()
        return self.value < other.value
    def __hash__(self):
        here()
        return hash(self.value)

def measured(size):
    work.clear()
    space = {{"Counter": Counter}}
    exec(compile(SOURCE, "<job>", "exec"), space)
    values = list(range(size))
    Random(1).shuffle(values)
    sides = [[SimpleNamespace(number=Number(one)) for one in order] for order in (values, sorted(values))]
    space[{name!r}](*sides)
    return dict(work)

small, large = measured(25), measured(250)
print(*[line for line in sorted(large) if large[line] > 40 * small.get(line, 1)])
"""


def build(random: Random) -> Variant:
    """Four statements, one of them in its slow form; the container before the loop decides."""
    name, many, others, one, other = random.choice(NAMES)
    kinds = random.sample(list(FORMS), 4)
    slow = random.choice(kinds)
    names = {"a": one, "b": other, "bs": others}
    forms = {kind: FORMS[kind]["slow" if kind == slow else "quick"] for kind in kinds}
    before = [forms[kind][0].format(**names) for kind in random.sample(kinds, 4)]
    after = random.sample(kinds, 4)
    lines = [f"def {name}({many}, {others}):", "    matched = found = 0"]
    lines += [f"    {line}" for line in before]
    lines.append(f"    for {one} in {many}:")
    lines += [f"        {forms[kind][1].format(**names)}" for kind in after]
    number = 8 + after.index(slow)
    wrong = {3 + place: outside(line) for place, line in enumerate(before)}
    wrong |= {8 + place: REASONS[kind] for place, kind in enumerate(after) if kind != slow}
    return Variant(
        prompt=(
            f"`{many}` and `{others}` are lists with as many rows as each other. The numbers of the rows differ, and "
            f"each {one} has the number of one {other}; the order is not the same. What is computed is kept for "
            "later. With ten times as many rows on both sides, which line takes about a hundred times as long in "
            "all?"
        ),
        code="\n".join(lines),
        answer=Line(number=number, wrong=wrong),
        why=(
            f"In line {number} {SLOW[slow]}: ten times as many rows, each ten times as long. The others look into a "
            "set or a dictionary, or do something once before the loop, so they take about ten times as long. On a "
            "laptop with few rows no difference is to be seen; it comes with the size."
        ),
        proof=PROOF.format(code="\n".join(lines), name=name),
    )


def outside(line: str) -> str:
    if "sorted" in line:
        return "It sorts once, before the loop: a little more than ten times as long for ten times the rows."
    if line.endswith("[]"):
        return "An empty list is made once and takes no time worth mentioning."
    return "It goes through the rows once, before the loop, so ten times the rows take ten times as long."
