"""Files of families: what is read, and what is refused."""

from pathlib import Path

import pytest

from jobfutures.checks.content import read_checks
from jobfutures.checks.tests.family import MODULE, recorded
from jobfutures.kit.content.faults import ContentFaults
from jobfutures.topics.content import read_vocabulary


def faults_of(folder: Path) -> list[str]:
    try:
        read_checks([folder], read_vocabulary([folder]), {"first-name"})
    except ContentFaults as refused:
        return [str(fault) for fault in refused.faults]
    return []


def test_a_family_that_was_never_proven_is_refused(folder: Path) -> None:
    assert any("was never proven" in fault for fault in faults_of(folder))


def test_a_family_that_changed_since_is_refused(folder: Path) -> None:
    recorded(folder)
    file = folder / "items/names/how-many-names.py"
    file.write_text(f"{MODULE}\n# changed\n")

    assert any("changed since" in fault for fault in faults_of(folder))


def test_a_recorded_family_is_read(folder: Path) -> None:
    recorded(folder)

    assert faults_of(folder) == []


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('area="A1"', 'area="Z9"', "unknown area Z9"),
        ('practise=("first-name",)', "practise=()", "names no question"),
        ('"first-name"', '"no-such-question"', "unknown question no-such-question"),
        ('level="junior"', 'level="guru"', "unknown level guru"),
        ("def build", "def built", "no function build"),
        ("return Variant(", "return None or len(", "TypeError"),
        ("random.randint(2, 90), random.randint(2, 90)", "1, 1", "different questions"),
        ("count, more = random", "while True: pass\n    count, more = random", "computes for more than 2 s"),
        ("from jobfutures", "from nowhere", "cannot be loaded: ModuleNotFoundError"),
    ],
)
def test_a_broken_file_is_named(folder: Path, before: str, after: str, words: str) -> None:
    (folder / "items/names/how-many-names.py").write_text(MODULE.replace(before, after, 1))

    assert any(words in fault for fault in faults_of(folder)), faults_of(folder)


def test_second_tags_of_unknown_families_are_named(folder: Path) -> None:
    (folder / "items/second-tags.toml").write_text('[tags]\nno-such-family = "middle"\n')

    assert any("there is no family no-such-family" in fault for fault in faults_of(folder))
