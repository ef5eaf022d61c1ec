"""A rollback that is one atomic step, the data that would spoil it, and a rule that decides without a debate."""

import os
from enum import StrEnum
from pathlib import Path

import pytest


def release(root: Path, name: str) -> None:
    (root / name).mkdir()
    (root / name / "version").write_text(name)


def switch(root: Path, name: str) -> None:
    """Point `current` at a release that is complete and stays on disk; a reader sees the old one or the new one."""
    fresh = root / "current.new"
    fresh.symlink_to(name)
    os.replace(fresh, root / "current")


def serving(root: Path) -> str:
    return (root / "current" / "version").read_text()


def test_going_back_is_the_same_step_as_going_forward(tmp_path):
    for name in ("r41", "r42"):
        release(tmp_path, name)
        switch(tmp_path, name)
    seen = [serving(tmp_path)]
    switch(tmp_path, "r41")  # nothing is built, fetched or migrated
    seen.append(serving(tmp_path))
    print("served:", " then ".join(seen))
    assert seen == ["r42", "r41"]


def test_removing_before_linking_has_a_moment_without_any_release(tmp_path):
    release(tmp_path, "r41")
    switch(tmp_path, "r41")
    (tmp_path / "current").unlink()
    with pytest.raises(FileNotFoundError):
        serving(tmp_path)


class StatusR41(StrEnum):
    OPEN = "open"
    PAID = "paid"


class StatusR42(StrEnum):
    OPEN = "open"
    PAID = "paid"
    ON_HOLD = "on_hold"


def list_orders(rows: list[str], known: type[StrEnum], unknown: str | None = None) -> list[str]:
    shown = []
    for row in rows:
        try:
            shown.append(known(row).value)
        except ValueError:
            if unknown is None:
                raise
            shown.append(unknown)
    return shown


ROWS = ["open", "paid"]


def test_one_new_value_in_the_data_makes_the_old_release_unusable():
    written_by_r42 = [*ROWS, StatusR42.ON_HOLD.value]  # ten minutes of traffic
    with pytest.raises(ValueError, match="'on_hold' is not a valid StatusR41"):
        list_orders(written_by_r42, StatusR41)
    print("r41 after the rollback: 'on_hold' is not a valid StatusR41, for the whole list")


def test_reading_comes_one_release_before_writing():
    """r41 already shows unknown values as something harmless; r42 writes them. Now r42 can be taken back."""
    shown = list_orders([*ROWS, "on_hold"], StatusR41, unknown="in progress")
    print("tolerant r41:", shown)
    assert shown == ["open", "paid", "in progress"]


def verdict(before: tuple[int, int], after: tuple[int, int], *, least: int = 500, factor: float = 2.0) -> str:
    """Compare failures per requests, canary against the rest of the fleet at the same time."""
    (failed_before, all_before), (failed_after, all_after) = before, after
    if all_after < least:
        return "wait"
    allowed = max(factor * failed_before / all_before, 0.001)
    return "roll back" if failed_after / all_after > allowed else "go on"


@pytest.mark.parametrize(
    ("after", "expected"),
    [((3, 120), "wait"), ((2, 1000), "go on"), ((9, 1000), "roll back")],
    ids=["too_few", "as_usual", "worse"],
)
def test_the_rule_is_written_before_the_release(after, expected):
    said = verdict(before=(40, 20_000), after=after)
    print(f"fleet 40 of 20000 failed, canary {after[0]} of {after[1]}: {said}")
    assert said == expected


def test_small_releases_name_the_culprit():
    for changes in (1, 4, 25):
        print(f"{changes} changes in a release, each bad with 3 %: rolled back with {1 - 0.97**changes:.0%}")
    assert 1 - 0.97**25 > 0.5
