"""Which mistakes a strict type checker finds, by how much of the meaning was put into the types."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="D1",
    level="senior",
    title="Which mistakes the declared types let a checker find",
    practise=("what-types-do-not-catch", "any-or-object"),
)
# function, account-like name, amount-like name, function of states, states with a misspelt one, row, key, misspelt key
STORIES = [
    ("transfer", "Account", "Cents", "move", ("open", "paid", "payed"), "order", "total", "totl"),
    ("ship", "Depot", "Grams", "mark", ("packed", "sent", "send"), "parcel", "weight", "weigth"),
    ("rebook", "Room", "Nights", "close", ("free", "taken", "token"), "booking", "guests", "guest"),
    ("hand_over", "Worker", "Minutes", "rate", ("early", "late", "lait"), "shift", "hours", "hour"),
]


def build(random: Random) -> Variant:
    """Each of four declarations is either plain or carries meaning, and that decides which mistakes are seen."""
    function, account, amount, change, (one, two, typo), row, key, misspelt = random.choice(STORIES)
    while True:
        named, literal, typed, narrow = (random.random() < 0.5 for _ in range(4))
        if named or literal or typed or narrow:
            break
    a, c = (account, amount) if named else ("int", "int")
    state = f'Literal["{one}", "{two}"]' if literal else "str"
    note = "object" if narrow else "Any"
    record = row.capitalize()
    imports = sorted(
        [
            *(["NewType"] if named else []),
            *(["Literal"] if literal else []),
            *(["TypedDict"] if typed else []),
            *([] if narrow else ["Any"]),
        ]
    )
    lines = [f"from typing import {', '.join(imports)}", ""] if imports else []
    lines += [f'{account} = NewType("{account}", int)', f'{amount} = NewType("{amount}", int)', ""] if named else []
    lines += [f"class {record}(TypedDict):", f"    {key}: int", ""] if typed else []
    lines += [
        f"def {function}(source: {a}, target: {a}, amount: {c}) -> None: ...",
        f"def {change}(state: {state}) -> None: ...",
        f"def load(text: str) -> {note}: ...",
        "",
        f"mine, yours, some = {account}(1), {account}(2), {amount}(500)" if named else "mine, yours, some = 1, 2, 500",
        f"{row}: {record} = {{{key!r}: 3}}" if typed else f"{row}: dict[str, int] = {{{key!r}: 3}}",
    ]
    code = "\n".join(lines).replace("'", '"')
    whole = code.replace(f"-> {note}: ...", f"-> {note}: raise NotImplementedError")  # a body of dots returns None
    typed_why = f"`{record}` names its keys, and this is not one of them."
    mistakes: dict[str, tuple[bool, str]] = {
        f"{function}(some, mine, yours)": (
            named,
            f"`some` is of the type `{amount}`, and the first parameter asks for `{account}`, which is another one."
            if named
            else "All three are of the type `int`, so any order fits.",
        ),
        f"{function}(yours, mine, some)": (
            False,
            "Source and target are swapped, and both have the same type.",
        ),
        f'{change}("{typo}")': (
            literal,
            "The misspelt text is not one of the two that the type allows."
            if literal
            else "A misspelt text is a `str` all the same.",
        ),
        f'print({row}["{misspelt}"])': (
            typed,
            typed_why if typed else "A `dict[str, int]` says what its values are, not which keys it has.",
        ),
        'print(load("x").name)': (
            narrow,
            "`object` promises no attribute `name`; it would have to be checked first."
            if narrow
            else "`load` returns `Any`, and with `Any` everything is allowed.",
        ),
        f"{function}(mine, yours, {f'{amount}(-500)' if named else '-500'})": (
            False,
            "A negative number has the right type; its sign is no matter of types.",
        ),
    }
    always = random.choice([f"{function}(mine, yours, None)", f"{change}(7)", f'{row}["{key}"] = "3"'])
    if random.random() < 0.3:
        del mistakes[f"{function}(yours, mine, some)"]
        mistakes[always] = (True, "The value has another type than the one that is declared.")
    found = {f"`{call}`": why for call, (seen, why) in mistakes.items() if seen}
    missed = {f"`{call}`": why for call, (seen, why) in mistakes.items() if not seen}
    proof = f"""\
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir
from mypy import api
code = {whole!r}
calls = {sorted(call.strip("`") for call in [*found, *missed])!r}
text = "\\n".join([code, *calls]) + "\\n"
module = Path(f"module_{{sha256(text.encode()).hexdigest()[:16]}}.py")
module.write_text(text)
cache = f"--cache-dir={{Path(gettempdir()) / 'jobfutures-mypy'}}"  # no module has the name of another one
out, _, _ = api.run(["--strict", "--config-file=", cache, "--no-error-summary", str(module)])
lines = {{int(line.split(":")[1]) for line in out.splitlines() if ": error:" in line}}
first = len(code.splitlines()) + 1
assert all(line >= first for line in lines), out
print("\\n".join("`" + call + "`" for number, call in enumerate(calls, start=first) if number in lines))
"""
    return Variant(
        prompt=(
            f"The bodies are left out; `load` returns a dict that was read from JSON, and `{function}` is meant to "
            "take from `mine` and to give to `yours`. Each line below would be a mistake, if it stood at the end of "
            "this module. Which of these mistakes does mypy find with `--strict`?"
        ),
        code=code,
        answer=SomeOf(right=found, wrong=missed),
        why=(
            "A checker compares types, so it finds a mistake only where the wrong thing has another type than the "
            "right one. `NewType`, `Literal` and `TypedDict` put more of the meaning into the types, and `object` in "
            "place of `Any` keeps a value from being used unchecked. Two values of one type that are swapped, and a "
            "number outside its range, need keyword-only parameters, validation, constraints or a test."
        ),
        proof=proof,
    )
