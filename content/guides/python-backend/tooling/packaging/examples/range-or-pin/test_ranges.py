"""A small index, a small resolver, and what exact pins do in an application and in a library."""

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

INDEX: dict[str, dict[str, list[str]]] = {
    "httplib": {"1.9": [], "2.0": [], "2.1": [], "2.2": [], "3.0": []},
    "shop-client": {"1.0": ["httplib==2.1"], "1.1": ["httplib>=2.0,<3"]},
    "bank-client": {"5.0": ["httplib==2.2"], "5.1": ["httplib>=2.1"]},
}


def resolve(wanted: list[str], chosen: dict[str, str] | None = None) -> dict[str, str] | None:
    """The newest set of versions that satisfies everybody, or None."""
    chosen = chosen or {}
    requirements = [Requirement(text) for text in wanted]
    if any(each.name in chosen and chosen[each.name] not in each.specifier for each in requirements):
        return None
    open_ = [each for each in requirements if each.name not in chosen]
    if not open_:
        return chosen
    name = open_[0].name
    for version in sorted(INDEX[name], key=Version, reverse=True):
        found = resolve([*wanted, *INDEX[name][version]], chosen | {name: version})
        if found:
            return found
    return None


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (["shop-client==1.0", "bank-client==5.0"], None),
        (["shop-client==1.1", "bank-client==5.0"], "2.2"),
        (["shop-client", "bank-client"], "2.2"),
        (["shop-client", "bank-client", "httplib<2.2"], "2.1"),
    ],
    ids=["two_libraries_that_pin", "one_pins", "both_give_a_range", "and_the_application_narrows"],
)
def test_pins_in_libraries_meet_and_cannot_agree(wanted, expected):
    found = resolve(wanted)
    print(f"{' '.join(wanted)}: {found or 'no solution'}")
    assert (found and found["httplib"]) == expected


@pytest.mark.parametrize(
    ("specifier", "takes"),
    [
        ("==2.1", ["2.1"]),
        ("~=2.0", ["2.0", "2.1", "2.2"]),
        (">=2.0,<3", ["2.0", "2.1", "2.2"]),
        (">=2.0", ["2.0", "2.1", "2.2", "3.0"]),
        (">=2.0,!=2.2", ["2.0", "2.1", "3.0"]),
    ],
)
def test_what_each_form_takes(specifier, takes):
    found = list(SpecifierSet(specifier).filter(INDEX["httplib"]))
    print(f"{specifier}: {', '.join(found)}")
    assert found == takes


def test_compatible_release_depends_on_how_many_numbers_one_writes():
    versions = ["1.4.2", "1.4.9", "1.5.0", "2.0.0"]
    two, three = list(SpecifierSet("~=1.4").filter(versions)), list(SpecifierSet("~=1.4.2").filter(versions))
    print(f"~=1.4: {', '.join(two)} | ~=1.4.2: {', '.join(three)}")
    assert two == ["1.4.2", "1.4.9", "1.5.0"] and three == ["1.4.2", "1.4.9"]


def test_versions_are_not_text():
    versions = ["1.10", "1.9", "1.10rc1"]
    print("as text:", sorted(versions), "| as versions:", sorted(versions, key=Version))
    assert sorted(versions, key=Version) == ["1.9", "1.10rc1", "1.10"]


def test_a_release_candidate_is_left_out_unless_it_is_asked_for():
    assert list(SpecifierSet(">=1.0").filter(["1.0", "1.1rc1"])) == ["1.0"]
    assert list(SpecifierSet(">=1.1rc1").filter(["1.0", "1.1rc1"])) == ["1.1rc1"]


def test_a_lower_bound_is_a_claim_that_somebody_has_to_test():
    def lowest(specifier: str) -> str:
        return next(SpecifierSet(specifier).filter(sorted(INDEX["httplib"], key=Version)))

    uses_a_feature_of = Version("2.1")
    claimed = lowest(">=1.9,<3")
    print(f"declared >=1.9, the code needs {uses_a_feature_of}: the lowest allowed version is {claimed}")
    assert Version(claimed) < uses_a_feature_of  # installs cleanly, fails when it runs


def test_an_upper_bound_in_a_library_decides_for_all_its_users():
    INDEX["old-client"] = {"1.0": ["httplib<3"]}
    try:
        assert resolve(["old-client", "httplib>=3"]) is None
        assert resolve(["httplib>=3"]) == {"httplib": "3.0"}
    finally:
        del INDEX["old-client"]
