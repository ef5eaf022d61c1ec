"""What an answer is worth, and why a wrong one is wrong. Pure; knows no database."""

from collections.abc import Mapping
from typing import Any

from jobfutures.checks.families.judging import compact


def score_of(variant: Mapping[str, Any], answer: Any) -> int:
    """Return 1 for a right answer, else 0.

    variant: as `families.storing` keeps it.  answer: a place for ONE_OF and LINE, places for SOME_OF and ORDER, else a
    text.
    """
    right = variant["right"]
    match variant["kind"]:
        case "SOME_OF":
            return int(sorted(answer) == sorted(right))
        case "GAP":
            return int(compact(str(answer)) in {compact(one) for one in right})
        case "OUTPUT":
            return int(output_lines(str(answer)) == output_lines(right))
        case _:
            return int(answer == right)


def output_lines(text: str) -> list[str]:
    """Return lines as they are compared: blanks at their ends and empty lines at the end do not count."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def reason_for(variant: Mapping[str, Any], answer: Any) -> str:
    """Return why an answer is wrong, where the family foresaw it, else an empty text. answer: as for `score_of`."""
    reasons: Mapping[str, str] = variant["reasons"]
    match variant["kind"]:
        case "ONE_OF" | "LINE" | "NUMBER":
            return reasons.get(str(answer), "")
        case "OUTPUT":
            said = output_lines(str(answer))
            return next((why for text, why in reasons.items() if output_lines(text) == said), "")
        case "GAP":
            said_in_gap = compact(str(answer))
            return next((why for text, why in reasons.items() if compact(text) == said_in_gap), "")
        case _:
            return ""
