"""One library, ten services: who gets which release and when, who can install it, and where it comes from."""

from collections import Counter

import pytest
from packaging.specifiers import SpecifierSet
from packaging.version import Version

RELEASES = ["1.4.0", "1.4.1", "1.5.0rc1", "1.5.0", "2.0.0"]
DECLARED = {
    "api": ">=1.4", "shop": ">=1.4", "admin": "~=1.4", "mail": "~=1.4", "search": "~=1.4",
    "stock": "~=1.4.0", "invoices": "~=1.4.0", "reports": ">=1.4,<2", "import": ">=1.4,<2", "old": "==1.4.0",
}  # fmt: skip


def gets(specifier: str, released: list[str]) -> str:
    return max(SpecifierSet(specifier).filter(released), key=Version)


@pytest.mark.parametrize(
    ("published", "expected"),
    [("1.4.1", 9), ("1.5.0rc1", 0), ("1.5.0", 7), ("2.0.0", 2)],
)
def test_how_many_services_a_release_reaches_at_their_next_update(published, expected):
    before = RELEASES[: RELEASES.index(published)]
    moved = [name for name, spec in DECLARED.items() if gets(spec, [*before, published]) != gets(spec, before)]
    print(f"{published}: {len(moved)} of 10 would move")
    assert len(moved) == expected


def test_a_lock_decides_when_and_a_range_decides_how_far():
    locked = dict.fromkeys(DECLARED, "1.4.0")
    print("on the day of a bad 1.5.0, services that run it:", Counter(locked.values())["1.5.0"])
    assert "1.5.0" not in locked.values()  # until each service updates its lock and runs its tests


SERVICES_USE = {
    "api": "2.14.3", "shop": "2.14.3", "admin": "2.13.0", "mail": "2.12.1", "search": "2.13.0",
    "stock": "2.11.0", "invoices": "2.12.1", "reports": "2.10.6", "import": "2.13.0", "old": "1.10.9",
}  # fmt: skip


@pytest.mark.parametrize(
    ("library_needs", "expected"), [("==2.14.3", 2), ("~=2.13.0", 3), (">=2.10,<3", 9), ("", 10)]
)
def test_what_the_library_demands_decides_who_can_install_it(library_needs, expected):
    fit = [name for name, version in SERVICES_USE.items() if version in SpecifierSet(library_needs)]
    print(f"library needs pydantic{library_needs or ' not at all'}: {len(fit)} of 10 services can install it")
    assert len(fit) == expected


def from_anywhere(name: str, indexes: dict[str, dict[str, list[str]]]) -> tuple[str, str]:
    """Several indexes treated as one: the highest version wins, wherever it comes from."""
    offers = [(version, index) for index, packages in indexes.items() for version in packages.get(name, [])]
    return max(offers, key=lambda offer: Version(offer[0]))


def from_its_own_index(name: str, indexes: dict[str, dict[str, list[str]]], owner: dict[str, str]) -> tuple[str, str]:
    index = owner.get(name, "public")
    return max(indexes[index][name], key=Version), index


def test_a_stranger_can_publish_your_name_with_a_higher_version():
    indexes = {
        "internal": {"price-rules": ["1.4.0", "1.5.0"]},
        "public": {"price-rules": ["99.0"], "httpx": ["0.28.1"]},
    }
    anywhere = from_anywhere("price-rules", indexes)
    own = from_its_own_index("price-rules", indexes, owner={"price-rules": "internal"})
    print(f"two indexes treated as one: {anywhere}; each name bound to its index: {own}")
    assert anywhere == ("99.0", "public") and own == ("1.5.0", "internal")


def rounded(cents: int) -> int:
    """Version 1.5.0 of the library: rounds to five now, as one customer had asked."""
    return round(cents / 5) * 5


CONSUMER_TESTS = {
    "shop": lambda: rounded(990) == 990,
    "invoices": lambda: rounded(993) == 993,  # an invoice must not be rounded
    "reports": lambda: isinstance(rounded(1), int),
}


def test_the_callers_tests_run_against_the_candidate_before_the_release():
    failed = [name for name, check in CONSUMER_TESTS.items() if not check()]
    print("1.5.0rc1 with the callers' own tests, red in:", failed)
    assert failed == ["invoices"]


def bump(changes: list[str]) -> str:
    """The number that a list of changes deserves."""
    if any(change.startswith(("removed", "renamed", "changed")) for change in changes):
        return "major"
    return "minor" if any(change.startswith(("added", "deprecated")) for change in changes) else "patch"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (["fixed: leap years"], "patch"),
        (["added: region=", "fixed: leap years"], "minor"),
        (["deprecated: currency="], "minor"),
        (["changed: rounds to five"], "major"),
    ],
)
def test_the_number_says_what_a_caller_has_to_do(changes, expected):
    print(f"{', '.join(changes)}: {bump(changes)}")
    assert bump(changes) == expected
