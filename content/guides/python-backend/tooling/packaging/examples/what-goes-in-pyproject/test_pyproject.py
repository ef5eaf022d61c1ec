"""One pyproject.toml, a build backend of twenty lines, and what of it arrives in the installed package."""

import importlib
import importlib.metadata
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

PYPROJECT = """
[build-system]
requires = []
build-backend = "tiny_backend"
backend-path = ["."]

[project]
name = "price-rules"
version = "1.4.0"
requires-python = ">=3.12"
dependencies = ["httpx>=0.27"]

[project.optional-dependencies]
redis = ["redis>=5"]

[project.scripts]
price-check = "price_rules:main"

[project.entry-points."shop.plugins"]
rounding = "price_rules:rounded"

[dependency-groups]
dev = ["pytest>=8", "ruff"]

[tool.ruff]
line-length = 120
"""
MODULE = '''
def rounded(cents: int) -> int:
    return round(cents / 5) * 5

def main() -> str:
    return f"checked {rounded(993)}"
'''
BACKEND = '''
import tomllib, zipfile
from pathlib import Path

def build_wheel(folder, config_settings=None, metadata_directory=None):
    project = tomllib.loads(Path("pyproject.toml").read_text())["project"]
    name, version = project["name"].replace("-", "_"), project["version"]
    info, wheel = f"{name}-{version}.dist-info", f"{name}-{version}-py3-none-any.whl"
    fields = ["Metadata-Version: 2.4", f"Name: {project['name']}", f"Version: {version}"]
    fields += [f"Requires-Python: {project['requires-python']}"]
    fields += [f"Requires-Dist: {each}" for each in project["dependencies"]]
    for extra, needs in project["optional-dependencies"].items():
        fields += [f"Provides-Extra: {extra}"] + [f"Requires-Dist: {each}; extra == '{extra}'" for each in needs]
    groups = {"console_scripts": project["scripts"], **project["entry-points"]}
    points = [f"[{group}]\\n" + "\\n".join(f"{k} = {v}" for k, v in each.items()) for group, each in groups.items()]
    with zipfile.ZipFile(Path(folder) / wheel, "w") as file:
        file.write(f"src/{name}.py", f"{name}.py")
        file.writestr(f"{info}/METADATA", "\\n".join(fields) + "\\n")
        file.writestr(f"{info}/entry_points.txt", "\\n".join(points) + "\\n")
        file.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    return wheel
'''


@pytest.fixture
def installed(tmp_path: Path, monkeypatch) -> importlib.metadata.Distribution:
    """Build the wheel as an installer would, unpack it, and look at it from inside."""
    project, site = tmp_path / "project", tmp_path / "site"
    (project / "src").mkdir(parents=True)
    (project / "pyproject.toml").write_text(PYPROJECT)
    (project / "tiny_backend.py").write_text(BACKEND)
    (project / "src" / "price_rules.py").write_text(MODULE)
    monkeypatch.chdir(project)
    system = tomllib.loads((project / "pyproject.toml").read_text())["build-system"]
    monkeypatch.syspath_prepend(str(project / system["backend-path"][0]))
    backend = importlib.import_module(system["build-backend"])
    wheel = backend.build_wheel(str(tmp_path))
    with zipfile.ZipFile(tmp_path / wheel) as archive:
        archive.extractall(site)
    monkeypatch.syspath_prepend(str(site))
    yield importlib.metadata.distribution("price-rules")
    for name in ("tiny_backend", "price_rules"):
        sys.modules.pop(name, None)


def test_a_wheel_is_a_zip_with_code_and_metadata(installed):
    names = sorted(str(file) for file in Path(installed.locate_file(".")).rglob("*") if file.is_file())
    print([Path(name).name for name in names])
    assert not any("pyproject" in name or "test" in Path(name).name for name in names)


def test_dependencies_arrive_and_groups_do_not(installed):
    needed = [Requirement(text) for text in installed.requires]
    print("requires:", installed.requires)
    assert [each.name for each in needed] == ["httpx", "redis"]  # and neither pytest nor ruff


def test_an_extra_is_a_condition_on_a_dependency(installed):
    def for_extra(extra: str) -> list[str]:
        needed = [Requirement(text) for text in installed.requires]
        return [each.name for each in needed if not each.marker or each.marker.evaluate({"extra": extra})]

    print("plain:", for_extra(""), "| with [redis]:", for_extra("redis"))
    assert for_extra("") == ["httpx"] and for_extra("redis") == ["httpx", "redis"]


def test_scripts_and_plugins_are_found_by_name_not_by_import(installed):
    (script,) = [point for point in installed.entry_points if point.group == "console_scripts"]
    plugins = importlib.metadata.entry_points(group="shop.plugins")
    print(f"{script.name}: {script.load()()} | plugins: {[point.name for point in plugins]}")
    assert script.load()() == "checked 995"
    assert plugins["rounding"].load()(993) == 995


def test_the_version_is_asked_from_the_installation(installed):
    assert importlib.metadata.version("price-rules") == "1.4.0"
    assert installed.metadata["Requires-Python"] == ">=3.12"


def test_the_name_to_install_and_the_name_to_import_are_two_names(installed):
    import price_rules

    print("installed as", installed.name, "| imported as", price_rules.__name__)
    assert price_rules.rounded(993) == 995


def test_tools_read_their_table_from_the_source_tree_only():
    tables = tomllib.loads(PYPROJECT)
    print("top level:", sorted(tables))
    assert tables["tool"]["ruff"]["line-length"] == 120
    assert tables["dependency-groups"]["dev"] == ["pytest>=8", "ruff"]
