"""What a field holds after values of other types were given: who reads the hints, and what he does about them."""

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="D1",
    level="junior",
    title="What happens to a value that does not fit its hint",
    practise=("do-hints-run", "optional-or-default"),
)
# class, a text field, a number field
STORIES = [
    ("OrderLine", "sku", "quantity"),
    ("Booking", "room", "nights"),
    ("Payment", "iban", "cents"),
    ("Shift", "place", "hours"),
    ("Parcel", "code", "grams"),
]
FORMS = {
    "dataclass": ("none", "from dataclasses import dataclass", "@dataclass\nclass {c}:\n    {t}: str\n    {n}: {hint}"),
    "tuple": ("none", "from typing import NamedTuple", "class {c}(NamedTuple):\n    {t}: str\n    {n}: {hint}"),
    "plain": (
        "none",
        "",
        (
            "class {c}:\n    def __init__(self, {t}: str, {n}: {hint}) -> None:\n"
            "        self.{t} = {t}\n        self.{n} = {n}"
        ),
    ),
    "model": ("lax", "from pydantic import BaseModel", "class {c}(BaseModel):\n    {t}: str\n    {n}: {hint}"),
    "pydantic dataclass": (
        "lax",
        "from pydantic.dataclasses import dataclass",
        "@dataclass\nclass {c}:\n    {t}: str\n    {n}: {hint}",
    ),
    "strict": (
        "strict",
        "from pydantic import BaseModel, ConfigDict",
        "class {c}(BaseModel):\n    model_config = ConfigDict(strict=True)\n    {t}: str\n    {n}: {hint}",
    ),
}
READERS = {
    "none": "Nothing here reads the hints when an object is made, so every value is kept as it came",
    "lax": "Pydantic reads the hints: it converts a text that stands for a whole number, and refuses what does not fit",
    "strict": "Pydantic reads the hints, and with `strict=True` it converts nothing: what does not fit is refused",
}
VALUES = ['"3"', '"x"', "4", "None", "2.5"]


def held(reader: str, value: str, *, optional: bool) -> str:
    """Return the name of the type that the field holds, or that it was refused."""
    given = {'"3"': "str", '"x"': "str", "4": "int", "None": "NoneType", "2.5": "float"}[value]
    if reader == "none" or value == "4":
        return given
    if value == "None":
        return given if optional else "refused"
    return "int" if reader == "lax" and value == '"3"' else "refused"


def build(random: Random) -> Variant:
    """The kind of class, whether None is allowed, and the values that are given all differ."""
    c, t, n = random.choice(STORIES)
    reader = random.choice(["none", "lax", "lax", "strict"])
    form = random.choice([name for name, one in FORMS.items() if one[0] == reader])
    _, imported, text = FORMS[form]
    optional = random.random() < 0.5
    values = ['"3"', *random.sample(VALUES[1:], 2)]
    random.shuffle(values)
    hint = "int | None" if optional else "int"
    code = (
        (f"{imported}\n\n" if imported else "")
        + text.format(c=c, t=t, n=n, hint=hint)
        + f"""

for value in ({", ".join(values)}):
    try:
        one = {c}({t}="a", {n}=value)
        print(type(one.{n}).__name__)
    except ValueError:
        print("refused")"""
    )

    def outcome(reader: str, *, optional: bool = optional) -> str:
        return "\n".join(held(reader, value, optional=optional) for value in values)

    answer = outcome(reader)
    guesses = {outcome(other): f"{READERS[reader]}." for other in READERS}
    if "None" in values and reader != "none":
        guesses[outcome(reader, optional=not optional)] = (
            f"{READERS[reader]}. Whether None is allowed is said by the hint `{hint}`."
        )
    all_int = "\n".join("int" for _ in values)
    guesses.setdefault(all_int, f"{READERS[reader]}. No hint turns every value into a number.")
    return Variant(
        prompt=(
            f"An object of `{c}` is made three times, with different values for `{n}`. Pydantic's ValidationError is "
            "a ValueError. What does this program print?"
        ),
        code=code,
        answer=Output(text=answer, wrong={guess: why for guess, why in guesses.items() if guess != answer}),
        why=(
            f"{READERS[reader]}. Python itself checks no hint, neither at a call nor at an assignment: hints are "
            "stored, and whoever wants to may read them. A type checker does so before the program runs. A dataclass "
            "or a named tuple only takes the names of its fields from them, and libraries such as Pydantic act on them "
            "at run time, each by its own rules."
        ),
        proof=code,
    )
