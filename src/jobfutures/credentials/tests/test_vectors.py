"""What somebody sends holds, or is refused with its reason."""

from datetime import timedelta

import pytest

from jobfutures.credentials.tests.forging import FACTS, NOW, Vector
from jobfutures.credentials.tests.vectors_bad import BAD
from jobfutures.credentials.tests.vectors_good import GOOD, LEVEL
from jobfutures.credentials.vc.reasons import SENTENCES, Reason
from jobfutures.credentials.vc.verifying import verdict


def named(vector: Vector) -> str:
    return vector.name


@pytest.mark.parametrize("vector", GOOD, ids=named)
def test_what_is_right_holds(vector: Vector) -> None:
    found = verdict(vector.text, vector.trust(), vector.expected(), NOW)

    assert found.reason is None
    assert found.shown.items() <= FACTS.items()


@pytest.mark.parametrize("vector", BAD, ids=named)
def test_what_is_wrong_is_refused_with_its_reason_and_shows_nothing(vector: Vector) -> None:
    found = verdict(vector.text, vector.trust(), vector.expected(), NOW)

    assert found.reason is vector.reason
    assert not found.shown


def test_exactly_what_was_chosen_is_shown() -> None:
    one = next(vector for vector in GOOD if vector.name == "the level with what goes with it")
    found = verdict(one.text, one.trust(), one.expected(), NOW)

    assert set(found.shown) == set(LEVEL)
    assert found.made_at == NOW


def test_a_year_later_nothing_of_it_holds() -> None:
    for vector in GOOD:
        if vector.name != "good for two years":
            found = verdict(vector.text, vector.trust(), vector.expected(), NOW + timedelta(days=366))
            assert found.reason in {Reason.EXPIRED, Reason.KB_STALE}


def test_every_reason_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Reason)
