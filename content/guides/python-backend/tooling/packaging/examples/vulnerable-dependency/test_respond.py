"""An advisory arrives: who has it, by which way, who can be reached, what to update, and is it really out?"""

import ast
from dataclasses import dataclass

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version


@dataclass(frozen=True)
class Advisory:
    package: str
    affected: SpecifierSet
    fixed: list[str]
    function: str


ADVISORY = Advisory("yamlish", SpecifierSet("<2.3.1"), ["2.3.1", "3.0.0"], "unsafe_load")


@dataclass
class Service:
    """A lock: versions, who asked for what, and what is only there for development."""

    locked: dict[str, str]
    asks: dict[str, list[str]]
    development: frozenset[str] = frozenset()
    public: bool = False
    running: dict[str, str] | None = None


SERVICES = {
    "api": Service(
        {"web": "4.2", "config": "1.1", "yamlish": "2.2.0"},
        {"api": ["web", "config"], "config": ["yamlish>=2,<3"]},
        public=True,
    ),
    "import": Service({"yamlish": "2.2.0"}, {"import": ["yamlish"]}),
    "docs": Service(
        {"builder": "7", "yamlish": "1.9"},
        {"docs": ["builder"], "builder": ["yamlish"]},
        development=frozenset({"builder"}),
    ),
    "shop": Service({"yamlish": "2.3.1"}, {"shop": ["yamlish"]}, public=True),
    "mail": Service({"web": "4.2"}, {"mail": ["web"]}, public=True),
}


def affected(service: Service) -> bool:
    return service.locked.get(ADVISORY.package, "0") in ADVISORY.affected and ADVISORY.package in service.locked


def test_the_locks_answer_within_a_minute_who_has_it():
    found = [name for name, service in SERVICES.items() if affected(service)]
    print("affected by version:", found)
    assert found == ["api", "import", "docs"]


def way(service: Service, start: str, target: str) -> list[str]:
    """Who brought it in."""
    for text in service.asks.get(start, []):
        name = Requirement(text).name
        if name == target:
            return [start, name]
        if found := way(service, name, target):
            return [start, *found]
    return []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("api", ["api", "config", "yamlish"]),
        ("import", ["import", "yamlish"]),
        ("docs", ["docs", "builder", "yamlish"]),
    ],
)
def test_the_way_it_came_in_says_whom_to_ask(name, expected):
    found = way(SERVICES[name], name, ADVISORY.package)
    print(" > ".join(found))
    assert found == expected


SOURCES = {
    "api": "from config import read\nsettings = read('app.yaml')",
    "import": "import yamlish\ndef load(upload):\n    return yamlish.unsafe_load(upload.read())",
    "docs": "",
}


def calls(source: str, function: str) -> list[int]:
    """Lines that call the function by this name: a hint, never a proof of the contrary."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == function
    ]


def urgency(name: str, service: Service) -> str:
    if set(way(service, name, ADVISORY.package)) & service.development:
        return "this month: never in production"
    if calls(SOURCES[name], ADVISORY.function):
        return "today: strangers' data reaches the function"
    return "this week: present, not called by us directly" if service.public else "with the next release"


def test_the_order_comes_from_what_can_be_reached_not_from_the_score_alone():
    order = {name: urgency(name, service) for name, service in SERVICES.items() if affected(service)}
    for name, when in order.items():
        print(f"{name}: {when}")
    assert order["import"].startswith("today") and order["docs"].startswith("this month")


def smallest_fix(service: Service) -> str | None:
    """The lowest repaired version that all who ask for it allow."""
    asked = [Requirement(text) for texts in service.asks.values() for text in texts]
    limits = [each.specifier for each in asked if each.name == ADVISORY.package]
    fitting = [version for version in ADVISORY.fixed if all(version in limit for limit in limits)]
    return min(fitting, key=Version, default=None)


def test_the_smallest_step_that_repairs_it():
    fixes = {name: smallest_fix(service) for name, service in SERVICES.items() if affected(service)}
    print("update to:", fixes)
    assert set(fixes.values()) == {"2.3.1"}


def test_a_limit_in_between_leaves_no_fix_and_then_it_is_overridden_or_closed():
    stuck = Service({"config": "1.0", "yamlish": "2.2.0"}, {"api": ["config"], "config": ["yamlish<2.3"]}, public=True)
    print("config 1.0 asks for yamlish<2.3, possible fix:", smallest_fix(stuck))
    assert smallest_fix(stuck) is None


def test_a_merged_lock_is_not_a_running_process():
    service = Service({"yamlish": "2.3.1"}, {}, running={"pod-1": "2.3.1", "pod-2": "2.2.0", "cron": "2.2.0"})
    still = [name for name, version in service.running.items() if version in ADVISORY.affected]
    print(f"locked {service.locked['yamlish']}, still running the old one: {still}")
    assert still == ["pod-2", "cron"]


def test_a_test_of_the_hole_itself_stays():
    def unsafe_load(text: str) -> object:
        return eval(text)  # what the advisory is about

    def safe_load(text: str) -> object:
        return ast.literal_eval(text)

    attack = "__import__('os').getpid()"
    assert isinstance(unsafe_load(attack), int)
    with pytest.raises(ValueError):
        safe_load(attack)
