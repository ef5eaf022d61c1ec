"""The answers that a calibration may count, as arrays. It brings NumPy and SciPy; imported by the job only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from jobfutures.checks.banks import Entry
from jobfutures.checks.gathered import Gathered
from jobfutures.psychometrics.answers import Answers
from jobfutures.psychometrics.times import rapid_guesses


@dataclass(frozen=True, eq=False)
class Cleaned:
    """items: as their tags have them, of all that somebody answered.  place: of each answer in `gathered`."""

    items: tuple[Entry, ...]
    answers: Answers
    place: Sequence[int]
    gathered: Gathered


def cleaned(tagged: Sequence[Entry], gathered: Gathered, since: Mapping[str, datetime]) -> Cleaned:
    """Leave out code tasks, what nobody reads that fast, and answers to an item from before it changed.

    since: slug -> when an item changed.
    """
    known = {entry.item for entry in tagged if not entry.is_task}
    kept = [
        place for place, item in enumerate(gathered.item)
        if item in known and (item not in since or gathered.at[place] >= since[item])
    ]  # fmt: skip
    met = {gathered.item[place] for place in kept}
    items = tuple(entry for entry in tagged if entry.item in met)
    number = {entry.item: place for place, entry in enumerate(items)}
    item = np.array([number[gathered.item[place]] for place in kept], dtype=np.intp)
    slow = ~rapid_guesses(item, [gathered.seconds[place] for place in kept])
    person = np.array([gathered.person[place] for place in kept], dtype=np.intp)
    right = np.array([gathered.score[place] > 0 for place in kept], dtype=np.bool_)
    answers = Answers(person[slow], item[slow], right[slow], gathered.checks, len(items))
    place_of = [place for place, is_slow in zip(kept, slow, strict=True) if is_slow]
    return Cleaned(items, answers, place_of, gathered)
