"""Items that an operator should look at: they drifted, leaked, do not follow their curve, or favour a group.

It brings NumPy and SciPy, and is imported by `calibrating` only.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np

from jobfutures.checks.banks import Entry
from jobfutures.checks.cleaned import Cleaned
from jobfutures.checks.gathered import Finding, Heard
from jobfutures.psychometrics.answers import Answers
from jobfutures.psychometrics.arrays import Flags, Floats
from jobfutures.psychometrics.calibration import Calibration
from jobfutures.psychometrics.calibration_errors import CalibrationError
from jobfutures.psychometrics.dif import DifClass, MantelHaenszel
from jobfutures.psychometrics.dif_screening import FEWEST_IN_GROUP, screen
from jobfutures.psychometrics.drift import LAST_ANSWERS, DriftVerdict, KnownItem, reestimated, sum_limit, surprise_sums
from jobfutures.psychometrics.foreseen import Foreseen, foreseen, population
from jobfutures.psychometrics.item_fit import item_fits
from jobfutures.psychometrics.parameters import Parameters
from jobfutures.psychometrics.pilots import SCORED_ANSWERS, SCORED_SD
from jobfutures.psychometrics.residual_fit import residual_fits
from jobfutures.psychometrics.times import FEWEST_BY_PERSON, FEWEST_TO_ITEM, estimate_times, looks_leaked

FEWEST_TOLD = 10  # answers; of fewer, a share would speak of single people
FIT_ALARM = 0.001  # chance of so bad a fit in a sound item; some hundred items are judged each night
FLAT = 0.4  # per logit; an item whose slope is below says next to nothing about ability


@dataclass(frozen=True, eq=False)
class Watched:
    """What was seen of items, and what of it an operator should look at.

    seen: slug -> share right (right), median seconds (seconds), drift (change, z), chance of a fit as bad (fit), dif
    ({group: [class, D, standard error]}); each where there are answers enough.
    """

    clean: Cleaned
    heard: Heard
    seen: dict[str, dict[str, Any]]
    findings: tuple[Finding, ...] = ()

    def found(self, more: Sequence[Finding]) -> "Watched":
        new = [one for one in more if (one.item, one.reason) not in self.heard.looked]
        return replace(self, findings=(*self.findings, *new))

    def with_fit(self, calibration: Calibration) -> "Watched":
        """Judge the fit: S-X2 where everybody answered the same items, else of residuals."""
        findings = []
        for place, chance in fit_chances(self.clean.answers, calibration).items():
            item, slope = self.clean.items[place].item, float(calibration.slope[place])
            self.seen[item]["fit"] = chance
            if chance < FIT_ALARM or slope < FLAT:
                findings.append(Finding(item=item, reason="FIT", figures={"chance": chance, "slope": slope}))
        return self.found(findings)

    def with_groups(self, parameters: Parameters) -> "Watched":
        """Compare each group that is large enough with the largest of its kind, among people of equal ability."""
        worst: dict[str, Finding] = {}
        for name, one, place in compared_groups(self.clean.answers, parameters, self.clean.gathered.groups):
            item, grade = self.clean.items[place].item, one.dif_class
            self.seen[item].setdefault("dif", {})[name] = [grade.value, one.delta, one.delta_error]
            if grade is not DifClass.A and (item not in worst or grade is DifClass.C):
                figures = {"group": name, "D": one.delta, "error": one.delta_error}
                is_large = grade is DifClass.C
                worst[item] = Finding(item=item, reason=f"DIF_{grade.value}", figures=figures, is_barred=is_large)
        return self.found(list(worst.values()))


def watched(clean: Cleaned, used: Mapping[str, Entry], heard: Heard, *, known_at: datetime | None) -> Watched:
    """Return what is told of each item, and which of them drifted or leaked since the bank in use was made.

    used, known_at: see `calibrating.calibrated`; tags are no estimate that something could drift from.
    """
    begun = Watched(clean, heard, told(clean))
    if known_at is None:
        return begun
    answers, known = clean.answers, [used.get(entry.item, entry) for entry in clean.items]
    parameters = Parameters.of(
        [one.slope for one in known], [one.difficulty for one in known], [one.guess for one in known]
    )
    times = time_model(clean)
    is_new = np.array([clean.gathered.at[one] > known_at for one in clean.place])
    findings = []
    for one in foreseen(answers, parameters, population(answers, parameters)):
        entry = known[one.item]
        is_settled = entry.item in used and entry.answers >= SCORED_ANSWERS and entry.step_sd <= SCORED_SD
        if is_settled and is_new[one.places].sum() >= LAST_ANSWERS:
            new = newest(one, is_new)
            haste = (times[0][new.places], float(times[1][one.item])) if times else None
            findings += drifted(begun, entry, new, haste)
    return begun.found(findings)


def told(clean: Cleaned) -> dict[str, dict[str, Any]]:
    seconds = np.array([clean.gathered.seconds[one] for one in clean.place])
    found: dict[str, dict[str, Any]] = {}
    for number, entry in enumerate(clean.items):
        asked = clean.answers.item == number
        figures = {"right": float(clean.answers.right[asked].mean()), "seconds": float(np.median(seconds[asked]))}
        found[entry.item] = figures if asked.sum() >= FEWEST_TOLD else {}
    return found


def newest(one: Foreseen, is_new: Flags) -> Foreseen:
    kept = is_new[one.places]
    return Foreseen(one.item, one.places[kept], one.ability[kept], one.deviation[kept], one.chance[kept])


def drifted(begun: Watched, entry: Entry, new: Foreseen, haste: tuple[Floats, float] | None) -> list[Finding]:
    """Return what the newest answers say of an item that was known. haste: errors of ln seconds, and consistency."""
    clean, last = begun.clean, np.s_[-LAST_ANSWERS:]
    right = clean.answers.right[new.places]
    item = KnownItem(entry.slope, entry.difficulty, entry.guess, entry.step_sd)
    drift = reestimated(item, right, new.ability, new.deviation)
    chance = np.clip(new.chance, 1e-6, 1 - 1e-6)
    alarmed = max(float(sums.max()) for sums in surprise_sums(right[last], chance[last])) > sum_limit()
    leaked = haste is not None and looks_leaked(right[last], chance[last], haste[0][last], haste[1])
    figures = {"change": drift.change, "z": drift.z}
    begun.seen[entry.item] |= figures
    match drift.verdict(sum_alarmed=alarmed, leaked=leaked):
        case DriftVerdict.RETIRE:
            return [Finding(item=entry.item, reason="LEAKED", figures=figures, is_barred=True, is_leaked=True)]
        case DriftVerdict.PILOT:
            oldest = clean.gathered.at[clean.place[int(new.places[-LAST_ANSWERS])]]
            since = figures | {"since": oldest.isoformat()}
            return [Finding(item=entry.item, reason="DRIFT", figures=since, is_barred=True)]
        case _:
            return []


def time_model(clean: Cleaned) -> tuple[Floats, Floats] | None:
    """Return of each answer ln seconds taken minus expected, and of each item its consistency; None where too few tell.

    Where somebody answered fewer than 3 questions, or an item was answered once, the error is 0: nothing is known.
    """
    answers = clean.answers
    logs = np.log([clean.gathered.seconds[one] for one in clean.place])
    kept = often_enough(answers)
    if not kept.any():
        return None
    _people, person = np.unique(answers.person[kept], return_inverse=True)
    items, item = np.unique(answers.item[kept], return_inverse=True)
    try:
        found = estimate_times(person, item, np.exp(logs[kept]))
    except CalibrationError:
        return None
    errors, consistency = np.zeros(len(logs)), np.ones(answers.items)
    errors[kept] = logs[kept] - found.time_intensity[item] + found.speed[person]
    consistency[items] = found.consistency
    return errors, consistency


def often_enough(answers: Answers) -> Flags:
    """Say of each answer whether times can be told of it: 3 or more by the person, 2 or more to the item."""
    kept = np.ones(len(answers.item), dtype=np.bool_)
    while True:
        by_person = np.bincount(answers.person[kept], minlength=answers.people)
        by_item = np.bincount(answers.item[kept], minlength=answers.items)
        after = kept & (by_person[answers.person] >= FEWEST_BY_PERSON) & (by_item[answers.item] >= FEWEST_TO_ITEM)
        if (after == kept).all():
            return kept
        kept = after


def fit_chances(answers: Answers, calibration: Calibration) -> dict[int, float]:
    """Return the chance of a fit as bad, of each item that it can be told of, by its place."""
    if answers.is_complete and answers.items > 2:
        fits = dict(enumerate(item_fits(answers, calibration)))
    else:
        judged = foreseen(answers, calibration.parameters, calibration.quadrature)
        fits = residual_fits(answers, judged)
    return {place: fit.probability for place, fit in fits.items() if fit.probability is not None}


def compared_groups(
    answers: Answers, parameters: Parameters, groups: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, MantelHaenszel, int]]:
    """Yield (group, comparison, place of the item) for every group of 200 people but the largest of its kind."""
    for kind, said in groups.items():
        counted = Counter(one for one in said if one).most_common()
        large = [name for name, count in counted if count >= FEWEST_IN_GROUP]
        for name in large[1:]:
            both, is_focal = of_groups(answers, said, large[0], name)
            for place, one in enumerate(screen(both, parameters, is_focal)):
                if one is not None:
                    yield f"{kind} {name}", one, place


def of_groups(answers: Answers, said: Sequence[str], reference: str, focal: str) -> tuple[Answers, Flags]:
    """Return the answers of people of two groups, and of each of them whether they are in the second."""
    people = np.array([one for one, word in enumerate(said) if word in {reference, focal}], dtype=np.intp)
    number = np.full(answers.people, -1)
    number[people] = np.arange(len(people))
    kept = number[answers.person] >= 0
    both = Answers(
        number[answers.person[kept]], answers.item[kept], answers.right[kept], len(people), answers.items
    )  # fmt: skip
    return both, np.array([said[one] == focal for one in people], dtype=np.bool_)
