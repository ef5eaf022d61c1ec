"""Which of several rows with one key is left in a dict, and where it stands, by how the dict is filled."""

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="A2",
    level="junior",
    title="Which rows are left after rows with equal keys were put into a dict",
    practise=("builtin-types-for-backend", "hashable-dict-keys"),
)
# what a row is, the key, the value, four keys (the second differs from the first only in case)
STORIES = [
    ("prices from two suppliers", "sku", "cents", ["TEA", "tea", "CUP", "POT"]),
    ("amounts paid by customers", "email", "cents", ["Ada@x.org", "ada@x.org", "bob@x.org", "eve@x.org"]),
    ("seats booked per flight", "flight", "seats", ["LX8", "lx8", "BA2", "AF5"]),
    ("pieces in stock", "shelf", "pieces", ["A1", "a1", "B2", "C3"]),
    ("hours worked", "login", "hours", ["Kim", "kim", "leo", "max"]),
]
WAYS = {
    "last": [
        "kept = {{{key}: {v} for {k}, {v} in rows}}",
        "kept = {{}}\nfor {k}, {v} in rows:\n    kept[{key}] = {v}",
        "kept = {{}}\nfor {k}, {v} in rows:\n    kept.update({{{key}: {v}}})",
    ],
    "first": [
        "kept = {{}}\nfor {k}, {v} in rows:\n    kept.setdefault({key}, {v})",
        "kept = {{}}\nfor {k}, {v} in rows:\n    if {key} not in kept:\n        kept[{key}] = {v}",
    ],
    "moved": ["kept = {{}}\nfor {k}, {v} in rows:\n    kept.pop({key}, None)\n    kept[{key}] = {v}"],
}
REASONS = {
    "last": "An assignment under a key that is there already replaces the value, and the key keeps its first place.",
    "first": "A key that is there already is left alone, so the first row of a key stays.",
    "moved": "The key is taken out before it is set, so it stands at the end with its last value.",
}


def left(rows: list[tuple[str, int]], way: str, *, lower: bool) -> str:
    """Return the values that a dict keeps, in its order."""
    found: dict[str, int] = {}
    for raw, value in rows:
        key = raw.lower() if lower else raw
        if way == "moved":
            found.pop(key, None)
        if way != "first" or key not in found:
            found[key] = value
    return " ".join(str(value) for value in found.values())


def build(random: Random) -> Variant:
    """First or last row, and whether case counts, are drawn apart; some rows repeat exactly, some but for case."""
    ways = list(WAYS)
    while True:
        story, k, v, keys = random.choice(STORIES)
        way = random.choice(["last", "last", "first", "first", "moved"])
        lower = random.random() < 0.5
        drawn = [keys[0], random.choice(keys[:3]), keys[1], *random.choices(keys, k=2)]
        random.shuffle(drawn)
        rows = list(zip(drawn, random.sample(range(2, 10), len(drawn)), strict=True))
        texts = {(one, case): left(rows, one, lower=case) for one in ways for case in (False, True)}
        others = {one: texts[one, lower] for one in ways if one != way}
        text, case = texts[way, lower], texts[way, not lower]
        if len({text, case, *others.values()}) == 2 + len(others):
            break
    key = f"{k}.lower()" if lower else k
    body = random.choice(WAYS[way]).format(k=k, v=v, key=key)
    table = ",\n    ".join(f'("{name}", {value})' for name, value in rows)
    code = f"rows = [\n    {table},\n]\n{body}\nprint(*kept.values())"
    sameness = (
        "`lower()` makes keys that differ only in case one key" if lower else "keys that differ in case are two keys"
    )
    wrong = {
        case: f"Here {sameness}; this answer has it the other way round.",
        **dict.fromkeys(others.values(), REASONS[way]),
    }
    return Variant(
        prompt=(
            f"An import reads {story}. The same {k} occurs more than once, and is not always spelt alike. "
            "What does this program print?"
        ),
        code=code,
        answer=Output(text=text, wrong=wrong),
        why=(
            f"A dict has one entry for each key, and {sameness} here. {REASONS[way]} A dict shows its entries in the "
            "order in which their keys were put in. Which row should win is a decision; the code that fills the dict "
            "makes it, whether somebody thought of it or not."
        ),
        proof=code,
    )
