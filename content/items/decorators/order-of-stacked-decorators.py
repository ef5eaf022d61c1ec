"""What stacked decorators print, when they are applied and when the function is called."""

from dataclasses import dataclass

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="A5",
    level="middle",
    title="In which order stacked decorators are applied and called",
    practise=("stacked-decorator-order",),
)
PAIRS = [("audited", "timed"), ("cached", "checked"), ("retried", "logged"), ("traced", "limited"), ("signed", "gated")]
NAMES = ["ship", "refund", "invoice", "cancel", "restock"]


@dataclass(frozen=True)
class Layer:
    """A decorator. form: it prints before the function or after it, or hands the function back as it is."""

    name: str
    form: str

    def text(self) -> str:
        body = {
            "before": [f'    print("enter {self.name}")', "    return function(*args)"],
            "after": ["    result = function(*args)", f'    print("leave {self.name}")', "    return result"],
            "keep": [],
        }[self.form]
        inside = ["def call(*args):", *body, "return call"] if body else ["return function"]
        return "\n".join(
            [f"def {self.name}(function):", f'    print("wrap {self.name}")', *(f"    {x}" for x in inside)]
        )


def called(layers: list[Layer], last: str) -> list[str]:
    """Return what one call prints. layers: the outermost first."""
    if not layers:
        return [last]
    first, *rest = layers
    inner = called(rest, last)
    return {
        "before": [f"enter {first.name}", *inner],
        "after": [*inner, f"leave {first.name}"],
        "keep": inner,
    }[first.form]


def build(random: Random) -> Variant:
    """How the decorators are applied, which of them wrap, and before or after the function, all differ."""
    while True:
        pair, name = random.sample(random.choice(PAIRS), 2), random.choice(NAMES)
        outer, inner = (Layer(one, random.choice(["before", "before", "after", "after", "keep"])) for one in pair)
        numbers, begins = range(7, 7 + random.randint(1, 2)), random.random() < 0.5
        stack = [outer, inner]
        most = sum(one.form != "keep" for one in stack)
        if not most or 2 + begins + len(numbers) * (1 + most) > 8:
            continue
        start = ["start"] if begins else []
        made = [f"wrap {inner.name}", f"wrap {outer.name}"]

        def calls(layers: list[Layer], number: range = numbers, word: str = name) -> list[str]:
            return [line for one in number for line in called(layers, f"{word} {one}")]

        lines = [*made, *start, *calls(stack)]
        early = [Layer(one.name, "before") for one in stack]
        at_call = [*start, *made, *calls(stack)] if begins else calls(stack)
        by_guess = {
            "made": [*made[::-1], *start, *calls(stack)],
            "turned": [*made, *start, *calls(stack[::-1])],
            "early": [*made, *start, *calls(early)],
            "at call": at_call,
        }
        guesses = {guess: text for guess, text in by_guess.items() if text != lines}
        if len({tuple(text) for text in guesses.values()}) == len(guesses) > 2:
            break
    stacked = random.random() < 0.6
    body = f'def {name}(order):\n    print("{name}", order)\n'
    first, second = random.sample(stack, 2)
    code = f"{first.text()}\n\n{second.text()}\n\n"
    code += f"@{outer.name}\n@{inner.name}\n{body}" if stacked else body
    code += "\n" + ("" if stacked else f"{name} = {outer.name}({inner.name}({name}))\n")
    code += ('print("start")\n' if begins else "") + "\n".join(f"{name}({number})" for number in numbers)
    kept = next((one for one in stack if one.form == "keep"), None)
    late = [f"`{one.name}`" for one in stack if one.form == "after"]
    which = "decorator next to `def`" if stacked else "inner call"
    no_wrapper = f"`{kept.name}` gives the function back as it is, so nothing of it runs with a call" if kept else ""
    behind = f"the line of {late[0]} stands behind the call of the function, so it comes later" if late else ""
    if len(late) > 1:
        behind = "both print behind the call of the function, so their lines come later"
    early_why = "; ".join([*([no_wrapper] if kept else []), *([behind] if late else [])])
    reasons = {
        "made": f"The {which} is applied first: `{inner.name}` gets the plain function, `{outer.name}` what that gave.",
        "turned": f"`{name}` stands for what `{outer.name}` returned, so its wrapper is outside the other one.",
        "early": f"{early_why[:1].upper()}{early_why[1:]}.",
        "at call": "The bodies of decorators run once, when they are applied and before any call; they print too.",
    }
    order = f"`{name} = {outer.name}({inner.name}({name}))`"
    said = f"`@{outer.name}` above `@{inner.name}` means {order}." if stacked else f"Look at {order} from the inside."
    return Variant(
        prompt="Two decorators are applied to one function. What does this program print?",
        code=code,
        answer=Output(
            text="\n".join(lines), wrong={"\n".join(text): reasons[guess] for guess, text in guesses.items()}
        ),
        why=(
            f"{said} `{inner.name}` is called first and `{outer.name}` gets its result; their bodies run then, once. A "
            "call enters what the name stands for, from the outside to the function, and comes back the other way "
            f"round. {reasons['early'] if early_why else ''}"
        ).strip(),
        proof=code,
    )
