"""The upper tail of chi-square is SciPy's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from jobfutures.psychometrics.calibration_errors import WrongParameters
from jobfutures.psychometrics.chi_square import upper_tail


@given(statistic=st.floats(0, 400), degrees=st.integers(1, 200))
def test_the_tail_is_scipys(statistic, degrees):
    assert upper_tail(statistic, degrees) == pytest.approx(chi2.sf(statistic, degrees), rel=1e-8, abs=1e-13)


@pytest.mark.parametrize(("statistic", "degrees"), [(-1.0, 2), (float("nan"), 2), (1.0, 0)])
def test_nonsense_is_refused(statistic, degrees):
    with pytest.raises(WrongParameters):
        upper_tail(statistic, degrees)
