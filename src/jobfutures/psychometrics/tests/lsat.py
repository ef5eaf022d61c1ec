"""The Law School Admission Test, sections 6 and 7: 1000 people, 5 items each.

Source: Bock & Lieberman (1970), Fitting a response model for n dichotomously scored items, Psychometrika 35.
Counts of the patterns 00000, 00001 .. 11111, the first item being the first figure.
"""

import numpy as np

from jobfutures.psychometrics.answers import Answers

LSAT6 = "3 6 2 11 1 1 3 4 1 8 0 16 0 3 2 15 10 29 14 81 3 28 15 80 16 56 21 173 11 61 28 298"
LSAT7 = "12 19 1 7 3 19 3 17 10 5 3 7 7 23 8 28 7 39 11 34 14 51 15 90 6 25 7 35 18 136 32 308"


# Slopes, difficulties and log-likelihood of mirt 1.47, equal to brute force to 6 decimals.
TWO_PARAMETERS = {
    LSAT6: (
        [0.825660, 0.722744, 0.890875, 0.688368, 0.656856],
        [-3.358811, -1.370058, -0.279666, -1.866381, -3.125907],
        -2466.653377,
    ),
    LSAT7: (
        [0.987546, 1.080837, 1.707478, 0.764990, 0.735673],
        [-1.879260, -0.747541, -1.057236, -0.635302, -2.520764],
        -2658.805114,
    ),
}
ONE_PARAMETER = {
    LSAT6: (0.755135, [-3.615267, -1.322421, -0.317631, -1.730090, -2.780172], -2466.937600),
    LSAT7: (1.011268, [-1.847449, -0.782193, -1.444701, -0.515695, -1.970769], -2664.900891),
}


def answers_of(counts: str) -> Answers:
    patterns = [[int(figure) for figure in f"{number:05b}"] for number in range(32)]
    return Answers.from_table(np.repeat(patterns, [int(count) for count in counts.split()], axis=0))
