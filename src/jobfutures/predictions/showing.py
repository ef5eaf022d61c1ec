"""The shape of what a page shows once somebody has committed: what was said, what ran, what is to be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobfutures.guide.rules import visible
from jobfutures.predictions.content.truth import NO_EXCEPTION, how_it_ended
from jobfutures.predictions.models import Asks, Prediction
from jobfutures.predictions.rules import judge


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of a program. note: what is to be said of it; is_true: it is the line that raised."""

    number: int
    html: str
    note: str = ""
    is_true: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """answer: as it is kept.  said, did: in words, apart from outputs, which are shown as they are."""

    answer: str
    right: bool
    why: str
    others: list[tuple[str, str]]
    said: str
    did: str
    is_output: bool


def result_of(prediction: Prediction, answer: str) -> Result:
    judged = judge(answer, prediction.truth, prediction.wrong)
    asks = Asks(prediction.asks)
    return Result(
        answer=judged.answer,
        right=judged.right,
        why=judged.why,
        others=[(in_words(asks, other), why) for other, why in judged.others],
        said=in_words(asks, judged.answer),
        did=in_words(asks, prediction.truth),
        is_output=asks is Asks.OUTPUT,
    )


def in_words(asks: Asks, answer: str) -> str:
    """Return an answer as a person would say it."""
    shown = visible(answer)
    if asks is Asks.LINE:
        return _("Line %(number)s") % {"number": shown}
    if asks is Asks.QUERIES:
        number = int(answer) if answer.isdecimal() and len(answer) < 6 else 0
        return ngettext("%(number)s query", "%(number)s queries", number) % {"number": shown}
    return _("No exception") if asks is Asks.EXCEPTION and answer == NO_EXCEPTION else shown


def lines_of(prediction: Prediction, answer: str = "") -> list[ShownLine]:
    """Return the lines of a program; of two of them something is said where a line was asked for and answered."""
    is_asked = bool(answer) and prediction.asks == Asks.LINE
    found = []
    for number, html in enumerate(prediction.lines_html, start=1):
        note, is_true = "", is_asked and str(number) == prediction.truth
        if is_true:
            note = _("It raised here")
        elif is_asked and str(number) == answer:
            note = _("You said this line")
        found.append(ShownLine(number, html, note, is_true))
    return found


def recorded(ran: Mapping[str, Any]) -> str:
    """Return what our own run wrote, in the form that a run of today has."""
    return visible(f"{ran['output']}{ran['traceback']}{ended(ran)}\n")


def printed(ran: Mapping[str, Any]) -> str:
    return visible(str(ran["output"]))


def ended(ran: Mapping[str, Any]) -> str:
    return how_it_ended(str(ran["exception"]), int(ran["line"]))
