import numpy as np
import pytest

from jobfutures.psychometrics.errors import BadRule
from jobfutures.psychometrics.stopping import Progress, Stop, StopRules, is_enough, stops

RULES = StopRules()
MIDWAY = {"questions": 8, "error": 0.5, "surest": 0.6}


@pytest.mark.parametrize(
    ("changes", "stop"),
    [
        ({}, Stop.GOES_ON),
        ({"surest": 0.9}, Stop.LEVEL),
        ({"error": 0.32}, Stop.PRECISION),
        ({"questions": 30}, Stop.LENGTH),
        ({"candidate_stops": True}, Stop.CANDIDATE),
        ({"surest": 0.95, "error": 0.3, "questions": 30}, Stop.LEVEL),
        ({"surest": 0.95, "questions": 7}, Stop.GOES_ON),
        ({"surest": 0.95, "areas_touched": False}, Stop.GOES_ON),
        ({"error": 0.2, "task_done": False}, Stop.GOES_ON),
        ({"questions": 1, "candidate_stops": True}, Stop.CANDIDATE),
        ({"questions": 30, "task_done": False}, Stop.LENGTH),
    ],
)
def test_a_check_stops_by_the_first_rule_that_holds(changes, stop):
    assert Stop(int(stops(Progress(**MIDWAY | changes), RULES))) is stop


def test_a_check_of_fixed_length_heeds_neither_level_nor_precision():
    rules = StopRules(least=20, most=20, sure=None, precision=None)
    progress = Progress(questions=np.array([19, 20]), error=0.01, surest=0.999)

    assert stops(progress, rules).tolist() == [Stop.GOES_ON, Stop.LENGTH]


def test_a_candidate_who_leaves_early_gets_no_result():
    assert not is_enough(Progress(**MIDWAY | {"questions": 7}, candidate_stops=True), RULES)
    assert is_enough(Progress(**MIDWAY, candidate_stops=True), RULES)


def test_many_checks_are_judged_one_by_one():
    progress = Progress(
        questions=np.array([8, 8, 8]),
        error=np.array([0.5, 0.3, 0.5]),
        surest=0.6,
        task_done=np.array([True, True, False]),
    )

    assert stops(progress, RULES).tolist() == [Stop.GOES_ON, Stop.PRECISION, Stop.GOES_ON]


@pytest.mark.parametrize("numbers", [{"least": 0}, {"least": 31}, {"sure": 1.0}, {"precision": 0.0}])
def test_rules_out_of_range_are_refused(numbers):
    with pytest.raises(BadRule):
        StopRules(**numbers)
