"""Published tables of two groups and two outcomes in strata, whose figures R prints."""

import numpy as np

# Admissions to Berkeley in 1973 by department, men before women, admitted before rejected: R's data set UCBAdmissions.
# Source: Bickel, Hammel & O'Connell (1975), Sex bias in graduate admissions, Science 187.
ADMISSIONS = np.array([
    [[512, 313], [89, 19]], [[353, 207], [17, 8]], [[120, 205], [202, 391]],
    [[138, 279], [131, 244]], [[53, 138], [94, 299]], [[22, 351], [24, 317]],
])  # fmt: skip
# Rabbits cured at once and after 1.5 hours, by dose: R's example. Source: Agresti (1990), Categorical Data Analysis.
RABBITS = np.array([[[0, 6], [0, 5]], [[3, 3], [0, 6]], [[6, 0], [2, 4]], [[5, 1], [6, 0]], [[2, 0], [5, 0]]])
