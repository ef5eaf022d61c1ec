"""Five alerts of one morning, and four questions that put them into an order: affected, reachable, exposed, fixable."""

import ast
from dataclasses import dataclass

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

LOCKED = {"webkit": "2.3.1", "imagekit": "9.4.0", "yamlish": "5.1.0", "testhelper": "1.0.0", "sqlkit": "3.2.0"}
NEEDS = {  # who asks for whom, with which bounds; "shop" is our own project
    "shop": ["webkit>=2.3,<3", "imagekit>=9", "sqlkit>=3"],
    "shop[dev]": ["testhelper>=1"],
    "webkit": ["yamlish>=5,<6"],
}
SOURCES = {
    "shop/avatars.py": "import imagekit\n\ndef thumbnail(upload):\n    return imagekit.open_tiff(upload)\n",
    "shop/config.py": "import yamlish\n\nVALUES = yamlish.safe_load('a: 1')\n",
}


@dataclass(frozen=True)
class Alert:
    id: str
    package: str
    affected: str
    fixed: str | None
    function: str | None  # what has to be called; None: any use
    score: float  # as published, for everybody


ALERTS = [
    Alert("A-1", "yamlish", "<5.4", "5.4.0", "load", 9.8),
    Alert("A-2", "imagekit", ">=9,<9.5", "9.5.1", "open_tiff", 7.5),
    Alert("A-3", "testhelper", "<2", "2.0.0", None, 9.1),
    Alert("A-4", "sqlkit", "<3.2", "3.2.0", None, 8.8),
    Alert("A-5", "webkit", "<4", "4.0.0", None, 6.1),
]


def is_affected(alert: Alert) -> bool:
    return Version(LOCKED[alert.package]) in SpecifierSet(alert.affected)


def paths_to(package: str, start: str = "shop") -> list[list[str]]:
    """Why is it installed at all?"""
    found = []
    for text in NEEDS.get(start, []):
        name = Requirement(text).name
        if name == package:
            found.append([start, name])
        found += [[start, *path] for path in paths_to(package, name)]
    return found


def calls(package: str, function: str) -> list[str]:
    """The files of ours that call it by its name. What a library calls for us is not seen here."""
    found = []
    for file, source in SOURCES.items():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == f"{package}.{function}":
                found.append(file)
    return found


def blocked_by(alert: Alert) -> list[str]:
    """Whose bounds refuse the repaired version."""
    return [
        f"{owner} wants {text}"
        for owner, needs in NEEDS.items()
        for text in needs
        if Requirement(text).name == alert.package and Version(alert.fixed) not in Requirement(text).specifier
    ]


def verdict(alert: Alert) -> tuple[int, str]:
    if not is_affected(alert):
        return 4, "close: our version is not affected"
    if not paths_to(alert.package):
        return 3, "with the next routine update: only on developers' machines and in CI"
    if alert.function and not calls(alert.package, alert.function):
        return 2, "next release: the function is not called by us; write down why"
    if blocks := blocked_by(alert):
        return 1, f"work around now, upgrade planned: {blocks[0]}"
    return 0, "today: our code calls it, the repair fits"


def test_the_published_score_is_not_our_order():
    by_score = [alert.id for alert in sorted(ALERTS, key=lambda alert: -alert.score)]
    ours = sorted(ALERTS, key=verdict)
    for alert in ours:
        print(f"{alert.id} (score {alert.score}): {verdict(alert)[1]}")
    print("by score:", by_score, "by us:", [alert.id for alert in ours])
    assert [alert.id for alert in ours] == ["A-2", "A-5", "A-1", "A-3", "A-4"]
    assert by_score[0] == "A-1"


def test_the_installed_version_decides_not_the_range_we_ask_for():
    alert = ALERTS[3]
    print("sqlkit", LOCKED["sqlkit"], "affected by", alert.affected, ":", is_affected(alert))
    assert not is_affected(alert)
    assert Version("3.1") in Requirement("sqlkit>=3").specifier  # the range alone would allow a bad one


def test_why_it_is_installed():
    print(paths_to("yamlish"), paths_to("testhelper"), paths_to("testhelper", "shop[dev]"))
    assert paths_to("yamlish") == [["shop", "webkit", "yamlish"]]
    assert paths_to("testhelper") == [] and paths_to("testhelper", "shop[dev]")


def test_the_search_for_calls_finds_ours_and_misses_those_of_a_library():
    assert calls("imagekit", "open_tiff") == ["shop/avatars.py"]
    assert calls("yamlish", "load") == []  # webkit may call it: "not called by us" is weaker than "not called"


def test_a_repair_may_not_fit():
    assert blocked_by(ALERTS[4]) == ["shop wants webkit>=2.3,<3"]
    assert blocked_by(ALERTS[1]) == []


@pytest.mark.parametrize(("locked", "affected"), [("9.4.0", True), ("9.5.0", False), ("9.5.0rc1", False), ("8.9", False)])
def test_versions_are_compared_as_versions(locked, affected, monkeypatch):
    monkeypatch.setitem(LOCKED, "imagekit", locked)
    assert is_affected(ALERTS[1]) is affected
    assert "10.0" < "9.5" and Version("10.0") > Version("9.5")  # as text the order would be wrong
