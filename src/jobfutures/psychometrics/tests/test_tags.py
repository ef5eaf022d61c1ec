import numpy as np
import pytest

from jobfutures.psychometrics.errors import BadBank
from jobfutures.psychometrics.tags import difficulty_of_tags


def test_two_people_who_agree_place_an_item_better_than_two_who_differ():
    mean, sd = difficulty_of_tags([0, 1, 2, 0, 1], [0, 1, 2, 1, 0])

    np.testing.assert_allclose(mean, [-0.9, 0, 0.9, -0.45, -0.45])
    assert sd.tolist() == [0.75, 0.75, 0.75, 0.9, 0.9]


def test_a_tag_that_no_level_has_is_refused():
    with pytest.raises(BadBank, match="0 for junior"):
        difficulty_of_tags([3], [0])
