"""Steps of times, and what is read off between them."""

import pytest

from jobfutures.telemetry.rules import STEPS_MS, quantile_ms, step_of


@pytest.mark.parametrize(("seconds", "step"), [(0.0, 5), (0.005, 5), (0.0051, 10), (3.0, 5000), (90.0, 60_000)])
def test_a_time_falls_into_the_first_step_that_is_not_below_it(seconds: float, step: int) -> None:
    assert step_of(seconds) == step


def test_a_quantile_is_read_off_inside_its_step_and_is_never_outside_it() -> None:
    assert quantile_ms({}, 0.95) is None
    assert quantile_ms({10: 100}, 0.5) == 7.5  # halfway from 5 to 10
    assert quantile_ms({10: 95, 1000: 5}, 0.95) == 10
    for share in (0.01, 0.5, 0.95, 1.0):
        found = quantile_ms(dict.fromkeys(STEPS_MS, 3), share)
        assert found is not None
        assert 0 < found <= STEPS_MS[-1]
