"""Which items count: rules on plain values."""

from dataclasses import replace

import pytest

from jobfutures.checks import engine
from jobfutures.checks.banks import Entry
from jobfutures.checks.changes import changes, named
from jobfutures.checks.gathered import Calibrated, Estimate
from jobfutures.checks.standing import standing
from jobfutures.checks.trace_picture import picture_of


def entry(name, *, part=0, steps=(0.0,), scored=True):
    return Entry(
        item=name, part=part, level=1, slope=1.0, steps=steps, guess=0.0, step_sd=0.75, log_slope_sd=0.3, scored=scored
    )


def estimate(answers, sd):
    return Estimate(slope=1.2, difficulty=0.4, step_sd=sd, log_slope_sd=0.2, answers=answers)


def found(**estimates):
    return Calibrated(
        estimates=estimates, seen={}, findings=(), multiplier=1.0, shift=0.0, anchors=9, reliability=None
    )  # fmt: skip


def scored(tagged, used, answers, *, needs, barred=()):
    entries = standing(tagged, {one.item: one for one in used}, answers, tasks={"task": 40}, barred=barred, needs=needs)
    return {one.item: one.scored for one in entries}


def test_an_item_counts_from_sixty_answers_that_tell_enough():
    tagged = [entry("known"), entry("few"), entry("vague")]
    answers = found(known=estimate(60, 0.35), few=estimate(59, 0.2), vague=estimate(90, 0.36))

    assert scored(tagged, tagged, answers, needs=[1]) == {"known": True, "few": False, "vague": False}


def test_while_a_part_has_too_few_known_items_what_counted_still_counts_and_what_is_new_does_not():
    tagged = [entry("known"), entry("few"), entry("new")]
    answers = found(known=estimate(60, 0.3), few=estimate(10, 0.6))
    used = [tagged[0], tagged[1]]

    assert scored(tagged, used, answers, needs=[2]) == {"known": True, "few": True, "new": False}
    assert scored(tagged, used, answers, needs=[1, 1]) == {"known": True, "few": True, "new": False}


def test_what_is_barred_never_counts():
    tagged = [entry("known"), entry("few")]

    assert scored(tagged, tagged, found(known=estimate(400, 0.1)), needs=[5], barred={"known", "few"}) == {
        "known": False,
        "few": False,
    }


def test_a_code_task_keeps_the_numbers_of_its_tags():
    task = entry("task", steps=(-1.0, 0.0, 1.0), scored=True)
    (kept,) = standing([task], {}, found(), tasks={"task": 40}, barred=(), needs=[1])

    assert kept == replace(task, answers=40)


def test_a_part_needs_enough_items_for_its_share():
    assert engine.needs([0.9, 0.1]) == [44, 6]


def test_changes_are_named_and_a_long_list_is_cut():
    before = [entry("stays"), entry("falls"), entry("rises", scored=False), entry("goes")]
    after = [entry("stays"), entry("falls", scored=False), entry("rises"), entry("comes", scored=False)]

    told = changes(before, after)
    assert (told.scored, told.pilots, told.new, told.gone) == (["rises"], ["falls"], ["comes"], ["goes"])
    assert named([f"i{number}" for number in range(14)]).endswith("i11 and 2 more")


@pytest.mark.parametrize("steps", [(0.5,), (-1.0, 0.0, 1.0)])
def test_the_picture_of_an_item_rises_from_left_to_right(steps):
    picture = picture_of(engine.traced(entry("one", steps=steps)))

    assert len(picture.rows) == 13
    assert [row.share for row in picture.rows] == sorted(row.share for row in picture.rows)
    assert picture.most >= max(row.information for row in picture.rows)
    assert picture.chance.startswith("M56.0 ")
    assert picture.chance.count("L") == 60
