"""Whether line ranges of findings and of `fine` stand where they say."""

from collections.abc import Iterator

from jobfutures.reviews.content.positions import Path
from jobfutures.reviews.content.schema import Finding, Fine, Review
from jobfutures.reviews.diff import changed_lines, lines_of, opcodes

LONGEST = 12  # lines of one finding


def place_faults(review: Review) -> Iterator[tuple[Path, str]]:
    for number, finding in enumerate(review.fields.findings):
        for field, reason in range_faults(review, finding):
            yield ("findings", number, field), reason
    for number, fine in enumerate(review.fields.fine):
        for field, reason in range_faults(review, fine):
            yield ("fine", number, field), reason
        for finding in review.fields.findings:
            same_place = (fine.file, fine.side) == (finding.file, finding.side)
            if same_place and fine.lines[0] <= finding.lines[1] and finding.lines[0] <= fine.lines[1]:
                yield ("fine", number, "lines"), f"are also lines of the finding {finding.id}"


def range_faults(review: Review, one: Finding | Fine) -> Iterator[tuple[str, str]]:
    text = review.side(one.side).get(one.file)
    if text is None:
        yield "file", f"is not in {one.side}/"
        return
    first, last = one.lines
    length = len(lines_of(text))
    if first > last:
        yield "lines", "the last line stands before the first"
    elif last > length:
        yield "lines", f"line {last} is outside the file, which has {length}"
    elif isinstance(one, Finding):
        steps = opcodes(review.before.get(one.file, ""), review.after.get(one.file, ""))
        if last - first >= LONGEST:
            yield "lines", f"are {last - first + 1}, and at most {LONGEST} may be"
        if not changed_lines(steps, one.side) & {*range(first, last + 1)}:
            yield "lines", "touch no changed line"
