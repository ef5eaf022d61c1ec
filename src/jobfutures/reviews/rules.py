"""What a review found and what it missed. Pure: neither the order of comments nor a comment said twice matters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from jobfutures.reviews.comments import Comment
from jobfutures.reviews.content.schema import Finding, Fine, Verdict
from jobfutures.reviews.diff import Lines, Opcode, Side, on_side

NEAR = 2  # lines between a comment and a finding that still mean the same place
Steps = Mapping[str, Sequence[Opcode]]  # by path: how before/ becomes after/


class Status(StrEnum):
    FOUND = "found"
    SEEN = "seen"  # the right place, called something else
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class FindingResult:
    """One finding, and the numbers of the comments on it: those of an accepted category, or those that saw it."""

    finding: Finding
    status: Status
    comments: tuple[int, ...]
    is_severity_right: bool


@dataclass(frozen=True, slots=True)
class Result:
    """Every comment stands in exactly one place, by its number. on_fine: for each of `fine`, its comments."""

    findings: tuple[FindingResult, ...]
    on_fine: tuple[tuple[int, ...], ...]
    false_alarms: tuple[int, ...]
    nits: tuple[int, ...]
    is_verdict_right: bool

    @property
    def found(self) -> int:
        return sum(one.status is Status.FOUND for one in self.findings)


def distance(comment: Comment, place: Finding | Fine, steps: Steps) -> int | None:
    """Return how many lines lie between a comment and a place, 0 where they overlap; None for another file."""
    if comment.file != place.file:
        return None
    first, last = seen_from(comment.lines, comment.side, place.side, steps.get(place.file, ()))
    return max(place.lines[0] - last, first - place.lines[1], 0)


def seen_from(lines: Lines, side: Side, wanted: Side, steps: Sequence[Opcode]) -> Lines:
    return on_side(steps, lines, side, wanted) if steps else lines


def is_accepted(comment: Comment, finding: Finding) -> bool:
    return comment.category in {finding.category, *finding.also}


def grade(
    *,
    findings: Sequence[Finding],
    fine: Sequence[Fine],
    key: Verdict,
    comments: Sequence[Comment],
    verdict: Verdict,
    steps: Steps,
) -> Result:
    """Sort every comment to the finding it found or saw, to the lines it doubted in vain, or to the false alarms."""
    order = sorted(range(len(comments)), key=lambda number: comments[number].model_dump_json())
    finders = assigned(findings, comments, order, steps)
    on: list[list[int]] = [[] for _ in findings]
    saw: list[list[int]] = [[] for _ in findings]
    doubted: list[list[int]] = [[] for _ in fine]
    false_alarms: list[int] = []
    nits: list[int] = []
    for number in order:
        comment = comments[number]
        near = nearest(comment, findings, steps, finders)
        place = finders.get(number, near)
        at = touched(comment, fine, steps)
        if place is not None and is_accepted(comment, findings[place]):
            on[place].append(number)
        elif place is not None and (at is None or distance(comment, findings[place], steps) == 0):
            saw[place].append(number)
        elif comment.severity == "nit" and comment.category == "readability":
            nits.append(number)
        elif at is not None:
            doubted[at].append(number)
        else:
            false_alarms.append(number)
    return Result(
        tuple(result_of(findings[n], on[n], saw[n], comments) for n in range(len(findings))),
        tuple(tuple(sorted(one)) for one in doubted),
        tuple(sorted(false_alarms)),
        tuple(sorted(nits)),
        verdict == key,
    )


def result_of(finding: Finding, on: list[int], saw: list[int], comments: Sequence[Comment]) -> FindingResult:
    status = Status.FOUND if on else Status.SEEN if saw else Status.MISSED
    right = any(comments[number].severity == finding.severity for number in on)
    return FindingResult(finding, status, tuple(sorted([*on, *saw])), right)


def touched(comment: Comment, fine: Sequence[Fine], steps: Steps) -> int | None:
    """Return the first of `fine` that a comment overlaps."""
    return next((n for n, one in enumerate(fine) if distance(comment, one, steps) == 0), None)


def nearest(comment: Comment, findings: Sequence[Finding], steps: Steps, finders: Mapping[int, int]) -> int | None:
    """Return the finding that a comment is about: one that it names rightly before others, one that was found by
    somebody's comment already before one that was not, the nearer before the farther."""
    near = []
    found = set(finders.values())
    for number, finding in enumerate(findings):
        away = distance(comment, finding, steps)
        if away is not None and away <= NEAR:
            near.append((not (is_accepted(comment, finding) and number in found), away, number))
    return min(near)[2] if near else None


def assigned(
    findings: Sequence[Finding], comments: Sequence[Comment], order: Sequence[int], steps: Steps
) -> dict[int, int]:
    """Return which comment finds which finding: as many findings as possible, each by the comment closest to it.

    A comment finds one finding at most, so that a long comment over everything finds no more than its one.
    """
    best: dict[frozenset[int], tuple[int, dict[int, int]]] = {frozenset(): (0, {})}
    for number in order:
        for taken, (cost, chosen) in list(best.items()):
            for place, finding in enumerate(findings):
                away = distance(comments[number], finding, steps)
                if place in taken or away is None or away > NEAR or not is_accepted(comments[number], finding):
                    continue
                first, last = comments[number].lines
                dearer = cost + 1000 * away + abs(first - finding.lines[0]) + abs(last - finding.lines[1])
                more = taken | {place}
                if more not in best or dearer < best[more][0]:
                    best[more] = (dearer, {**chosen, number: place})
    most = max(len(taken) for taken in best)
    rest = [(cost, sorted(taken), chosen) for taken, (cost, chosen) in best.items() if len(taken) == most]
    return min(rest, key=lambda one: one[:2])[2]


def result_facts(
    result: Result, findings: Sequence[Mapping[str, Any]], fine: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Return a result as it is stored with an attempt, complete without the review: findings and fine as shown."""
    return {
        "findings": [
            {
                **shown,
                "status": one.status.value,
                "comments": list(one.comments),
                "is_severity_right": one.is_severity_right,
            }
            for shown, one in zip(findings, result.findings, strict=True)
        ],
        "fine": [{**shown, "comments": list(doubts)} for shown, doubts in zip(fine, result.on_fine, strict=True)],
        "false_alarms": list(result.false_alarms),
        "nits": list(result.nits),
        "is_verdict_right": result.is_verdict_right,
        "found": result.found,
    }
