"""What is missing in a plan, and what a criterion is called."""

from dataclasses import replace

from jobfutures.plans.rules import (
    MOST_MINUTES,
    Criterion,
    Gap,
    Kit,
    Missing,
    Question,
    gaps,
    is_ready,
    key_for,
    level_of,
    plan_gaps,
)
from jobfutures.plans.tests.made import ANCHORS
from jobfutures.plans.wording import sentence

WEIGHS = Criterion("weighs", "Weighs two ways", tuple(ANCHORS))
ASKED = Question("Which change would you undo?", criteria=("weighs",))
WHOLE = Kit("A talk", 45, criteria=(WEIGHS,), questions=(ASKED,))


def test_a_kit_with_a_criterion_four_anchors_and_a_question_is_whole() -> None:
    assert gaps(WHOLE) == []
    assert is_ready([WHOLE])


def test_each_thing_that_is_missing_is_told_by_its_name() -> None:
    short = replace(WEIGHS, anchors=(*ANCHORS[:3], "too short"))

    assert gaps(Kit("A talk", 45)) == [Gap(Missing.CRITERIA), Gap(Missing.QUESTIONS)]
    assert gaps(replace(WHOLE, criteria=(short,))) == [Gap(Missing.ANCHORS, "Weighs two ways")]
    assert gaps(replace(WHOLE, questions=(ASKED, Question("And why?")))) == [Gap(Missing.LISTENS, "And why?")]
    assert gaps(replace(WHOLE, criteria=(WEIGHS, replace(WEIGHS, key="hears", name="Hears")))) == [
        Gap(Missing.UNHEARD, "Hears")
    ]
    assert "“Weighs two ways” needs four anchors" in sentence(Gap(Missing.ANCHORS, "Weighs two ways"))


def test_a_plan_has_an_interview_and_an_end() -> None:
    assert plan_gaps([]) == [Gap(Missing.KITS)]
    assert plan_gaps([replace(WHOLE, minutes=MOST_MINUTES), WHOLE]) == [Gap(Missing.MINUTES)]
    assert not is_ready([WHOLE, Kit("Empty", 30)])


def test_a_key_is_plain_and_its_own() -> None:
    assert key_for("Weighs `two` ways!", set()) == "weighs-two-ways"
    assert key_for("Weighs two ways", {"weighs-two-ways"}) == "weighs-two-ways-2"
    assert key_for("問う", set()) == "criterion"
    assert len(key_for("a " * 90, set())) <= 60


def test_the_guide_knows_three_levels() -> None:
    assert [level_of(one) for one in ("JUNIOR", "MIDDLE", "SENIOR", "STAFF", "LEAD", "")] == [
        "JUNIOR", "MIDDLE", "SENIOR", "SENIOR", "SENIOR", "MIDDLE",
    ]  # fmt: skip
