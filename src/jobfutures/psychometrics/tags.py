"""What authors say about how hard an item is, before anybody has answered it."""

import numpy as np
from numpy.typing import ArrayLike

from jobfutures.psychometrics.errors import BadBank
from jobfutures.psychometrics.items import Floats

TAGGED = np.array([-0.9, 0.0, 0.9])  # logits of what is tagged junior, middle and senior
AGREED_SD, DIFFERING_SD = 0.75, 0.9
LOG_SLOPE_SD = 0.3  # of ln(slope) around 0


def difficulty_of_tags(first: ArrayLike, second: ArrayLike) -> tuple[Floats, Floats]:
    """Return the mean and the standard deviation of each item's difficulty: two arrays (items), logits.

    first, second (items): the levels that two people gave without knowing of each other, 0 junior, 1 middle, 2 senior.
    Where they differ, the mean lies between them and the deviation is larger. Raises BadBank for other numbers.
    """
    tags = np.stack([np.asarray(first), np.asarray(second)])
    if not np.isin(tags, np.arange(len(TAGGED))).all():
        raise BadBank("A tag is 0 for junior, 1 for middle or 2 for senior.")
    means = TAGGED[tags.astype(np.intp)].mean(axis=0)
    return means, np.where(tags[0] == tags[1], AGREED_SD, DIFFERING_SD)
