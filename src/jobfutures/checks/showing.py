"""What the pages of checks show, worked out from rows: the offer, one question, the history and the result."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobfutures.checks import engine, queries, rules, shown
from jobfutures.checks.models import Attempt, Bank, Ending, Kind, Pace, Question
from jobfutures.checks.picture import Band, band_of
from jobfutures.exercises.models import Attempt as TaskAttempt
from jobfutures.guide.models import Question as GuideQuestion
from jobfutures.guide.running import runners

LONGEST_DRAFT = 4000  # characters, all fields together
LEVEL_NAMES = (gettext_lazy("junior"), gettext_lazy("middle"), gettext_lazy("senior"))
MARKS = {"STRONG": gettext_lazy("strong"), "MIXED": gettext_lazy("mixed"), "WEAK": gettext_lazy("weak")}
MOST_READINGS = 6


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said of a check before it begins. items, questions, minutes: None before there is a bank."""

    has_task: bool
    items: int | None = None
    questions: int | None = None
    minutes: int | None = None
    is_provisional: bool = True
    pilots: bool = False


def facts_of(offer: queries.Offered) -> Facts:
    """Return the facts of an offer, the usual length as its simulation found it."""
    bank = offer.bank
    if bank is None or not bank.accuracy:
        return Facts(has_task=False)
    sheet = bank.accuracy
    questions = round(sheet["questions"]["items"])
    return Facts(
        has_task="with_task" in sheet and runners().has_sandbox(),
        items=sheet["scored"],
        questions=questions,
        minutes=round(questions * sum(rules.MINUTES.values()) / len(rules.MINUTES)),
        is_provisional=bank.is_provisional,
        pilots=sheet.get("pilots", 0) > 0,
    )


def variant_of(question: Question) -> dict[str, Any]:
    """Return what a question of `queries.open_question` shows."""
    found: dict[str, Any] = question.__dict__["shown"]
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it is drawn. minutes: how long people usually take, None where no time is shown."""

    prompt: SafeString
    lines: tuple[SafeString, ...]
    kind: str
    unit: str
    minutes: float | None
    why: str


def asked(question: Question) -> Asked:
    variant = variant_of(question)
    pace = float(question.attempt.pace)
    return Asked(
        prompt=shown.markdown(variant["prompt"]),
        lines=() if variant["kind"] == Kind.LINE else shown.lines_of(variant),
        kind=variant["kind"],
        unit=variant.get("unit", ""),
        minutes=None if question.attempt.pace == Pace.NONE else rules.MINUTES[variant["kind"]] * pace,
        why=why_asked(question),
    )


def why_asked(question: Question) -> str:
    """Return why this question comes now, in words."""
    area = question.item.area.title
    if question.is_pilot:
        return _("A trial question on %(area)s. It is new, we learn from it how hard it is, and it does not count.") % {
            "area": area
        }
    if question.number <= 3:
        return _("The first questions are drawn by chance among those that tell most about people in general.")
    return _(
        "Of the part of the check that has been asked least so far, this is the question on %(area)s that tells most "
        "about somebody who answered as you did. Whether the last answers were right cannot be seen from it."
    ) % {"area": area}


def is_too_long(fields: Mapping[str, Sequence[str]]) -> bool:
    return sum(len(value) for values in fields.values() for value in values) > LONGEST_DRAFT


@dataclass(frozen=True, slots=True)
class Listed:
    attempt: Attempt
    told: str


def listed(attempt: Attempt) -> Listed:
    """Return one line of the history."""
    words = (
        engine.told(attempt.outcome, taken_on(attempt)) if attempt.outcome else _("Ended before there was a result.")
    )
    return Listed(attempt, words)


def taken_on(attempt: Attempt) -> Any:
    return (attempt.finished_at or attempt.started_at).date()


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    mark: str
    label: str


@dataclass(frozen=True, slots=True)
class Review:
    """One scored question on the result page. task: the submission of a code task, else None."""

    question: Question
    right: bool
    prompt: SafeString
    lines: tuple[SafeString, ...]
    kind: str
    options: list[shown.Told]
    said: str
    key: str
    reason: SafeString
    why: SafeString
    task: TaskAttempt | None


def review_of(one: queries.Answered) -> Review:
    question, variant = one.question, one.shown
    if variant is None:
        none = SafeString("")
        right = question.score == question.item.best_score
        return Review(question, right, none, (), Kind.TASK, [], "", "", none, none, question.task)
    is_typed = not variant["options"]
    answer = question.answer
    return Review(
        question=question,
        right=bool(question.score),
        prompt=shown.markdown(variant["prompt"]),
        lines=() if variant["kind"] == Kind.LINE else shown.lines_of(variant),
        kind=variant["kind"],
        options=[] if is_typed else shown.told_options(variant, answer),
        said=str(answer) if is_typed else "",
        key=shown.typed_key(variant) if is_typed else "",
        reason=shown.typed_reason(variant, answer) if is_typed else SafeString(""),
        why=shown.markdown(variant["why"]),
        task=None,
    )


def readings(answers: Iterable[queries.Answered]) -> list[GuideQuestion]:
    """Return what to practise next: the guide's questions behind what was not right, those of easier items first."""
    wrong = [one.question for one in answers if (one.question.score or 0) < one.question.item.best_score]
    found = {reading.pk: reading for question in wrong for reading in question.item.practise.all()}
    return list(found.values())[:MOST_READINGS]


def parts_of(attempt: Attempt, bank: Bank) -> list[Part]:
    """Return every part of a result with its rough mark, or that too little was asked of it."""
    marks = attempt.outcome["marks"]
    return [
        Part(
            part["title"], marks.get(part["id"], ""), str(MARKS.get(marks.get(part["id"], ""), _("too few questions")))
        )
        for part in bank.parts
    ]


def result_of(attempt: Attempt, at: datetime) -> dict[str, Any]:
    """Return what the result page shows. A check that ended too early has its answers, and no result."""
    answers = queries.scored_answers(attempt)
    context: dict[str, Any] = {
        "attempt": attempt,
        "role": attempt.role,
        "answers": [review_of(one) for one in answers],
        "readings": readings(answers),
        "ending": Ending(attempt.ending).label if attempt.ending else "",
    }
    if attempt.outcome is None:
        return context
    bank = Bank.objects.only("parts", "source", "number", "role").get(pk=attempt.bank_id)
    chances = [(str(name), chance) for name, chance in zip(LEVEL_NAMES, attempt.outcome["chances"], strict=True)]
    return context | {
        "told": engine.told(attempt.outcome, taken_on(attempt)),
        "band": band_of(attempt.outcome),
        "chances": [(name, min(max(round(100 * chance), 1), 99)) for name, chance in chances],
        "parts": parts_of(attempt, bank),
        "bank": bank,
        "is_old": attempt.finished_at is not None and at - attempt.finished_at > rules.OLD,
        "may_recheck": attempt.is_flagged and not attempt.recheck_of_id and not attempt.rechecks.exists(),
    }


@dataclass(frozen=True, slots=True)
class Sheet:
    """One simulation of an accuracy sheet: title, and rows of (what, figure)."""

    title: str
    rows: list[tuple[str, str]]


def sheets_of(bank: Bank) -> list[Sheet]:
    """Return the accuracy sheets of a bank version, in words and figures."""
    titles = {"questions": _("Questions only"), "with_task": _("With a code task")}
    sheets = bank.accuracy or {}
    return [Sheet(title, sheet_rows(sheets[name])) for name, title in titles.items() if name in sheets]


def sheet_rows(found: Mapping[str, Any]) -> list[tuple[str, str]]:
    def share(name: str) -> str:
        return "-" if found[name] is None else f"{100 * found[name]:.1f} %"

    return [
        (_("Questions, mean (95th percentile)"), f"{found['items']:.1f} ({found['items_95']:.0f})"),
        (_("Error of the estimate (root mean square), logits"), f"{found['rmse']:.2f}"),
        (_("People inside their 90 % band"), share("covered")),
        (_("The same among the weakest and strongest"), share("covered_tails")),
        (_("Told their true level as the likeliest"), share("right")),
        (_("Mean probability that was told for it"), share("promised")),
        (_("Told one word for their level"), share("sure")),
        (_("Of these, told the true one"), share("sure_right")),
        (_("Told a level two away"), str(found["two_off"])),
        (_("Largest share of checks that ask one item"), share("most_exposed")),
    ]


__all__ = ["Band", "asked", "facts_of", "is_too_long", "listed", "result_of", "sheets_of", "variant_of"]
