"""Which items of a calibrated bank are scored, and with which numbers. Plain values; knows no database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from jobfutures.checks.banks import Entry
from jobfutures.checks.gathered import Calibrated, Estimate

SCORED_ANSWERS, SCORED_SD = 60, 0.35  # of `psychometrics.pilots`, which this module need not load


def numbered(entry: Entry, found: Estimate | None, seen: Mapping[str, Any], tasks: int) -> Entry:
    """Return an item with its numbers of today. found: None for a code task, or where nobody answered it.

    tasks: how often it was handed in, for a code task.
    """
    if found is None:
        return replace(entry, answers=tasks)
    return replace(
        entry, slope=found.slope, steps=(found.difficulty,), step_sd=found.step_sd, log_slope_sd=found.log_slope_sd,
        answers=found.answers, seen=seen,
    )  # fmt: skip


def is_settled(entry: Entry) -> bool:
    """Say whether answers tell enough of an item. Code tasks are known from their tags, and stay so."""
    return entry.is_task or (entry.answers >= SCORED_ANSWERS and entry.step_sd <= SCORED_SD)


def standing(
    tagged: Sequence[Entry], used: Mapping[str, Entry], found: Calibrated, *, tasks: Mapping[str, int],
    barred: Collection[str], needs: Sequence[int],
) -> list[Entry]:  # fmt: skip
    """Return the entries of a new bank.

    tagged: the items of today.  used: the bank in use, by slug.  tasks: code task -> answers.  barred: items that must
    not be scored.  needs: by part, the scored items that a release asks for.
    While a part has fewer settled items than that, what is scored in the bank in use stays so, with what its tags and
    its answers say together. What is new in the content begins as a pilot.
    """
    entries = [
        numbered(one, found.estimates.get(one.item), found.seen.get(one.item, {}), tasks.get(one.item, 0))
        for one in tagged
    ]
    settled = [0] * len(needs)
    for one in entries:
        settled[one.part] += is_settled(one) and not one.is_task and one.item not in barred
    is_young = any(count < need for count, need in zip(settled, needs, strict=True))

    def is_scored(one: Entry) -> bool:
        in_use = one.item in used and used[one.item].scored
        return one.item not in barred and (is_settled(one) or (is_young and in_use))

    return [replace(one, scored=is_scored(one)) for one in entries]
