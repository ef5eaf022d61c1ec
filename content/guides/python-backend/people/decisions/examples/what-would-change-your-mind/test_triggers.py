"""A decision with its tipping points: where the sum turns, which assumptions carry it, and a check that says when."""

from dataclasses import dataclass
from datetime import date

import pytest


def bought(mails: int, per_thousand: float = 0.80) -> float:
    """A service: a base price and a price per thousand."""
    return 20 + mails / 1000 * per_thousand


def run_ourselves(mails: int, hours_a_month: float = 6, hour: float = 80, per_thousand: float = 0.05) -> float:
    """A server, and somebody who looks after deliverability."""
    return 60 + hours_a_month * hour + mails / 1000 * per_thousand


def turning_point(service: float = 0.80, **assumed: float) -> int:
    """Mails a month from which our own is cheaper; found by halving."""
    low, high = 0, 100_000_000
    while high - low > 1:
        middle = (low + high) // 2
        if bought(middle, service) > run_ourselves(middle, **assumed):
            high = middle
        else:
            low = middle
    return high


def test_where_the_sum_turns():
    print(f"today 40,000 mails a month: bought {bought(40_000):.0f}, ourselves {run_ourselves(40_000):.0f}")
    print(f"turns at {turning_point():,} mails a month")
    assert bought(40_000) < run_ourselves(40_000)
    assert turning_point() == pytest.approx(693_333, abs=2)


def test_which_assumption_carries_it():
    for hours in (2, 6, 20):
        print(f"with {hours} hours of care a month it turns at {turning_point(hours_a_month=hours):,}")
    free, half = turning_point(per_thousand=0), turning_point(service=0.40)
    print(f"with our own mails for nothing it turns at {free:,}, with the service at half its price at {half:,}")
    assert turning_point(hours_a_month=20) > 3 * turning_point(hours_a_month=5)
    assert free == pytest.approx(turning_point(), rel=0.1) and half > 2 * turning_point()


@dataclass(frozen=True)
class Assumption:
    text: str
    limit: float
    look_again: date

    def state(self, measured: float | None, today: date) -> str:
        if measured is None:
            return "nobody measures it"
        if measured > self.limit:
            return f"broken: {measured:g} over {self.limit:g}"
        return "look again" if today > self.look_again else "holds"


DECISION = [
    Assumption("mails a month", 500_000, date(2027, 5, 1)),
    Assumption("share not delivered, %", 2.0, date(2027, 5, 1)),
    Assumption("hours the provider was away this quarter", 4, date(2027, 2, 1)),
]


def review(measured: dict[str, float], today: date) -> dict[str, str]:
    return {item.text: item.state(measured.get(item.text), today) for item in DECISION}


def test_the_decision_is_quiet_while_its_assumptions_hold():
    measured = {item.text: item.limit / 2 for item in DECISION}
    assert set(review(measured, date(2026, 11, 22)).values()) == {"holds"}


def test_it_speaks_up_when_one_breaks():
    measured = {"mails a month": 640_000, "share not delivered, %": 0.4}
    for text, state in review(measured, date(2027, 3, 1)).items():
        print(f"{text}: {state}")
    assert list(review(measured, date(2027, 3, 1)).values()) == ["broken: 640000 over 500000", "holds", "nobody measures it"]


def test_evidence_that_would_look_the_same_either_way_is_none():
    """How much a finding should move a belief: its probability if we are right against if we are wrong."""

    def after(before: float, if_right: float, if_wrong: float) -> float:
        return before * if_right / (before * if_right + (1 - before) * if_wrong)

    rows = {"the demo worked": (0.95, 0.90), "our largest import ran in 4 min": (0.80, 0.10)}
    for finding, (right, wrong) in rows.items():
        print(f"{finding}: from 60 % to {after(0.6, right, wrong):.0%}")
    assert after(0.6, 0.95, 0.90) < 0.65 < 0.9 < after(0.6, 0.80, 0.10)
