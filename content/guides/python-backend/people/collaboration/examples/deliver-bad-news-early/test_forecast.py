"""A launch in ten weeks. After how many weeks could one have said that it will not hold, and what each week of silence costs."""

import random

SCOPE, WEEKS = 50, 10  # stories, until the date that was promised
FINISHED = [6, 3, 4, 5, 3, 4, 5, 4]  # a week, as it went


def chance(done: list[int], scope: int = SCOPE, rounds: int = 20_000) -> float:
    """Chance to finish in time, if the coming weeks are like the past ones: draw from those, again and again."""
    drawn = random.Random(8)
    left, weeks = scope - sum(done), WEEKS - len(done)
    return sum(sum(drawn.choices(done, k=weeks)) >= left for _ in range(rounds)) / rounds


def test_the_forecast_week_by_week():
    for week in (2, 3, 4, 6, 8):
        print(f"after week {week}: {sum(FINISHED[:week])} of {SCOPE} done, {chance(FINISHED[:week]):.0%} for the date")
    assert chance(FINISHED[:2]) < 0.3
    assert chance(FINISHED[:4]) < 0.1 > chance(FINISHED[:8])


def options(week: int) -> dict[str, float]:
    """What is still open at that moment: stories that must go, or weeks that must come."""
    done = FINISHED[:week]
    pace = sum(done) / week
    left = SCOPE - sum(done)
    return {
        "cut, share of what is left": max(0.0, 1 - pace * (WEEKS - week) / left),
        "weeks later": max(0.0, left / pace - (WEEKS - week)),
        "weeks in which others can still adapt": WEEKS - week,
    }


def test_what_silence_costs():
    for week in (3, 8):
        parts = ", ".join(f"{name} {value:.1f}" for name, value in options(week).items())
        print(f"said in week {week}: {parts}")
    assert options(3)["cut, share of what is left"] < options(8)["cut, share of what is left"]
    assert options(3)["weeks in which others can still adapt"] == 7


def test_a_smaller_scope_is_a_date_again():
    for scope in (50, 45, 40):
        print(f"after week 3, {scope} stories: {chance(FINISHED[:3], scope):.0%} for the date")
    assert chance(FINISHED[:3], 40) > 0.8


def test_hope_needs_a_pace_nobody_has_seen():
    week = 8
    needed = (SCOPE - sum(FINISHED[:week])) / (WEEKS - week)
    print(f"to make it from week {week}: {needed:.0f} stories a week; best week so far {max(FINISHED)}")
    assert needed > max(FINISHED)
