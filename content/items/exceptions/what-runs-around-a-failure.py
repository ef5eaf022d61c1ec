"""Which blocks of a try statement run, by what fails, where, and whether a block returns."""

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="A8",
    level="junior",
    title="Which blocks of a try statement run",
    practise=("when-else-and-finally-run",),
)
# function, parameter, a good text, a bad text, words that are printed in the four blocks and after them
STORIES = [
    ("pay", "amount", "500", "5 EUR", ("read", "reject", "book", "unlock", "mail")),
    ("scan", "code", "4711", "47-11", ("parse", "report", "store", "release", "next")),
    ("reserve", "seats", "3", "three", ("check", "refuse", "hold", "close", "confirm")),
    ("restock", "pieces", "12", "12x", ("count", "correct", "save", "free", "order")),
    ("refund", "cents", "900", "9,00", ("load", "decline", "transfer", "finish", "note")),
]


def run(given: str, in_except: str, in_else: str, words: tuple[str, ...]) -> list[str]:
    """Return what is printed. given: good, bad (ValueError) or None (TypeError)."""
    begin, failed, good, last, after = words
    lines = [begin]
    if given == "good":
        lines += [good, last]
        lines += {"": [after, "done"], "return": ["early"], "raise": ["outside"]}[in_else]
    elif given == "bad":
        lines += [failed, last]
        lines += {"": [after, "done"], "return": ["refused"], "raise": ["outside"]}[in_except]
    else:
        lines += [last, "outside"]
    return lines


def build(random: Random) -> Variant:
    """What is given, and what the blocks for failure and success do at their end, are drawn apart."""
    function, name, good_text, bad_text, words = random.choice(STORIES)
    begin, failed, good, last, after = words
    given = random.choice(["good", "good", "bad", "bad", "bad", "none"])
    in_except = random.choice(["", "return", "raise"])
    in_else = random.choice(["", "return", "raise"])
    endings = {"": "", "return": '        return "{}"\n', "raise": '        raise RuntimeError("{}")\n'}
    argument = {"good": f'"{good_text}"', "bad": f'"{bad_text}"', "none": "None"}[given]
    code = f"""\
def {function}({name}):
    try:
        print("{begin}")
        number = int({name})
    except ValueError:
        print("{failed}")
{endings[in_except].format("refused")}\
    else:
        print("{good}", number)
{endings[in_else].format("early")}\
    finally:
        print("{last}")
    print("{after}")
    return "done"

try:
    print({function}({argument}))
except (TypeError, RuntimeError):
    print("outside")"""
    shown = good_text if given == "good" else ""

    def text(lines: list[str]) -> str:
        return "\n".join(f"{one} {shown}" if one == good and shown else one for one in lines)

    lines = run(given, in_except, in_else, words)
    ending = in_else if given == "good" else in_except if given == "bad" else "raise"
    reasons = {
        "": "no block that runs returns or raises, so the lines behind the statement run as well",
        "return": "that block returns, so `finally` runs before the caller gets the value, and nothing behind it does",
        "raise": "an exception leaves the statement, so `finally` runs on its way out, and nothing behind it does",
    }
    failed_how = {
        "good": "`int` succeeds, so `else` follows the `try` block and `except` is skipped",
        "bad": "`int` raises ValueError, so `except` follows and `else` is skipped",
        "none": "`int(None)` raises TypeError, which this `except` does not name; `else` is skipped too",
    }[given]
    rule = f"Here {failed_how}; {reasons[ending]}."
    tail = lines.index(last)
    wrong = {}
    for other, why in [
        ([one for one in lines if one != last], f"`finally` runs in every case. {rule}"),
        ([*lines[: tail + 1], after, "done"], f"The last two lines of the function are not always reached. {rule}"),
        ([*lines[: tail + 1], "outside"], f"The caller sees an exception only if one leaves the function. {rule}"),
        (run("bad" if given == "none" else given, "", "", words), f"How a block ends decides what follows. {rule}"),
        ([*lines[:tail], *lines[tail + 1 :], last], f"`finally` is part of the statement and runs before that. {rule}"),
    ]:
        if other != lines:
            wrong.setdefault(text(other), why)
    return Variant(
        prompt=f"`{function}` is called with {argument}. What does this program print?",
        code=code,
        answer=Output(text=text(lines), wrong=wrong),
        why=(
            f"{rule} `else` runs only when the `try` block came to its end without an exception, and its own "
            "exceptions are not caught by the `except` above it. `finally` runs whenever the statement is left, "
            "normally, by a `return` or by an exception, and then what was under way goes on."
        ),
        proof=code,
    )
