"""What the page of a result says: each comment and each finding with its lines, and the sentences above them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobfutures.reviews.models import Category, Review, Severity
from jobfutures.reviews.viewer import Excerpt, excerpt


@dataclass(frozen=True, slots=True)
class Said:
    """One comment as it was written. agreement: how its weight compares with the key; empty where nothing is said."""

    text: str
    category: str
    severity: str
    place: Excerpt
    agreement: str = ""


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding of the key. status: found, seen or missed."""

    status: str
    title_html: str
    why_html: str
    category: str
    severity: str
    place: Excerpt
    comments: list[Said]


@dataclass(frozen=True, slots=True)
class ShownFine:
    why_html: str
    place: Excerpt
    comments: list[Said]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result as it is shown. summary: what was found, in a sentence; verdict: how it compares with the key."""

    summary: str
    verdict: str
    is_decoy: bool
    findings: list[ShownFinding]
    fine: list[ShownFine]
    false_alarms: list[Said]
    nits: list[Said]


@dataclass(frozen=True, slots=True)
class Teller:
    """Shows comments and places of one result. is_same: the review is as it was then, so its lines can be shown."""

    review: Review
    comments: Sequence[Mapping[str, Any]]
    is_same: bool

    def place(self, one: Mapping[str, Any]) -> Excerpt:
        first, last = one["lines"]
        if not self.is_same:
            return Excerpt(one["file"], one["side"], (first, last))
        return excerpt(self.review, one["file"], one["side"], (first, last))

    def said(self, numbers: Sequence[int], weight: str = "") -> list[Said]:
        found = []
        for one in (self.comments[number] for number in numbers):
            severity = Severity(one["severity"])
            category = str(Category(one["category"]).label)
            facts = (one["text"], category, str(severity.label), self.place(one), agreement(severity, weight))
            found.append(Said(*facts))
        return found

    def finding(self, one: Mapping[str, Any]) -> ShownFinding:
        return ShownFinding(
            one["status"],
            one["title_html"],
            one["why_html"],
            str(Category(one["category"]).label),
            str(Severity(one["severity"]).label),
            self.place(one),
            self.said(one["comments"], one["severity"]),
        )


def outcome(
    review: Review, result: Mapping[str, Any], comments: Sequence[Mapping[str, Any]], verdict: str, *, is_same: bool
) -> Outcome:
    """Return what is shown of a result: see `rules.result_facts`."""
    tell = Teller(review, comments, is_same)
    fine = [ShownFine(one["why_html"], tell.place(one), tell.said(one["comments"])) for one in result["fine"]]
    return Outcome(
        summary_of(result, verdict),
        verdict_of(result, verdict),
        not result["findings"],
        [tell.finding(one) for one in result["findings"]],
        sorted(fine, key=lambda one: not one.comments),
        tell.said(result["false_alarms"]),
        tell.said(result["nits"]),
    )


def agreement(severity: Severity, weight: str) -> str:
    """Say how a comment's weight compares with the key's; nothing for a comment without a finding."""
    if not weight:
        return ""
    order = [one.value for one in Severity]
    away = order.index(severity.value) - order.index(weight)
    if not away:
        return _("You weighed it as the key does.")
    label = Severity(weight).label
    if away > 0:
        return _("The key weighs it more: %(weight)s.") % {"weight": label}
    return _("The key weighs it less: %(weight)s.") % {"weight": label}


def summary_of(result: Mapping[str, Any], verdict: str) -> str:
    """Say what was found: a count of a count, never a share."""
    planted = len(result["findings"])
    if not planted:
        if verdict == "APPROVE":
            return _("Nothing was wrong in this change, and approving it was right.")
        return _("Nothing was wrong in this change: approving it would have been right.")
    sentence = ngettext(
        "You found %(found)s of %(all)s thing that a reviewer should say.",
        "You found %(found)s of %(all)s things that a reviewer should say.",
        planted,
    )
    seen = sum(one["status"] == "seen" for one in result["findings"])
    more = ngettext(
        "You saw %(seen)s more, and called it something else.",
        "You saw %(seen)s more, and called them something else.",
        seen,
    )
    parts = [sentence % {"found": result["found"], "all": planted}]
    return " ".join([*parts, *([more % {"seen": seen}] if seen else [])])


def verdict_of(result: Mapping[str, Any], verdict: str) -> str:
    approved = verdict == "APPROVE"
    if result["is_verdict_right"]:
        return _("You approved, and so does the key.") if approved else _("You requested changes, and so does the key.")
    if approved:
        return _("You approved; the key requests changes.")
    return _("You requested changes; the key approves.")
