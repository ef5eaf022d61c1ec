"""What an answer is worth, and when a check may be taken again. Pure; knows no database and no clock."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from jobfutures.checks.families.judging import compact

FIRST_WAIT, NEXT_WAIT = timedelta(days=14), timedelta(days=30)
MET_AGAIN = timedelta(days=365)  # after which an item may be asked again
OLD = timedelta(days=365)  # after which a result says that it is old
LEAST_PAUSE_S = 6 * 3600.0  # a question that lay there this long was not being thought about
MINUTES = {"ONE_OF": 2, "SOME_OF": 3, "NUMBER": 3, "OUTPUT": 3, "ORDER": 3, "GAP": 2, "LINE": 2}


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


def may_begin_at(results: int, last_result_at: datetime | None) -> datetime | None:
    """Return from when the next check for a role may be begun, None for now. results: how many there were."""
    if not results or last_result_at is None:
        return None
    return last_result_at + (FIRST_WAIT if results == 1 else NEXT_WAIT)


def still_known(met: Mapping[str, str], day: date) -> set[str]:
    """Return the items that were met too short a time ago to be asked again. met: item -> ISO day."""
    return {slug for slug, on in met.items() if day - date.fromisoformat(on) < MET_AGAIN}


def parts_of(
    sections: Sequence[tuple[str, str, Sequence[str]]],
    shares: Mapping[str, float],
    areas: Mapping[str, str],
) -> list[dict[str, Any]]:
    """Return the parts of a role's check: [{id, title, areas, share}], shares summing to 1, without empty parts.

    sections: (id, title, ids of sections) of each part.  shares: area -> how much of the role it makes up, for areas
    that have items.  areas: area -> its section.
    """
    found: list[dict[str, Any]] = []
    for part, title, ids in sections:
        mine = {area: share for area, share in shares.items() if areas[area] in ids}
        if mine:
            found.append({"id": part, "title": title, "areas": sorted(mine), "share": sum(mine.values())})
    whole = sum(part["share"] for part in found)
    return [{**part, "share": part["share"] / whole} for part in found]
