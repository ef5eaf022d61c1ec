"""What a proposed bank version would change, in sentences and in plain values for a script."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from jobfutures.checks.banks import Entry
from jobfutures.checks.commands.calibrating import Proposal

NAMED = 12  # items by name in one sentence; a script gets them all


@dataclass(frozen=True, slots=True)
class Changes:
    """Slugs, in the order of the bank. scored: that count from now on.  pilots: that did, and count no more.

    new: that the bank in use does not hold.  gone: that only the bank in use holds.
    """

    scored: list[str]
    pilots: list[str]
    new: list[str]
    gone: list[str]


def changes(before: Sequence[Entry], after: Sequence[Entry]) -> Changes:
    old, new = {one.item: one for one in before}, {one.item: one for one in after}

    def where(rule: Callable[[Entry, Entry], bool]) -> list[str]:
        return [slug for slug, one in new.items() if slug in old and rule(old[slug], one)]

    return Changes(
        scored=where(lambda was, now: now.scored and not was.scored),
        pilots=where(lambda was, now: was.scored and not now.scored),
        new=[slug for slug in new if slug not in old],
        gone=[slug for slug in old if slug not in new],
    )


def facts_of(proposal: Proposal) -> dict[str, Any]:
    """Return what a script reads of a proposal."""
    found = changes([Entry.restored(one) for one in proposal.used.items], proposal.entries)
    return {
        "role": proposal.role.pk,
        "in_use": proposal.used.number,
        "checks": proposal.checks,
        **proposal.accuracy["answers"],
        "items": len(proposal.entries),
        "scored": [one.item for one in proposal.entries if one.scored],
        "to_scored": found.scored,
        "to_pilots": found.pilots,
        "new": found.new,
        "gone": found.gone,
        "findings": [{"item": one.item, "reason": one.reason, **one.figures} for one in proposal.findings],
    }


def sentences_of(facts: dict[str, Any]) -> list[str]:
    """Return the same in lines for a person."""
    lines = [
        f"{facts['role']}: {facts['given']} answers of {facts['checks']} checks, against version {facts['in_use']}",
        f"  {len(facts['scored'])} of {facts['items']} items scored",
        f"  who answered: mean {facts['shift']:+.2f}, spread {facts['multiplier']:.2f}, by {facts['anchors']} items",
    ]
    if facts["reliability"] is not None:
        lines.append(f"  reliability of results {facts['reliability']:.2f}")
    titles = {"to_scored": "from now on scored", "to_pilots": "not scored any more", "new": "new", "gone": "gone"}
    lines += [f"  {title}: {named(facts[name])}" for name, title in titles.items() if facts[name]]
    lines += [f"  to look at: {one['item']}, {one['reason']}" for one in facts["findings"]]
    return lines


def named(slugs: Sequence[str]) -> str:
    rest = len(slugs) - NAMED
    return ", ".join(slugs[:NAMED]) + (f" and {rest} more" if rest > 0 else "")
