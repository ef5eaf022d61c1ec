"""Every rule of docs/adding/review.md that a program can tell, as a fault with its file, line, field and reason."""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jobfutures.kit.content.faults import Fault
from jobfutures.reviews.content.places import place_faults
from jobfutures.reviews.content.positions import Path
from jobfutures.reviews.content.schema import Review
from jobfutures.reviews.diff import changed_files, changed_lines, lines_of, opcodes
from jobfutures.topics.content import Vocabulary

FILES, LINES, CHANGED = (2, 8), (120, 400), (25, 120)  # least and most
DESCRIBED, KEY, WHY, FINE_WHY = (2, 8), (80, 250), (30, 120), (20, 80)  # sentences, then words
FINE, FINE_IN_DECOY = 2, 3
PROOF = "test_proof.py"
SENTENCE_END = re.compile(r"[.!?][\"')*`]*(?=\s|$)")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
Told = Iterator[tuple[Path, str]]


@dataclass(frozen=True)
class Counted:
    """What is counted of the change. files: those with anything in them; changed: lines removed and lines added."""

    files: int
    lines: int
    changed: int


def counted(review: Review) -> Counted:
    paths = review.before.keys() | review.after.keys()
    full = [path for path in paths if review.before.get(path) or review.after.get(path)]
    lines = sum(len(lines_of(review.after.get(path) or review.before.get(path, ""))) for path in full)
    changed = 0
    for path in changed_files(review.before, review.after):
        steps = opcodes(review.before.get(path, ""), review.after.get(path, ""))
        changed += len(changed_lines(steps, "before")) + len(changed_lines(steps, "after"))
    return Counted(len(full), lines, changed)


def faults_of(review: Review, vocabulary: Vocabulary) -> list[Fault]:
    """Name everything in one review that breaks a rule."""
    told = [
        *field_faults(review, vocabulary),
        *verdict_faults(review),
        *text_faults(review),
        *size_faults(review),
        *place_faults(review),
        *test_faults(review),
    ]
    found = [
        Fault(review.name, review.positions.line_of(path), ".".join(map(str, path)), reason) for path, reason in told
    ]
    return [*found, *syntax_faults(review)]


def field_faults(review: Review, vocabulary: Vocabulary) -> Told:
    areas = {area.id: area for section in vocabulary.sections for area in section.area}
    if not SLUG.fullmatch(review.slug) or len(review.slug) > 80:
        yield ("slug",), "the folder's name is the address: small letters and digits, with single dashes between"
    for number, area in enumerate(review.fields.areas):
        if area not in areas:
            yield ("areas", number), f"unknown area {area}"
        elif not areas[area].first_release:
            yield ("areas", number), f"{area} is no area of the first release"
        if area in review.fields.areas[:number]:
            yield ("areas", number), f"{area} stands twice"
    for number, finding in enumerate(review.fields.findings):
        if finding.id in [other.id for other in review.fields.findings[:number]]:
            yield ("findings", number, "id"), f"{finding.id} stands twice"
        if finding.category in finding.also or len(set(finding.also)) < len(finding.also):
            yield ("findings", number, "also"), "names a category that is accepted already"


def verdict_faults(review: Review) -> Told:
    """A decoy is approved and has nothing planted; a change with more than nits is sent back."""
    fields = review.fields
    weighty = [number for number, finding in enumerate(fields.findings) if finding.severity != "nit"]
    if fields.verdict == "approve" and weighty:
        yield ("findings", weighty[0], "severity"), "a decoy has no findings: beside `approve` stand nits only"
    if fields.verdict == "changes" and not weighty:
        yield ("verdict",), "`changes` needs a finding that is more than a nit"
    if not fields.findings and len(fields.fine) < FINE_IN_DECOY:
        yield ("fine",), f"a decoy needs at least {FINE_IN_DECOY} of them, found {len(fields.fine)}"


def text_faults(review: Review) -> Told:
    fields = review.fields
    sentences = len(SENTENCE_END.findall(fields.description))
    if not DESCRIBED[0] <= sentences <= DESCRIBED[1]:
        yield ("description",), f"needs {DESCRIBED[0]} to {DESCRIBED[1]} sentences, has {sentences}"
    texts: list[tuple[Path, str, tuple[int, int]]] = [(("key",), fields.key, KEY)]
    texts += [(("findings", number, "why"), one.why, WHY) for number, one in enumerate(fields.findings)]
    texts += [(("fine", number, "why"), one.why, FINE_WHY) for number, one in enumerate(fields.fine)]
    for path, text, (least, most) in texts:
        if not least <= len(text.split()) <= most:
            yield path, f"needs {least} to {most} words, has {len(text.split())}"


def size_faults(review: Review) -> Told:
    for side, files in (("before", review.before), ("after", review.after)):
        if not files:
            yield (side,), "the folder is missing or empty"
    if review.before == review.after:
        yield ("after",), "is the same as before: there is nothing to review"
        return
    found = counted(review)
    for what, number, (least, most) in (
        ("files", found.files, FILES),
        ("lines in all", found.lines, LINES),
        ("changed lines", found.changed, CHANGED),
    ):
        if not least <= number <= most:
            yield ("after",), f"needs {least} to {most} {what}, has {number}"


def test_faults(review: Review) -> Told:
    """Every finding is shown by a test of its name, and a decoy by any test at all."""
    if PROOF not in review.proof:
        yield ("proof",), f"proof/{PROOF} is missing"
        return
    try:
        tree = ast.parse(review.proof[PROOF])
    except SyntaxError:
        return  # is told of its own line
    tests = {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}
    if not tests:
        yield ("proof",), f"proof/{PROOF} has no test"
    for number, finding in enumerate(review.fields.findings):
        wanted = f"test_{finding.id.replace('-', '_')}"
        if wanted not in tests:
            yield ("findings", number, "id"), f"proof/{PROOF} has no {wanted}"


def syntax_faults(review: Review) -> Iterator[Fault]:
    for folder, files in (("before", review.before), ("after", review.after), ("proof", review.proof)):
        for path, text in files.items():
            name = f"{review.name.removesuffix('review.toml')}{folder}/{path}"
            if "\0" in text:
                yield Fault(name, 1, "file", "holds a NUL character")
            elif path.endswith(".py"):
                try:
                    ast.parse(text)
                except SyntaxError as error:
                    yield Fault(name, error.lineno or 1, "file", f"is no Python: {error.msg}")


def faults_between(reviews: Sequence[Review]) -> list[Fault]:
    """Name what stands in two reviews and may stand in one."""
    faults = []
    slugs: dict[str, str] = {}
    titles: dict[str, str] = {}
    for one in reviews:
        title = " ".join(re.findall(r"\w+", one.fields.title.casefold()))
        for field, seen, value in (("slug", slugs, one.slug), ("title", titles, title)):
            if value in seen:
                line = one.positions.line_of((field,))
                faults.append(Fault(one.name, line, field, f"stands already in {seen[value]}"))
            seen.setdefault(value, one.name)
    return faults
