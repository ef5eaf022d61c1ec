"""The curve of one item, for the picture on its page. It brings NumPy, and is imported through `engine` only."""

import numpy as np

from jobfutures.checks.banks import Entry
from jobfutures.checks.measuring import arrays
from jobfutures.psychometrics.curves import information, probabilities

REACH, STEP = 3.0, 0.1  # logits


def traced(entry: Entry) -> list[tuple[float, float, float]]:
    """Return (ability, expected share of the best score, information) from -3 to 3 logits.

    The item's uncertainty flattens both, as it does when a check is scored.  information: per squared logit.
    """
    points = np.linspace(-REACH, REACH, round(2 * REACH / STEP) + 1)
    bank, only = arrays([entry]), np.array([0])
    chances = probabilities(bank, points, only)[0]
    share = np.arange(len(chances)) @ chances / (len(chances) - 1)
    found = information(bank, points, only)[0]
    return [(float(at), float(right), float(told)) for at, right, told in zip(points, share, found, strict=True)]
