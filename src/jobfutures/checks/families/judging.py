"""Names what is wrong with the variants of a family, short of running them."""

import ast
import re
from collections.abc import Iterator, Sequence

from jobfutures.checks.families.authoring import (
    GAP,
    Answer,
    Family,
    Gap,
    Line,
    Number,
    OneOf,
    Order,
    Output,
    SomeOf,
    Variant,
)

PROMPT_WORDS, WHY_WORDS = (5, 140), (15, 160)
CODE_LINES, CODE_WIDTH = 28, 88
OPTION_LENGTH, REASON_WORDS = 240, (4, 60)
CHOICES, SELECTIONS, STEPS, LINES = (4, 6), (4, 7), (3, 7), (3, 8)
TYPED_LENGTH, OUTPUT_LINES = 80, 8
LEAST_REASONS = 2  # for answers that are typed
LEAST_CONTENTS, LEAST_KEYS = 20, 3  # of all variants of a family: to know one must not mean to know all
Named = Iterator[str]


def family_faults(family: Family, variants: Sequence[Variant]) -> list[str]:
    """Return a sentence for everything that is wrong with a family and all its variants, each once."""
    found = dict.fromkeys(reason for variant in variants for reason in variant_faults(family, variant))
    contents = {(one.prompt, one.code, one.answer.key) for one in variants}
    if len(contents) < LEAST_CONTENTS:
        found[f"its {len(variants)} seeds give {len(contents)} different questions; at least {LEAST_CONTENTS}"] = None
    keys = {one.answer.key for one in variants}
    if len(keys) < LEAST_KEYS:
        found[f"its {len(variants)} seeds give {len(keys)} different keys; at least {LEAST_KEYS}"] = None
    if len({(type(one.answer), choices(one.answer)) for one in variants}) > 1:
        found["its variants differ in how they are answered, or in how many options they offer"] = None
    return list(found)


def choices(answer: Answer) -> int:
    """Return among how many an answer is chosen, 0 where it is typed, ordered or made of several."""
    return 1 + len(answer.wrong) if isinstance(answer, OneOf | Line) else 0


def variant_faults(family: Family, variant: Variant) -> Named:
    yield from within("the prompt", len(variant.prompt.split()), PROMPT_WORDS, "words")
    yield from within("why", len(variant.why.split()), WHY_WORDS, "words")
    if "?" not in variant.prompt:
        yield "the prompt asks no question: it has no question mark"
    yield from code_faults(variant)
    if bool(variant.proof) == bool(family.cites):
        yield "every variant has a proof, or the family cites a source: one of the two"
    if variant.proof:
        try:
            ast.parse(variant.proof)
        except SyntaxError as error:
            yield f"the proof is no Python: line {error.lineno}: {error.msg}"
    yield from answer_faults(variant)


def within(what: str, number: int, bounds: tuple[int, int], unit: str) -> Named:
    least, most = bounds
    if not least <= number <= most:
        yield f"{what} has {number} {unit}; it must have {least} to {most}"


def code_faults(variant: Variant) -> Named:
    lines = variant.code.splitlines()
    if len(lines) > CODE_LINES or any(len(line) > CODE_WIDTH for line in lines):
        yield f"the code is longer than {CODE_LINES} lines or wider than {CODE_WIDTH} characters"
    if variant.code != variant.code.strip("\n") or "\t" in variant.code:
        yield "the code begins or ends with an empty line, or has a tab"
    if variant.code and variant.language == "python" and GAP not in variant.code:
        try:
            ast.parse(variant.code)
        except SyntaxError as error:
            yield f"the code is no Python: line {error.lineno}: {error.msg}"


def answer_faults(variant: Variant) -> Named:
    answer = variant.answer
    if not answer.key.strip() or any(line != line.rstrip() for line in answer.key.splitlines()):
        yield "the key is empty, or a line of it ends with blanks"
    yield from reason_faults(answer)
    match answer:
        case OneOf():
            yield from within("the choice", choices(answer), CHOICES, "options")
            yield from option_faults([answer.right, *answer.wrong])
        case SomeOf():
            yield from within("the selection", len(answer.right) + len(answer.wrong), SELECTIONS, "options")
            yield from option_faults([*answer.right, *answer.wrong])
            if not answer.right or not answer.wrong:
                yield "a selection has at least one right and one wrong option"
        case Order():
            yield from within("the order", len(answer.steps), STEPS, "steps")
            yield from option_faults(list(answer.steps))
        case Line():
            yield from within("the line", choices(answer), LINES, "lines to choose from")
            yield from line_faults(answer, variant.code)
        case _:
            yield from typed_faults(answer, variant.code)


def reason_faults(answer: Answer) -> Named:
    reasons = answer.steps if isinstance(answer, Order) else answer.wrong
    told = [*reasons.values(), *(answer.right.values() if isinstance(answer, SomeOf) else ())]
    for reason in told:
        yield from within(f"the reason {reason[:40]!r}", len(reason.split()), REASON_WORDS, "words")


def option_faults(options: Sequence[str]) -> Named:
    if len({" ".join(option.split()).lower() for option in options}) < len(options):
        yield f"an option stands there twice: {sorted(options)}"
    for option in options:
        if not option.strip() or option != option.strip() or len(option) > OPTION_LENGTH:
            yield f"an option is empty, longer than {OPTION_LENGTH}, or begins or ends with a blank: {option[:40]!r}"


def line_faults(answer: Line, code: str) -> Named:
    written = {number for number, line in enumerate(code.splitlines(), start=1) if line.strip()}
    for number in (answer.number, *answer.wrong):
        if number not in written:
            yield f"the code has no line {number} with something on it"
    if answer.number in answer.wrong:
        yield f"line {answer.number} is right and wrong"


def typed_faults(answer: Number | Output | Gap | Answer, code: str) -> Named:
    if isinstance(answer, Number):
        right, wrong = {answer.key}, {str(number) for number in answer.wrong}
        if not re.fullmatch(r"[a-z][a-z ()-]{0,30}", answer.unit):
            yield f"the unit {answer.unit!r} is not a few small words"
    elif isinstance(answer, Gap):
        right, wrong = {compact(one) for one in answer.accepts}, {compact(one) for one in answer.wrong}
        if code.count(GAP) != 1:
            yield f"the code has {code.count(GAP)} gaps {GAP}; exactly 1"
        if any(len(one) > TYPED_LENGTH or "\n" in one for one in answer.accepts):
            yield f"what belongs into a gap is one line of at most {TYPED_LENGTH} characters"
    elif isinstance(answer, Output):
        right, wrong = {answer.text}, set(answer.wrong)
        if len(answer.text.splitlines()) > OUTPUT_LINES or any(
            len(line) > TYPED_LENGTH for line in answer.text.splitlines()
        ):
            yield f"the output is longer than {OUTPUT_LINES} lines or wider than {TYPED_LENGTH} characters"
    else:
        return
    if right & wrong:
        yield f"{sorted(right & wrong)} is right and wrong"
    if len(wrong) < LEAST_REASONS:
        yield f"gives reasons for {len(wrong)} wrong answers; at least {LEAST_REASONS}"


def compact(text: str) -> str:
    """Return what was typed into a gap without the blanks that mean nothing; those between words stay, one each."""
    words = re.sub(r"\s+", " ", text.strip())
    return re.sub(r" ?([^\w\s'\"]) ?", r"\1", words).replace('"', "'")
