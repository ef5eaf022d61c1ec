"""When the clean-up of a generator runs, by who stops reading and who still holds the generator."""

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="A6",
    level="senior",
    title="When a generator gives its resource back",
    practise=("abandoned-generator", "generator-state-between-yields"),
)
# function, what it opens, values
STORIES = [
    ("orders", "cursor", ["A-1", "A-2", "A-3"]),
    ("lines", "file", ["l1", "l2", "l3"]),
    ("seats", "socket", ["7A", "7B", "7C"]),
    ("messages", "channel", ["m1", "m2", "m3"]),
    ("readings", "port", ["r1", "r2", "r3"]),
]
# lines of the reader; what it prints with "open" and "close" for the two ends; why the close stands there
READERS = {
    "whole": (
        'for row in {f}():\n    print(row)\nprint("work")',
        ["open", *"abc", "close", "work"],
        "the loop reads to the end, and the last request for a value leaves the `with` block",
    ),
    "break": (
        'for row in {f}():\n    print(row)\n    break\nprint("work")',
        ["open", "a", "close", "work"],
        "nothing but the loop held the generator, so CPython closes it as soon as the loop is left",
    ),
    "named": (
        'rows = {f}()\nfor row in rows:\n    print(row)\n    break\nprint("work")\ndel rows\nprint("end")',
        ["open", "a", "work", "close", "end"],
        "the name `rows` still holds the generator after the `break`, and `del` takes the last reference away",
    ),
    "next": (
        'rows = {f}()\nprint(next(rows))\nprint("work")\nrows.close()\nprint("end")',
        ["open", "a", "work", "close", "end"],
        "`next` leaves the generator paused inside the `with` block, and `close()` ends it there",
    ),
    "unstarted": (
        'rows = {f}()\nprint("work")\nrows.close()\nprint("end")',
        ["work", "end"],
        "the body was never entered, so nothing was opened, and there is nothing to leave",
    ),
    "late": (
        'rows = {f}()\nprint("work")\nprint(next(rows))\nrows.close()\nprint("end")',
        ["work", "open", "a", "close", "end"],
        "the first `next` opens, and `close()` ends the paused generator inside the `with` block",
    ),
    "closing": (
        (
            "with closing({f}()) as rows:\n    for row in rows:\n        print(row)\n        break\n"
            '    print("work")\nprint("end")'
        ),
        ["open", "a", "work", "close", "end"],
        "`closing` closes the generator when its own block is left, not when the loop is",
    ),
    "closing early": (
        'with closing({f}()) as rows:\n    print(next(rows))\nprint("work")',
        ["open", "a", "close", "work"],
        "`closing` closes the generator when its own block is left, which is before the work",
    ),
    "two": (
        'rows = {f}()\nkept = rows\nprint(next(rows))\ndel rows\nprint("work")\ndel kept\nprint("end")',
        ["open", "a", "work", "close", "end"],
        "two names hold the generator, and only when the second one goes is it closed",
    ),
    "list": (
        'for row in list({f}()):\n    print(row)\n    break\nprint("work")',
        ["open", "close", "a", "work"],
        "`list` reads to the end before the loop begins, so the block is left by then",
    ),
    "rest": (
        'rows = {f}()\nprint(next(rows))\nprint("work")\nprint(*rows)\nprint("end")',
        ["open", "a", "work", "close", "b c", "end"],
        "the star reads to the end before anything is printed, and the last request leaves the `with` block",
    ),
}


def build(random: Random) -> Variant:
    """Who stops, and who still holds the generator, differ; the generator itself is the same."""
    function, what, values = random.choice(STORIES)
    kind = random.choice(list(READERS))
    lines, events, reason = READERS[kind]
    names = {"open": f"open {what}", "close": f"close {what}", **dict(zip("abc", values, strict=True))}
    names["b c"] = f"{values[1]} {values[2]}"

    def text(order: list[str]) -> str:
        return "\n".join(names.get(one, one) for one in order)

    without = [one for one in events if one not in {"open", "close"}]
    after = without.index("a") + 1 if "a" in without else len(without)
    because = f"{reason[0].upper()}{reason[1:]}."
    candidates = {
        text(["open", "close", *without]): f"The block would be entered and left before any row is handled. {because}",
        text(["open", *without[:after], "close", *without[after:]]): (
            f"A value that was read, or a loop that was left, would end the generator at once. {because}"
        ),
        text([*(one for one in events if one != "close"), "close"]): (
            f"The resource would be held to the end of the program. {because}"
        ),
        text(["open", *without, "close"]): f"The resource would be held from the call to the end. {because}",
        text(without): f"The `with` block would never be entered, although values are read. {because}",
    }
    if "a" not in without:
        candidates[text(["open", "work", "close", "end"])] = f"The call alone would enter the body. {because}"
    if kind == "late":
        candidates[text(["open", "work", "a", "close", "end"])] = f"The call alone would enter the body. {because}"
    body = lines.format(f=function)
    code = f"""\
@contextmanager
def opened():
    print("open {what}")
    try:
        yield
    finally:
        print("close {what}")

def {function}():
    with opened():
        for value in {values!r}:
            yield value

{body}""".replace("'", '"')
    answer = text(events)
    wrong = {other: why for other, why in candidates.items() if other != answer}
    return Variant(
        prompt=(
            f"A generator holds a {what} while it is read. CPython runs this program; `contextmanager` and `closing` "
            "come from `contextlib`. What does it print?"
        ),
        code=code,
        answer=Output(text=answer, wrong=wrong),
        why=(
            f"Here {reason}. A paused generator stands inside its `with` block. The block is left when the generator "
            "is read to the end, when `close()` is called, or when nothing refers to it any more. Leaving a loop "
            "early is none of these, unless the loop held the only reference. Whoever opens a generator that "
            "holds something should say where it ends."
        ),
        proof=f"from contextlib import closing, contextmanager\n{code}",
    )
