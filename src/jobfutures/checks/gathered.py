"""Answers as a calibration reads them: columns without a name in them, and what may be told of one item."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The answers of one role's finished checks, one a place, in the order they were given.

    person: a number of a check, from 0; two checks of one person are two, as abilities change.  item: slugs.
    score: 0 or 1, for a code task up to its requirements.  seconds: how long each took, pauses left out, above 0.
    checks: how many there are.  estimates, errors: of those with a result, logits.
    groups: kind of group -> of each check what its owner said of themselves, empty where they said nothing.
    """

    person: Sequence[int]
    item: Sequence[str]
    score: Sequence[int]
    seconds: Sequence[float]
    at: Sequence[datetime]
    checks: int
    estimates: Sequence[float] = ()
    errors: Sequence[float] = ()
    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Heard:
    """What operators said already. looked: (item, reason) that one looked at not long ago: not found again.

    since: slug -> when an item changed; older answers speak of another item.
    """

    looked: Collection[tuple[str, str]] = ()
    since: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What answers say of one item, on the scale of the bank in use: logits.

    slope: per logit.  step_sd, log_slope_sd: standard errors.  answers: how many it was estimated from.
    """

    slope: float
    difficulty: float
    step_sd: float
    log_slope_sd: float
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something about an item that an operator should look at. reason: of `models.Reason`.  figures: what was found.

    is_barred: its answers must not count.  is_leaked: it must not be asked any more.
    """

    item: str
    reason: str
    figures: Mapping[str, Any]
    is_barred: bool = False
    is_leaked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibrated:
    """estimates, seen: by slug; `seen` holds what pages show of an item, see `watching`.

    multiplier, shift: somebody at t among those who answered stands at multiplier t + shift on the scale of the bank
    in use.  anchors: items that tell so, 0 where too few do and the two scales are taken as one.
    reliability: the share of the spread of results that is not error, None below 2 results.
    """

    estimates: Mapping[str, Estimate]
    seen: Mapping[str, Mapping[str, Any]]
    findings: Sequence[Finding]
    multiplier: float
    shift: float
    anchors: int
    reliability: float | None
