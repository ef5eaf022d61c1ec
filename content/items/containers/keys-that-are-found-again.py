"""Which objects work as keys of a dict and are found again by an equal one, by what their class says."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="A2",
    level="middle",
    title="Which objects are found again as keys of a dict",
    practise=("hashable-dict-keys",),
)
# what is looked up, first field, second field, values for both, names of classes
STORIES = [
    ("a booked seat", "row", "number", '"C"', "7", ["Seat", "Place", "Chair", "Spot", "Box"]),
    ("the stock of a shelf", "hall", "level", '"H2"', "4", ["Shelf", "Bin", "Rack", "Slot", "Bay"]),
    ("the price of a route", "start", "zone", '"BRN"', "3", ["Route", "Leg", "Trip", "Line", "Ride"]),
    ("a shift of a rota", "day", "hour", '"mon"', "18", ["Shift", "Watch", "Turn", "Duty", "Block"]),
]
# how a class is written; whether an equal object finds the entry; why.  With "list" the second value is a list.
KINDS = {
    "frozen": (
        "@dataclass(frozen=True)\nclass {c}:\n    {a}: str\n    {b}: int",
        True,
        "A frozen dataclass is compared and hashed by its fields, so an equal one leads to the same entry.",
    ),
    "named": (
        "class {c}(NamedTuple):\n    {a}: str\n    {b}: int",
        True,
        "A named tuple is compared and hashed as the tuple of its values.",
    ),
    "both": (
        "@dataclass(unsafe_hash=True)\nclass {c}:\n    {a}: str\n    {b}: int",
        True,
        "Equality and hash both go by the fields; what is unsafe is only to change a field afterwards.",
    ),
    "partly": (
        "@dataclass(frozen=True)\nclass {c}:\n    {a}: str\n    {b}: int = field(compare=False)",
        True,
        "Both objects have the same first field, which is the only one that is compared and hashed here.",
    ),
    "plain": (
        "class {c}:\n    def __init__(self, {a}, {b}):\n        self.{a}, self.{b} = {a}, {b}",
        False,
        "Without `__eq__` two objects are equal only if they are one, so the second one finds nothing: KeyError.",
    ),
    "no eq": (
        "@dataclass(eq=False)\nclass {c}:\n    {a}: str\n    {b}: int",
        False,
        "With `eq=False` it is compared and hashed by identity, so the second object finds nothing: KeyError.",
    ),
    "data": (
        "@dataclass\nclass {c}:\n    {a}: str\n    {b}: int",
        False,
        "A dataclass that has an `__eq__` and can be changed has no hash: TypeError when the entry is stored.",
    ),
    "slots": (
        "@dataclass(slots=True)\nclass {c}:\n    {a}: str\n    {b}: int",
        False,
        "`slots` saves memory and gives no hash; the class has an `__eq__` and can be changed: TypeError.",
    ),
    "list": (
        "@dataclass(frozen=True)\nclass {c}:\n    {a}: str\n    {b}: list[int]",
        False,
        "The class can be hashed, but its hash asks every field, and a list has none: TypeError.",
    ),
}


def build(random: Random) -> Variant:
    """Four classes, each written in another way; one to three of them work."""
    what, a, b, first, second, names = random.choice(STORIES)
    good = [kind for kind, (_, found, _) in KINDS.items() if found]
    bad = [kind for kind, (_, found, _) in KINDS.items() if not found]
    number = random.randint(1, 3)
    kinds = random.sample(good, number) + random.sample(bad, 4 - number)
    random.shuffle(kinds)
    chosen = dict(zip(random.sample(names, 4), kinds, strict=True))
    body = "\n\n".join(KINDS[kind][0].format(c=name, a=a, b=b) for name, kind in chosen.items())
    tools = "dataclass, field" if "partly" in kinds else "dataclass"
    imports = [f"from dataclasses import {tools}"] if body.count("@") else []
    imports += ["from typing import NamedTuple"] if "named" in kinds else []
    code = "\n".join([*imports, "", body])
    made = {name: f"{name}({first}, {f'[{second}]' if kind == 'list' else second})" for name, kind in chosen.items()}
    options = {f"`{call}`": KINDS[chosen[name]] for name, call in made.items()}
    proof = f"""{code}
found = []
for option in {sorted(options)!r}:
    make = option.strip("`")
    try:
        entries = {{eval(make): "kept"}}
        if entries[eval(make)] == "kept":
            found.append(option)
    except (TypeError, KeyError):
        pass
print("\\n".join(found))
"""
    return Variant(
        prompt=(
            f"{what[0].upper()}{what[1:]} is stored in a dict under an object as its key. Later the same expression is "
            "evaluated again, which makes a second object, and the entry is looked up with that one. "
            "For which expressions does this find the entry?"
        ),
        code=code,
        answer=SomeOf(
            right={option: why for option, (_, found, why) in options.items() if found},
            wrong={option: why for option, (_, found, why) in options.items() if not found},
        ),
        why=(
            "A dict looks where the hash leads, and then compares. So a key must have a hash, and two objects that "
            "stand for one thing must be equal and have the same hash. A class without `__eq__` goes by identity. One "
            "that defines `__eq__` loses its hash unless it gives another, and a dataclass gives one only if it is "
            "frozen or told to. The hash of a record asks the values that are compared, so all of them need one."
        ),
        proof=proof,
    )
