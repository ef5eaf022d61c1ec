"""How many rows a second pass still sees, by what was read before and by whether the source starts anew."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="A6",
    level="junior",
    title="How many rows are left for the loop after something else has looked at them",
    practise=("exhausted-iterator",),
)
# what the rows are, the name, the function that cleans one, the text of a row
STORIES = [
    ("order numbers", "numbers", "clean", "order"),
    ("addresses", "addresses", "strip", "address"),
    ("scanned codes", "codes", "normal", "code"),
    ("meter readings", "readings", "parse", "reading"),
    ("shift entries", "entries", "tidy", "entry"),
]
# how the rows are made, whether a second loop starts anew
SOURCES = [
    ("[{f}(line) for line in lines]", True, "a list, and every loop over a list starts at its first element"),
    ("({f}(line) for line in lines)", False, "a generator, with one position that only moves forward"),
    ("map({f}, lines)", False, "an iterator, with one position that only moves forward"),
    ("list(map({f}, lines))", True, "a list, and every loop over a list starts at its first element"),
    ("tuple({f}(line) for line in lines)", True, "a tuple, and every loop over a tuple starts at its first element"),
    ("iter(lines)", False, "an iterator over the list, with one position that only moves forward"),
    ("filter(None, lines)", False, "an iterator, with one position that only moves forward"),
]


def looks(rows: str, at: int, take: int, word: str) -> list[tuple[str, int | None, str]]:
    """Return lines that read rows, how many they take from an iterator (None: all), and why."""
    return [
        (f"first = next(iter({rows}))", 1, "`next` takes one row"),
        (f"found = '{word} {at}' in {rows}", at, f"`in` takes rows until it meets the one it looks for, number {at}"),
        (f"known = '{word} 99' in {rows}", None, "`in` takes all rows when it does not meet the one it looks for"),
        (
            f"any_special = any(row.endswith('{at}') for row in {rows})",
            at,
            f"`any` stops at the first row that fits, number {at}",
        ),
        (
            f"all_short = all(len(row) < 40 for row in {rows})",
            None,
            "`all` takes every row as long as none fails, and here none does",
        ),
        (f"head = list(islice({rows}, {take}))", take, f"`islice` takes {take} rows"),
        (f"count = sum(1 for row in {rows})", None, "the count takes every row"),
        (f"longest = max({rows}, key=len)", None, "`max` has to see every row"),
        (
            f"pairs = list(zip(range({take}), {rows}))",
            take,
            f"`zip` takes {take} rows, and then finds the range at its end before it asks for another",
        ),
        (
            f"pairs = list(zip({rows}, range({take})))",
            take + 1,
            f"`zip` takes {take + 1} rows, the last one before it finds the range at its end",
        ),
    ]


def build(random: Random) -> Variant:
    """What kind of source it is, and how far the look goes, decide together."""
    story, rows, function, word = random.choice(STORIES)
    total, at, take = random.randint(6, 9), random.randint(2, 4), random.randint(2, 3)
    source, anew, kind = random.choice(SOURCES if random.random() < 0.4 else [one for one in SOURCES if not one[1]])
    partly = random.random() < 0.75
    line, used, reads = random.choice([one for one in looks(rows, at, take, word) if (one[1] is not None) == partly])
    taken = total if used is None else used
    value = total if anew else total - taken
    made = source.format(f=function)
    code = (
        f'lines = [f"{word} {{number}}" for number in range(1, {total + 1})]\n'
        f"{rows} = {made}\n{line}\n\nimported = 0\nfor row in {rows}:\n    imported += 1\nprint(imported)"
    ).replace("'", '"')
    because = f"`{rows}` is {kind}"
    wrong = {
        total: f"{because}, and {reads}; the loop goes on from there.",
        0: f"{because}, but {reads}: the other rows are left for the loop.",
        total - taken: f"{because}: what the line before has read is there again.",
        total - 1: f"{because}, and {reads}: more than one row is missing."
        if not anew
        else f"{because}: no row is missing, whatever was read before.",
    }
    if used is not None:
        wrong.setdefault(total - taken + 1, f"{because}, and {reads}; the row at which it stops is taken as well.")
    if anew:
        wrong[0] = f"{because}: whatever was read before, the loop sees all of them."
        if used is not None:
            wrong[total - taken + 1] = f"{because}: no row is missing, whatever was read before."
    proof = f"""\
from itertools import islice
def {function}(line):
    return line
{code}
"""
    return Variant(
        prompt=(
            f"An import reads {story}. "
            + (f"`{function}` returns the text that it gets, cleaned. " if function in made else "")
            + ("`islice` comes from `itertools`. " if "islice" in line else "")
            + "Which number does this program print?"
        ),
        code=code,
        answer=Number(value=value, unit="rows", wrong={n: why for n, why in wrong.items() if n != value and n >= 0}),
        why=(
            f"{because}. Before the loop, {reads}. "
            + (
                "That has no effect on the loop, which gets an iterator of its own."
                if anew
                else "Those rows are gone: the loop gets the same iterator and goes on behind them. Nothing is raised "
                "when there is less left than one thinks, which is why such an import looks successful."
            )
            + " To know which it is, ask whether `iter(x) is x`."
        ),
        proof=proof,
    )
