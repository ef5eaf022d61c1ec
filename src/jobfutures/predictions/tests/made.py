"""Small predictions for tests: files that are right in every point, their records, and rows."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

from jobfutures.accounts.models import User
from jobfutures.guide.tests.loaded import load
from jobfutures.guide.tests.made import content_folder
from jobfutures.predictions.commands.attempts import keep_attempt
from jobfutures.predictions.commands.loading import load_predictions
from jobfutures.predictions.content import record
from jobfutures.predictions.content.check import read_predictions
from jobfutures.predictions.content.schema import Ran, Record
from jobfutures.predictions.content.truth import counted
from jobfutures.predictions.models import Attempt, Prediction
from jobfutures.topics.content import read_vocabulary

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
FOLDER = "predictions/names"
TEXT = """---
title: {title}
area: A1
level: {level}
asks: {asks}
question: What does the program do, before you run it?
wrong:
{wrong}
related: [first-name]
{fix}status: published
---
A name is a label, and two labels may stick to one list. Whoever changes the list by one name sees the change by the
other, because there is only one list. At work, copy where two owners must not share, and say so in the name of the
function that does it.
"""
SHARED = "a = [1]\nb = a\nb.append(2)\nprint(a)\n"
COPIED = "a = [1]\nb = list(a)\nb.append(2)\nprint(a)\n"
MISSING = "prices = {'tea': 3}\n\nfor name in ('tea', 'jam'):\n    print(prices[name])\n"
ASKED = "from counting import queries\nwith queries():\n    pass\nprint('2 queries')\n"
KEY_ERROR = "Traceback (most recent call last):\nKeyError: 'jam'\n"


@dataclass(frozen=True)
class Made:
    """One prediction to write. wrong: (answer, why)."""

    slug: str
    title: str
    asks: str
    program: str
    ran: dict[str, object]
    wrong: tuple[tuple[str, str], ...]
    level: str = "junior"
    fix: str = ""
    fixed: str = ""
    fixed_ran: dict[str, object] = field(default_factory=dict)

    def text(self) -> str:
        block = "".join(f"  - answer: |-\n{indented(answer)}    why: {why}\n" for answer, why in self.wrong)
        fix = f"fix: {self.fix}\n" if self.fix else ""
        return TEXT.format(title=self.title, level=self.level, asks=self.asks, wrong=block.rstrip(), fix=fix)

    def record(self) -> Record:
        fixed = ran_of(self.fixed, self.fixed_ran) if self.fixed else None
        versions = {"Python": "3.13"}
        return Record(program=ran_of(self.program, self.ran), fixed=fixed, versions=versions, ran_on=date(2026, 11, 22))


def indented(answer: str) -> str:
    return "".join(f"      {line}\n" for line in answer.splitlines())


def ran_of(source: str, facts: dict[str, object]) -> Ran:
    known = {"sha256": record.digest(source), "queries": counted(str(facts["output"]))}
    return Ran.model_validate(known | facts)


LIST = Made(
    "two-names",
    "Two names, one list",
    "output",
    SHARED,
    {"output": "[1, 2]\n"},
    (("[1]", "This would need a copy. The second line makes a second name only."),
     ("[2]", "Nothing takes the first number out of the list again.")),
    fix="Give the second name a list of its own.",
    fixed=COPIED,
    fixed_ran={"output": "[1]\n"},
)  # fmt: skip
JAM = Made(
    "no-jam",
    "A price that nobody set",
    "exception",
    MISSING,
    {"output": "3\n", "exception": "KeyError", "line": 4, "traceback": KEY_ERROR},
    (("no exception", "A dictionary has no default that square brackets would give."),
     ("AttributeError", "A key is no attribute, and the brackets look for a key.")),
    level="middle",
)  # fmt: skip
LINE = Made(
    "which-line",
    "The line where it stops",
    "line",
    MISSING.replace("tea", "pie"),
    {"output": "3\n", "exception": "KeyError", "line": 4, "traceback": KEY_ERROR},
    (("1", "The first line only makes the dictionary, and that works."),
     ("3", "The loop hands out both names, and asks the dictionary nothing.")),
    level="senior",
)  # fmt: skip
COUNT = Made(
    "how-many",
    "A block that asks a database",
    "queries",
    ASKED,
    {"output": "0 queries\n2 queries\n"},
    (("0", "The last line counts, not the first that was printed."),
     ("1", "Nothing that is asked twice is asked once here.")),
)  # fmt: skip
ALL = (LIST, JAM, LINE, COUNT)


def write(folder: Path, *predictions: Made) -> None:
    """Write predictions and their records into a content folder."""
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    for one in predictions:
        (place / f"{one.slug}.md").write_text(one.text())
        (place / f"{one.slug}.py").write_text(one.program)
        if one.fixed:
            (place / f"{one.slug}.fixed.py").write_text(one.fixed)
    record.write(folder, {f"{FOLDER}/{one.slug}.md": one.record() for one in predictions})


def folder_with(parent: Path, *predictions: Made) -> Path:
    """Write a whole content folder with these predictions, and return it."""
    folder = content_folder(parent)
    write(folder, *predictions or ALL)
    return folder


def load_from(folder: Path, at: datetime = AT) -> int:
    return load_predictions(predictions=read_predictions([folder], read_vocabulary([folder])), at=at)


def loaded(parent: Path, *predictions: Made) -> Prediction:
    """Load a small guide and these predictions; return the first."""
    folder = folder_with(parent, *predictions)
    load(folder)
    load_from(folder)
    return Prediction.objects.get(pk=(predictions or ALL)[0].slug)


def attempt(by: User, prediction: Prediction, answer: str = "[1]", *, key: UUID | None = None) -> Attempt:
    return keep_attempt(by=by, id=key or uuid4(), prediction=prediction, answer=answer, at=AT)
