"""How the time of a job grows when a customer doubles, by what is searched, how, and how often."""

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="A2",
    level="middle",
    title="How the time of an import grows with the data",
    practise=("list-membership-cost", "set-instead-of-list"),
)
GROWTH = {1: "It stays about the same", 2: "It about doubles", 4: "It about quadruples", 8: "It grows about eightfold"}


SCAN = "Each row that is not found is compared with every known one, so the work is rows times known"
HASH = "Each row costs one look-up by hash, however many are known"
ONCE = "Building the set reads every known one once, and with so few rows that is nearly all of the work"
EACH = "The set is built again for every row, which reads every known one each time"
LINES = [
    ("for {r} in {rows}:\n    if {r} not in {known}:\n        {found}.append({r})", "list", "scan"),
    (
        "for {r} in {rows}:\n    if not any({r} == one for one in {known}):\n        {found}.append({r})",
        "list",
        "scan",
    ),
    ("{found} = [{r} for {r} in {rows} if {known}.count({r}) == 0]", "list", "scan"),
    ("for {r} in {rows}:\n    if {r} not in {known}.values():\n        {found}.append({r})", "dict", "scan"),
    ("for {r} in {rows}:\n    if {r} not in tuple({known}):\n        {found}.append({r})", "set", "scan"),
    ("for {r} in {rows}:\n    if {r} not in {known}:\n        {found}.append({r})", "set", "hash"),
    ("{found} = [{r} for {r} in {rows} if {r} not in {known}]", "set", "hash"),
    ("for {r} in {rows}:\n    if {known}.get({r}) is None:\n        {found}.append({r})", "dict by key", "hash"),
    ("for {r} in {rows}:\n    if {r} not in set({known}):\n        {found}.append({r})", "list", "each"),
    ("{found} = [{r} for {r} in {rows} if {r} not in frozenset({known})]", "list", "each"),
    (
        "quick = set({known})\nfor {r} in {rows}:\n    if {r} not in quick:\n        {found}.append({r})",
        "list",
        "once",
    ),
]
KINDS = {
    "list": "a list of {many:,} {things}",
    "dict": "a dict with {many:,} {things} as its values",
    "set": "a set of {many:,} {things}",
    "dict by key": "a dict with {many:,} {things} as its keys",
}
MADE = {"list": "[{n}]", "dict": "dict(enumerate([{n}]))", "set": "{{{n}}}", "dict by key": "dict.fromkeys([{n}], 1)"}
# row, rows, known, found, things
STORIES = [
    ("sku", "skus", "blocked", "allowed", "blocked skus"),
    ("number", "numbers", "paid", "open_ones", "paid order numbers"),
    ("email", "emails", "members", "strangers", "addresses of members"),
    ("plate", "plates", "parked", "arriving", "plates of parked cars"),
    ("seat", "seats", "taken", "free", "taken seats"),
]
WHAT_GROWS = {
    "rows": "there are twice as many rows to check",
    "known": "twice as many are known",
    "both": "both numbers double",
    "known fourfold": "four times as many are known",
    "rows fourfold": "there are four times as many rows to check",
    "known more": "there are twice as many rows, and four times as many are known",
    "rows more": "there are four times as many rows, and twice as many are known",
}
TIMES = {
    "rows": (2, 1),
    "known": (1, 2),
    "both": (2, 2),
    "known fourfold": (1, 4),
    "rows fourfold": (4, 1),
    "known more": (2, 4),
    "rows more": (4, 2),
}
FITS = {
    1: "a look-up by hash in something made before, when only the number of known ones grows",
    2: "work that follows one of the two numbers only, when that one doubles",
    4: "work that is the product of two numbers which both double",
    8: "work that is the product of two numbers, of which one doubles and one grows fourfold",
}


def build(random: Random) -> Variant:
    """How a row is searched and which of the two numbers grows decide together."""
    wanted = random.choice(list(GROWTH))
    while True:
        lines, kind, search = random.choice(LINES)
        grows = random.choice(list(WHAT_GROWS))
        more_rows, more_known = TIMES[grows]
        factor = {
            "scan": more_rows * more_known,
            "each": more_rows * more_known,
            "hash": more_rows,
            "once": more_known,
        }[search]
        if factor == wanted:
            break
    r, rows, known, found, things = random.choice(STORIES)
    count, many = (50, 200_000) if search == "once" else (random.choice([2_000, 5_000]), random.choice([4_000, 9_000]))
    body = lines.format(r=r, rows=rows, known=known, found=found)
    held = KINDS[kind].format(many=many, things=things)
    because = {"scan": SCAN, "hash": HASH, "each": EACH, "once": ONCE}[search]
    decided = f"Here {WHAT_GROWS[grows]}."
    wrong = {
        text: f"That fits {FITS[number]}. {because}; here {WHAT_GROWS[grows]}."
        for number, text in GROWTH.items()
        if number != factor
    }
    small = (6, 4_000) if search == "once" else (60, 80)
    proof = f"""\
class Key:
    steps = 0
    def __init__(self, value):
        self.value = value
        self.number = 17 * value
    def __eq__(self, other):
        Key.steps += 1
        return self.value == other.value
    def __hash__(self):
        Key.steps += 1
        return self.number
def steps(count, many):
    {rows} = [Key(-1 - number) for number in range(count)]
    {known} = {MADE[kind].format(n="*(Key(number) for number in range(many))")}
    {found} = []
    Key.steps = 0
{"".join(f"    {line}{chr(10)}" for line in body.splitlines())}\
    assert len({found}) == count
    return Key.steps
before, after = steps({small[0]}, {small[1]}), steps({small[0] * more_rows}, {small[1] * more_known})
names = {GROWTH!r}
print(names[min(names, key=lambda factor: abs(after / before / factor - 1))])
"""
    return Variant(
        prompt=(
            f"A nightly job checks {count:,} {rows} against `{known}`, {held}; it was made before and is at hand. "
            f"Hardly any of the rows is among the known ones. Next month {WHAT_GROWS[grows]}. "
            "How does the time of this code change?"
        ),
        code=body,
        answer=OneOf(right=GROWTH[factor], wrong=wrong),
        why=(
            f"{because}. {decided} So the work changes by a factor of about {factor}. A search in a list, a tuple or "
            "the values of a dict reads from the front to the end; a set, or the keys of a dict, find a place by "
            "hash. Making a set is itself a pass over everything, and pays only if it is made once for many look-ups."
        ),
        proof=proof,
    )
