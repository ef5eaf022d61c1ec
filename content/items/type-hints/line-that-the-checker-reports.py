"""Which line a strict type checker reports, among lines that look as doubtful and are understood or believed."""

from dataclasses import dataclass

from jobfutures.checks.families.authoring import Family, Line, Random, Variant

FAMILY = Family(
    area="D1",
    level="middle",
    title="Which line a strict type checker reports",
    practise=("narrow-a-type", "any-or-object"),
)
HERE = "@@"  # marks the line that is asked about
MOST_LINES = 28


@dataclass(frozen=True)
class Piece:
    """A function with a line that is reported or not, and why. needs: names to import."""

    text: str
    reason: str
    needs: tuple[str, ...] = ()


# subject: (pieces with a line that is reported, pieces with one that is not)
PIECES: dict[str, tuple[list[Piece], list[Piece]]] = {
    "none": (
        [
            Piece(
                "def shout(note: str | None) -> str:\n    return note.upper()@@",
                "`note` may be None here, and None has no `upper`.",
            ),
            Piece(
                "def shout(note: str | None) -> str:\n    if note == '':\n        return '-'\n    return "
                "note.upper()@@",
                "The comparison with an empty text leaves None, and None has no `upper`.",
            ),
        ],
        [
            Piece(
                'def shout(note: str | None) -> str:\n    if not note:\n        return "-"\n    return note.upper()@@',
                "None is false, so behind the early return `note` is a `str`.",
            ),
            Piece(
                'def shout(note: str | None) -> str:\n    return (note or "-").upper()@@',
                "`or` gives the text, or the other text where `note` is None or empty: a `str` either way.",
            ),
        ],
    ),
    "twice": (
        [
            Piece(
                "def size(row: dict[str, str]) -> int:\n    if row.get('note') is not None:\n"
                "        return len(row.get('note'))@@\n    return 0",
                "The check concerns one call of `get`; for the checker, the second call may give None again.",
            )
        ],
        [
            Piece(
                "def size(row: dict[str, str]) -> int:\n    note = row.get('note')\n"
                "    if note is not None:\n        return len(note)@@\n    return 0",
                "The value was bound to a name, and the check of the name holds on the next line.",
            ),
            Piece(
                "def size(row: dict[str, str]) -> int:\n    return len(row['note'])@@",
                "The type says that values are `str`; that a key may be missing is no matter of types.",
            ),
        ],
    ),
    "union": (
        [
            Piece(
                "def total(cents: int | list[int]) -> int:\n    if cents:\n        return sum(cents)@@\n    return 0",
                "The truth test leaves both, and `sum` cannot go through an `int`.",
            ),
        ],
        [
            Piece(
                "def total(cents: int | list[int]) -> int:\n    if isinstance(cents, int):\n"
                "        return cents\n    return sum(cents)@@",
                "`isinstance` takes `int` away on this path, and the list is left.",
            ),
            Piece(
                "def total(cents: int | list[int]) -> int:\n    if isinstance(cents, list):\n"
                "        return sum(cents)@@\n    return cents",
                "`isinstance` leaves the list on this path.",
            ),
        ],
    ),
    "literal": (
        [
            Piece(
                "def move(state: Literal['open', 'paid']) -> None: ...\n\nmove('payed')@@",
                "The text is not one of the two that the type allows.",
                ("Literal",),
            ),
            Piece(
                "def move(state: Literal['open', 'paid']) -> None: ...\n\ndef back(old: str) -> None:\n    move(old)@@",
                "Any `str` may arrive as `old`, and only two texts are allowed for `state`.",
                ("Literal",),
            ),
        ],
        [
            Piece(
                "def move(state: str) -> None: ...\n\nmove('payed')@@",
                "A misspelt text is a `str` all the same.",
            ),
            Piece(
                "def move(state: Literal['open', 'paid']) -> None: ...\n\nmove('paid')@@",
                "The text is one of the two that the type allows.",
                ("Literal",),
            ),
        ],
    ),
    "any": (
        [
            Piece(
                "def label(value: object) -> str:\n    return value.strip()@@",
                "`object` accepts every value and promises nothing but what all values have.",
            ),
        ],
        [
            Piece(
                "def label(value: Any) -> str:\n    return str(value.strip().foo)@@",
                "`Any` allows everything, and what is got from it is `Any` again.",
                ("Any",),
            ),
            Piece(
                "def label(value: object) -> str:\n    if isinstance(value, str):\n"
                "        return value.strip()@@\n    return '-'",
                "On this path the checker knows that the value is a `str`.",
            ),
        ],
    ),
    "list": (
        [
            Piece(
                "def show(rows: list[object]) -> None: ...\n\nnames: list[str] = []\nshow(names)@@",
                "A `list[str]` is no `list[object]`: the function could put a number into it.",
            ),
            Piece(
                "def show(rows: Sequence[str]) -> None:\n    rows.append('x')@@",
                "A `Sequence` can only be read, and has no `append`.",
                ("Sequence",),
            ),
        ],
        [
            Piece(
                "def show(rows: Sequence[object]) -> None: ...\n\nnames: list[str] = []\nshow(names)@@",
                "Who only reads may read texts where any objects will do; `Sequence` has no way to write.",
                ("Sequence",),
            ),
            Piece(
                "def show(rows: list[str]) -> str:\n    return rows[0]@@",
                "The type says what the elements are, not that there is one.",
            ),
        ],
    ),
    "default": (
        [
            Piece(
                "def page(size: int = None) -> int:@@\n    return size",
                "The default is None, and the hint says that None is no legal value.",
            ),
        ],
        [
            Piece(
                "def page(size: int | None = None) -> int:@@\n    return size or 20",
                "The hint allows None, and the body gives a number in its place.",
            ),
            Piece(
                "def page(size: int = -1) -> int:@@\n    return size",
                "A number that makes no sense is an `int` all the same.",
            ),
        ],
    ),
    "swap": (
        [
            Piece(
                "Account = NewType('Account', int)\n\ndef pay(to: Account, cents: int) -> None: ...\n\n"
                "pay(500, Account(7))@@",
                "A plain `int` stands where an `Account` is asked for.",
                ("NewType",),
            ),
        ],
        [
            Piece(
                "def pay(account: int, cents: int) -> None: ...\n\npay(500, 7)@@",
                "The two are swapped, but both are an `int`, so nothing can be seen.",
            ),
            Piece(
                "Account = NewType('Account', int)\n\ndef pay(to: Account, cents: int) -> None: ...\n\n"
                "pay(Account(500), Account(7))@@",
                "An `Account` is an `int` too, so it may stand where cents are asked for.",
                ("NewType",),
            ),
        ],
    ),
}


def build(random: Random) -> Variant:
    """Four functions about types; one line is reported, the others look as doubtful and are not."""
    while True:
        subjects = random.sample(list(PIECES), 4)
        guilty = random.choice(subjects)
        pieces = {one: random.choice(PIECES[one][one != guilty]) for one in subjects}
        needs = sorted({name for piece in pieces.values() for name in piece.needs})
        imports = ["from collections.abc import Sequence"] if "Sequence" in needs else []
        typed = [name for name in needs if name != "Sequence"]
        imports += [f"from typing import {', '.join(typed)}"] if typed else []
        head = "\n".join(imports) + "\n\n" if imports else ""
        marked = (head + "\n\n".join(piece.text for piece in pieces.values())).replace("'", '"')
        if len(marked.splitlines()) <= MOST_LINES:
            break
    numbers = [number for number, line in enumerate(marked.splitlines(), start=1) if line.endswith(HERE)]
    at = dict(zip(subjects, numbers, strict=True))
    code = marked.replace(HERE, "")
    proof = f"""\
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir
from mypy import api
code = {code!r}
module = Path(f"module_{{sha256(code.encode()).hexdigest()[:16]}}.py")
module.write_text(code)
cache = f"--cache-dir={{Path(gettempdir()) / 'jobfutures-mypy'}}"  # no module has the name of another one
out, _, _ = api.run(["--strict", "--config-file=", cache, "--no-error-summary", str(module)])
print("\\n".join(sorted({{line.split(":")[1] for line in out.splitlines() if ": error:" in line}})))
"""
    return Variant(
        prompt="mypy checks this module with `--strict`, and reports exactly one line. Which one?",
        code=code,
        answer=Line(number=at[guilty], wrong={at[one]: pieces[one].reason for one in subjects if one != guilty}),
        why=(
            f"{pieces[guilty].reason} A checker follows each name along the paths of a function and keeps what a check "
            "has shown about it. It knows types and nothing about values: whether a key or an element is there, which "
            "of two numbers is which, and what `Any` really holds is beyond it."
        ),
        proof=proof,
    )
