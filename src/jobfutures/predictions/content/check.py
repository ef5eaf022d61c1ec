"""Checks predictions and refuses them with every fault named: `jobfutures content check`."""

import ast
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from jobfutures.kit.content.faults import ContentFaults, Fault
from jobfutures.predictions.content.reading import Place, Prediction, read_folder
from jobfutures.predictions.content.record import why_unproven
from jobfutures.predictions.content.schema import Asks, Ran
from jobfutures.predictions.content.truth import NO_EXCEPTION, trimmed
from jobfutures.topics.content import Vocabulary

OUTPUT_LINES = 12
PROGRAM_LINES = (4, 25)
BODY_WORDS = (40, 160)
LARGEST = 999  # of a number that is typed
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CLASS = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(#+ |=+$|-+$)", re.MULTILINE)
Named = Iterator[tuple[Place, str]]


def read_predictions(folders: list[Path], vocabulary: Vocabulary) -> list[Prediction]:
    """Read and check the predictions of all folders. Raises ContentFaults with every fault found."""
    faults: list[Fault] = []
    guides = guides_by_question(folders)
    found = [one.with_homes(guides) for folder in folders for one in read_folder(folder, faults)]
    for one in found:
        faults += own_faults(one, vocabulary)
        if one.fields.status == "published":
            faults += record_faults(one)
    faults += doubles(found)
    if faults:
        raise ContentFaults(faults)
    return found


def guides_by_question(folders: list[Path]) -> dict[str, Path]:
    """Return the folder of the guide of every question, by where its file stands; what is in it is judged elsewhere."""
    return {
        file.stem: file.parents[2]
        for folder in folders
        for file in folder.glob("guides/*/*/*/*.md")
        if file.name != "area.md"
    }


def own_faults(prediction: Prediction, vocabulary: Vocabulary) -> list[Fault]:
    """Name what is wrong without knowing what the programs do."""
    named = chain(place_faults(prediction, vocabulary), body_faults(prediction), wrong_faults(prediction))
    found = [prediction.fault(place, reason) for place, reason in named]
    for source, is_fixed in ((prediction.program, False), (prediction.fixed, True)):
        if source is not None:
            for line, reason in program_faults(source):
                found.append(prediction.program_fault(reason, line=line, fixed=is_fixed))
    return found


def place_faults(prediction: Prediction, vocabulary: Vocabulary) -> Named:
    fields, folder = prediction.fields, prediction.document.file.parent.name
    slugs = vocabulary.slugs(fields.area)
    if slugs is None:
        yield ("area",), f"unknown area {fields.area}"
    elif slugs[1] != folder:
        yield ("area",), f"{fields.area} belongs in predictions/{slugs[1]}/"
    if not SLUG.fullmatch(prediction.slug) or len(prediction.slug) > 80:
        yield ("file",), "must be named with small letters, digits and single hyphens, at most 80 of them"
    for number, (question, home) in enumerate(zip(fields.related, prediction.homes, strict=False)):
        if home is None:
            yield ("related", number), f"unknown question {question}"
        if question in fields.related[:number]:
            yield ("related", number), f"{question} stands there twice"
    if fields.fix is not None and prediction.fixed is None:
        yield ("fix",), f"{prediction.slug}.fixed.py is not there"
    if fields.fix is None and prediction.fixed is not None:
        yield ("fix",), f"is missing: {prediction.slug}.fixed.py is there"


def body_faults(prediction: Prediction) -> Named:
    words, (least, most) = len(prediction.document.body.split()), BODY_WORDS
    if not least <= words <= most:
        yield ("text",), f"has {words} words; it must have {least} to {most}"
    if HEADING.search(FENCED.sub("", prediction.document.body)):
        yield ("text",), "has a heading"


def wrong_faults(prediction: Prediction) -> Named:
    asks = prediction.fields.asks
    written = {str(number) for number, line in enumerate(prediction.program.splitlines(), start=1) if line.strip()}
    seen: set[str] = set()
    for number, one in enumerate(prediction.fields.wrong):
        place, answer = ("wrong", number, "answer"), trimmed(str(one.answer))
        if answer in seen:
            yield place, "stands there twice"
        seen.add(answer)
        if asks is Asks.OUTPUT and not isinstance(one.answer, str):
            yield place, "must be text: write it in quotes, or below `|-`"
        elif asks is Asks.OUTPUT and len(answer.splitlines()) > OUTPUT_LINES:
            yield place, f"has more than {OUTPUT_LINES} lines"
        if asks is Asks.QUERIES and not (answer.isdecimal() and int(answer) <= LARGEST):
            yield place, f"must be a number from 0 to {LARGEST}"
        if asks is Asks.LINE and answer not in written:
            yield place, f"the program has no line {answer[:20]!r} with something on it"
        if asks is Asks.EXCEPTION and answer != NO_EXCEPTION and not CLASS.fullmatch(answer):
            yield place, f"must be the name of a class, or `{NO_EXCEPTION}`"


def program_faults(source: str) -> Iterator[tuple[int, str]]:
    least, most = PROGRAM_LINES
    length = len(source.splitlines())
    if not least <= length <= most:
        yield 1, f"has {length} lines; it must have {least} to {most}"
    try:
        ast.parse(source)
    except (SyntaxError, ValueError) as error:
        yield getattr(error, "lineno", None) or 1, f"is no Python: {getattr(error, 'msg', error)}"


def record_faults(prediction: Prediction) -> list[Fault]:
    """Name what does not fit together with what the programs did."""
    unproven = why_unproven(prediction.record, prediction.program, prediction.fixed)
    if unproven or prediction.record is None:
        return [prediction.program_fault(unproven)]
    record = prediction.record
    named = chain(
        truth_faults(prediction, record.program), fix_faults(record.program, record.fixed) if record.fixed else ()
    )
    return [prediction.fault(place, reason) for place, reason in named]


def truth_faults(prediction: Prediction, ran: Ran) -> Named:
    asks, true = prediction.fields.asks, prediction.truth
    for number, one in enumerate(prediction.fields.wrong):
        if trimmed(str(one.answer)) == true:
            yield ("wrong", number, "answer"), "is what the program does: it is the truth"
    if not true:
        does = {
            Asks.OUTPUT: "prints nothing",
            Asks.QUERIES: "does not end with `N queries`",
            Asks.LINE: "raises on no line of its own",
        }
        yield ("asks",), f"asks for {asks}, and the program {does[asks]}"
    if asks in (Asks.OUTPUT, Asks.QUERIES) and ran.exception:
        yield ("asks",), f"asks for {asks}, and the program ends with {ran.exception}"
    if asks is Asks.OUTPUT and len(true.splitlines()) > OUTPUT_LINES:
        yield ("asks",), f"the program prints more than {OUTPUT_LINES} lines"


def fix_faults(first: Ran, fixed: Ran) -> Named:
    if fixed.exception:
        yield ("fix",), f"the fixed program ends with {fixed.exception}"
    if not trimmed(fixed.output):
        yield ("fix",), "the fixed program prints nothing"
    if trimmed(fixed.output) == trimmed(first.output):
        yield ("fix",), "the fixed program prints the same as the first"


def doubles(found: Iterable[Prediction]) -> Iterator[Fault]:
    """Name slugs and titles that stand twice, over all folders."""
    slugs: dict[str, str] = {}
    titles: dict[str, str] = {}
    for one in found:
        name = one.document.name
        first = slugs.setdefault(one.slug, name)
        if first != name:
            yield Fault(name, 1, "file", f"its name stands already in {first}")
        first = titles.setdefault(" ".join(one.fields.title.lower().split()), name)
        if first != name:
            yield one.fault(("title",), f"stands already in {first}")
