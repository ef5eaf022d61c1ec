"""Which line finds its name unbound, among lines that read names in all scopes and find them."""

from dataclasses import dataclass

from jobfutures.checks.families.authoring import Family, Line, Random, Variant

FAMILY = Family(
    area="A4",
    level="middle",
    title="Which line ends a program with a name that is not bound",
    practise=("where-a-name-is-looked-up",),
)
HERE = "@@"  # marks the line that is asked about


@dataclass(frozen=True)
class Piece:
    """A function with a line that fails or does not. call: what runs it.  reason: why the marked line does so."""

    text: str
    call: str
    reason: str


# subject: (pieces that fail, pieces that do not)
PIECES: dict[str, tuple[list[Piece], list[Piece]]] = {
    "counter": (
        [
            Piece(
                "handled = 0\n\ndef handle():\n    handled += 1@@\n    return handled",
                "handle()",
                "`+=` assigns, so `handled` is a local name of the function, and it has no value yet.",
            )
        ],
        [
            Piece(
                "handled = 0\n\ndef handle():\n    global handled\n    handled += 1@@\n    return handled",
                "handle()",
                "`global` says that the assignment means the name of the module, which is bound.",
            ),
            Piece(
                "handled = [0]\n\ndef handle():\n    handled[0] += 1@@\n    return handled",
                "handle()",
                "Only an element is assigned; the name itself is read, and found in the module.",
            ),
        ],
    ),
    "enclosing": (
        [
            Piece(
                "def make_meter():\n    calls = 0\n    def tick():\n        calls += 1@@\n    return tick",
                "make_meter()()",
                "`+=` makes `calls` local to `tick`; without `nonlocal` the outer one is not meant.",
            )
        ],
        [
            Piece(
                "def make_meter():\n    calls = 0\n    def tick():\n        return calls + 1@@\n    return tick",
                "make_meter()()",
                "`calls` is only read here, so it is looked up in the function around, and found.",
            ),
            Piece(
                "def make_meter():\n    def tick():\n        return calls + 1@@\n    calls = 0\n    return tick",
                "make_meter()()",
                "`calls` is looked up when `tick` runs, and by then the function around has assigned it.",
            ),
        ],
    ),
    "except": (
        [
            Piece(
                "def parse(text):\n    error = None\n    try:\n        return int(text)\n"
                "    except ValueError as error:\n        pass\n    return error@@",
                'parse("x")',
                "The name after `as` is deleted at the end of the `except` block, so it has no value here.",
            )
        ],
        [
            Piece(
                "def parse(text):\n    try:\n        return int(text)\n"
                "    except ValueError as error:\n        reason = str(error)\n    return reason@@",
                'parse("x")',
                "The call fails to parse, so the `except` block has assigned `reason`, and that name stays.",
            ),
            Piece(
                "def parse(text):\n    error = None\n    try:\n        int(text)\n"
                "    except ValueError as error:\n        pass\n    return error@@",
                'parse("7")',
                "The text is a number, so the `except` block is not entered and `error` is still None.",
            ),
        ],
    ),
    "class": (
        [
            Piece(
                "class Basket:\n    limit = 5\n    def full(self, items):\n        return items >= limit@@",
                "Basket().full(3)",
                "A class body is no scope around its methods: `limit` is looked for in the module, in vain.",
            )
        ],
        [
            Piece(
                "class Basket:\n    limit = 5\n    def full(self, items):\n        return items >= self.limit@@",
                "Basket().full(3)",
                "An attribute is looked up on the instance and then on its class, where it is found.",
            ),
            Piece(
                "class Basket:\n    limit = 5\n    def full(self, items, limit=limit):\n        return items >= "
                "limit@@",
                "Basket().full(3)",
                "The default is evaluated in the class body, where `limit` is bound; in the method it is a parameter.",
            ),
        ],
    ),
    "branch": (
        [
            Piece(
                "def fee(cents):\n    if cents > 9000:\n        rate = 2\n    return cents * rate@@",
                "fee(500)",
                "The branch that assigns `rate` is not taken for 500, so the local name has no value.",
            )
        ],
        [
            Piece(
                "def fee(cents):\n    if cents > 9000:\n        rate = 2\n    return cents * rate@@",
                "fee(9500)",
                "The branch is taken for 9500; a name from inside an `if` is a name of the whole function.",
            ),
            Piece(
                "rate = 3\n\ndef fee(cents):\n    if cents > 9000:\n        return 0\n    return cents * rate@@",
                "fee(500)",
                "The function never assigns `rate`, so it is looked up in the module, and found.",
            ),
        ],
    ),
    "loop": (
        [
            Piece(
                "def newest(rows):\n    numbers = [row * 2 for row in rows]\n    return row, numbers@@",
                "newest([7, 8])",
                "The variable of a comprehension exists only inside it, so the function has no `row`.",
            ),
            Piece(
                "def newest(rows):\n    for row in rows:\n        print(row)\n    return row@@",
                "newest([])",
                "There are no rows, so the loop never assigns `row`.",
            ),
        ],
        [
            Piece(
                "def newest(rows):\n    for row in rows:\n        print(row)\n    return row@@",
                "newest([7, 8])",
                "The variable of a `for` loop stays after it, with its last value.",
            ),
        ],
    ),
    "builtin": (
        [
            Piece(
                "def total(lines):\n    print(len(lines))\n    sum = sum(lines)@@\n    return sum",
                "total([1, 2])",
                "The assignment makes `sum` local in the whole function, so the built-in one is not looked for.",
            )
        ],
        [
            Piece(
                "def total(lines, sum=sum):\n    sum = sum(lines)@@\n    return sum",
                "total([1, 2])",
                "`sum` is a parameter whose default is the built-in function, so it is bound when this line runs.",
            ),
            Piece(
                "def total(lines):\n    amount = sum(lines)@@\n    return amount",
                "total([1, 2])",
                "`sum` is assigned nowhere in the module, so the look-up ends at the built-in names.",
            ),
        ],
    ),
}
MOST_LINES = 28


def build(random: Random) -> Variant:
    """Four functions about scope; one line of one of them finds no value, the others look as dangerous and do."""
    while True:
        subjects = random.sample(list(PIECES), 4)
        guilty = random.choice(subjects)
        pieces = {one: random.choice(PIECES[one][one != guilty]) for one in subjects}
        calls = ", ".join(piece.call for piece in pieces.values())
        marked = "\n\n".join(piece.text for piece in pieces.values()) + f"\n\nprint({calls})"
        if len(marked.splitlines()) <= MOST_LINES:
            break
    numbers = [number for number, line in enumerate(marked.splitlines(), start=1) if line.endswith(HERE)]
    at = dict(zip(subjects, numbers, strict=True))
    code = marked.replace(HERE, "")
    wrong = {at[one]: pieces[one].reason for one in subjects if one != guilty}
    proof = f"""\
import traceback
from contextlib import redirect_stdout
from io import StringIO
code = {code!r}
try:
    with redirect_stdout(StringIO()):
        exec(compile(code, "program", "exec"), {{}})
except NameError as error:
    print(traceback.extract_tb(error.__traceback__)[-1].lineno)
"""
    return Variant(
        prompt=(
            "When the last line calls the functions, one line in them ends the program with a `NameError` or an "
            "`UnboundLocalError`. Which line?"
        ),
        code=code,
        answer=Line(number=at[guilty], wrong=wrong),
        why=(
            f"{pieces[guilty].reason} Whether a name is local is decided for the whole function when it is compiled: "
            "an assignment anywhere in it is enough. Its value is looked for when the line runs: local, in the "
            "functions around, in the module, among the built-in names. A class body is not among these places."
        ),
        proof=proof,
    )
