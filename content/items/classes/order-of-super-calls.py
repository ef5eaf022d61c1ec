"""What a chain of save methods prints, by the order of the bases, by who calls super() and by when."""

from dataclasses import dataclass

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="B1",
    level="middle",
    title="What a method prints that several base classes take part in",
    practise=("what-super-calls", "order-of-bases"),
)
# the base, three classes, the class at the end, the method
STORIES = [
    ("Store", ["Audited", "Cached", "Locked"], "Orders", "save"),
    ("Sender", ["Signed", "Counted", "Queued"], "Mail", "send"),
    ("Job", ["Timed", "Logged", "Limited"], "Export", "run"),
    ("Gateway", ["Retried", "Masked", "Traced"], "Cards", "charge"),
    ("Planner", ["Checked", "Priced", "Noted"], "Rota", "plan"),
]


@dataclass(frozen=True)
class Part:
    """A class with the method. form: it prints before super(), after it, or never calls it."""

    name: str
    bases: tuple[str, ...]
    form: str

    def text(self, method: str) -> str:
        bases = f"({', '.join(self.bases)})" if self.bases else ""
        said, call = f'        print("{self.name}")', f"        super().{method}()"
        body = {"before": [said, call], "after": [call, said], "ends": [said]}[self.form]
        return "\n".join([f"class {self.name}{bases}:", f"    def {method}(self):", *body])


def printed(order: list[str], parts: dict[str, Part]) -> list[str]:
    """Return what the method prints for this order of classes."""
    first, *rest = order
    part = parts[first]
    if part.form == "ends":
        return [first]
    inner = printed(rest, parts)
    return [first, *inner] if part.form == "before" else [*inner, first]


def build(random: Random) -> Variant:
    """The order of bases, a class under another, one that ends the chain, and printing before or after differ."""
    base, names, last, method = random.choice(STORIES)
    while True:
        one, two, three = random.sample(names, 3)
        forms = [random.choice(["before", "before", "after", "ends"]) for _ in range(3)]
        under = random.random() < 0.5
        listed = [
            Part(base, (), "ends"),
            Part(one, (base,), forms[0]),
            Part(two, (one if under else base,), forms[1]),
            Part(three, (base,), forms[2]),
        ]
        chosen = random.sample([two, three], 2) if under else random.sample([one, two, three], random.choice([2, 3, 3]))
        parts = {part.name: part for part in listed}
        made: dict[str, type] = {}
        for part in listed:
            made[part.name] = type(part.name, tuple(made[name] for name in part.bases), {})
        order = [found.__name__ for found in type(last, tuple(made[name] for name in chosen), {}).__mro__[1:-1]]
        lines = printed(order, parts)
        parent = [one] if under and chosen[0] == two else []
        guesses = {
            "reverse": printed([*order[-2::-1], order[-1]], parts),
            "first only": printed([chosen[0], *parent, base], parts),
            "all": [*(name for name in order if name != base), base],
            "inner first": lines[::-1],
        }
        different = {name: guess for name, guess in guesses.items() if guess != lines}
        if len({tuple(guess) for guess in different.values()}) > 1 and len(lines) > 1:
            break
    code = "\n\n".join(part.text(method) for part in listed)
    code += f"\n\nclass {last}({', '.join(chosen)}): ...\n\n{last}().{method}()"
    chain = ", ".join(f"`{name}`" for name in order)
    ended = next(name for name in order if parts[name].form == "ends")
    stops = "" if ended == base else f" `{ended}` does not call `super()`, so nothing behind it runs."
    reasons = {
        "reverse": f"The bases are searched from left to right: {chain}.{stops}",
        "first only": f"`super()` means the next class in the order of the object, not the parent in the text: {chain}."
        f"{stops}",
        "all": f"The order is {chain}; who calls `super()`, and before or after its own line, decides what is printed."
        f"{stops}",
        "inner first": f"The first class in the order is entered first: {chain}.{stops}",
    }
    return Variant(
        prompt=f"`{last}` is put together from several classes that all have `{method}`. What does this program print?",
        code=code,
        answer=Output(
            text="\n".join(lines), wrong={"\n".join(guess): reasons[name] for name, guess in different.items()}
        ),
        why=(
            f"For `{last}` the classes are searched in this order: {chain}. Each `super()` goes to the next one in it, "
            f"whatever stands in the brackets of the class in which it is written.{stops} A line behind `super()` is "
            "printed when the rest of the chain has come back."
        ),
        proof=code,
    )
