"""The same declaration, installed on two days, from two indexes and by two people: without a lock and with one."""

import hashlib
import tomllib

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.version import Version

DECLARED = ["web>=4,<5"]
MARCH = {"web": {"4.2": ["templates>=3"]}, "templates": {"3.0": []}}
JUNE = {"web": {"4.2": ["templates>=3"]}, "templates": {"3.0": [], "3.1": ["markup"]}, "markup": {"0.1": []}}


def newest(declared: list[str], index: dict[str, dict[str, list[str]]]) -> dict[str, str]:
    """Install without a lock: the newest of everything, transitive dependencies too."""
    chosen: dict[str, str] = {}
    todo = [Requirement(text) for text in declared]
    while todo:
        need = todo.pop()
        if need.name not in chosen:
            version = max((each for each in index[need.name] if each in need.specifier), key=Version)
            chosen[need.name] = version
            todo += [Requirement(text) for text in index[need.name][version]]
    return dict(sorted(chosen.items()))


def test_nothing_changed_in_the_repository_and_the_build_is_another_one():
    march, june = newest(DECLARED, MARCH), newest(DECLARED, JUNE)
    print(f"March: {march}")
    print(f"June:  {june}")
    assert march["web"] == june["web"]  # the one we named is the same
    assert "markup" in june and "markup" not in march  # and there is a package nobody chose


def content(name: str, version: str) -> bytes:
    return f"{name} {version}: the code".encode()


def lock(chosen: dict[str, str]) -> str:
    entries = [
        f'[[packages]]\nname = "{name}"\nversion = "{version}"\n'
        f'sha256 = "{hashlib.sha256(content(name, version)).hexdigest()}"\n'
        for name, version in chosen.items()
    ]
    declared = hashlib.sha256("\n".join(DECLARED).encode()).hexdigest()
    return f'declared = "{declared}"\n' + "".join(entries)


def install(locked: str, download) -> dict[str, str]:
    installed = {}
    for package in tomllib.loads(locked)["packages"]:
        data = download(package["name"], package["version"])
        if hashlib.sha256(data).hexdigest() != package["sha256"]:
            raise ValueError(f"{package['name']} {package['version']}: not the file that was locked")
        installed[package["name"]] = package["version"]
    return installed


def test_with_a_lock_june_installs_what_march_tested():
    locked = lock(newest(DECLARED, MARCH))
    print("installed in June from the lock:", install(locked, content))
    assert install(locked, content) == {"templates": "3.0", "web": "4.2"}


def test_a_file_that_was_exchanged_under_the_same_version_is_refused():
    locked = lock(newest(DECLARED, MARCH))

    def exchanged(name: str, version: str) -> bytes:
        return content(name, version) + (b" and something else" if name == "templates" else b"")

    with pytest.raises(ValueError) as error:
        install(locked, exchanged)
    print(error.value)


def is_stale(locked: str, declared: list[str]) -> bool:
    return tomllib.loads(locked)["declared"] != hashlib.sha256("\n".join(declared).encode()).hexdigest()


def test_a_declaration_that_moved_on_without_its_lock_is_noticed_in_ci():
    locked = lock(newest(DECLARED, MARCH))
    assert not is_stale(locked, DECLARED)
    assert is_stale(locked, ["web>=4.3,<5"])
    print("declaration changed, lock not: CI fails before anybody installs")


def test_a_diff_of_two_locks_says_what_an_update_really_changes():
    before, after = (
        {package["name"]: package["version"] for package in tomllib.loads(lock(newest(DECLARED, index)))["packages"]}
        for index in (MARCH, JUNE)
    )
    changes = [
        f"{name} {before.get(name, '-')} to {after.get(name, '-')}"
        for name in sorted(before | after)
        if before.get(name) != after.get(name)
    ]
    print("update:", ", ".join(changes))
    assert changes == ["markup - to 0.1", "templates 3.0 to 3.1"]


@pytest.mark.parametrize(
    ("platform", "python", "expected"),
    [("linux", "3.13", ["uvloop"]), ("win32", "3.13", ["colorama"]), ("linux", "3.10", ["uvloop", "tomli"])],
)
def test_one_lock_for_all_platforms_needs_markers(platform, python, expected):
    conditions = {
        "uvloop": "sys_platform != 'win32'",
        "colorama": "sys_platform == 'win32'",
        "tomli": "python_version < '3.11'",
    }
    here = {"sys_platform": platform, "python_version": python}
    chosen = [name for name, condition in conditions.items() if Marker(condition).evaluate(here)]
    print(f"{platform}, Python {python}: {', '.join(chosen)}")
    assert chosen == expected
