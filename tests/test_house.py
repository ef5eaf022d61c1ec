"""The rules of the house that no linter knows: floors for foreign keys, links, sizes, names."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db.models import ForeignKey, ManyToManyField
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src/jobfutures"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LONGEST_FILE = 400
LONGEST_FUNCTION = 30
LONGEST_TEMPLATE = 100
LONGEST_SCRIPT = 120
BANNED = {"utils", "helpers", "services", "managers", "common", "base", "misc", "core", "handler", "process", "data"}
CONTRACT = PROJECT["tool"]["importlinter"]["contracts"][0]


def floors() -> dict[str, int]:
    """Return each room's floor, counted from the ground, as the import contract has it."""
    found = {}
    for height, layer in enumerate(reversed(CONTRACT["layers"])):
        for room in layer.split("|"):
            found[room.strip(" ()")] = height
    return found


def python_files() -> list[Path]:
    return [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]


PLAIN_LIBRARIES = {"runner", "psychometrics"}  # no Django in them, so nothing to install


def templates() -> list[Path]:
    return sorted(SOURCE.rglob("templates/**/*.html"))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_every_room_has_a_floor_and_every_installed_room_a_folder() -> None:
    rooms = {path.name for path in SOURCE.iterdir() if path.is_dir() and (path / "__init__.py").exists()}

    assert rooms <= floors().keys()
    assert set(settings.ROOMS) == rooms - {"config"} - PLAIN_LIBRARIES
    heights = [floors()[room] for room in settings.ROOMS]
    assert heights == sorted(heights), "the rooms in the settings stand in the order of their floors"


def test_foreign_keys_point_down() -> None:
    height = floors()
    for model in apps.get_models():
        room = model.__module__.removeprefix("jobfutures.").split(".")[0]
        if not model.__module__.startswith("jobfutures."):
            continue
        for field in model._meta.get_fields():
            if not isinstance(field, ForeignKey | ManyToManyField) or field.related_model is None:
                continue
            target = field.related_model.__module__  # type: ignore[union-attr]
            if target.startswith("jobfutures."):
                other = target.split(".")[1]
                assert other == room or height[other] < height[room], f"{model.__name__}.{field.name} points up"


@pytest.mark.parametrize("template", templates(), ids=shown)
def test_every_link_of_a_template_leads_somewhere(template: Path) -> None:
    text = template.read_text()
    for name in re.findall(r"{% url '([\w:]+)'", text):
        try:
            reverse(name)
        except NoReverseMatch as error:
            if "no arguments" not in str(error):  # where it needs arguments, it is an address
                pytest.fail(f"{name} is no address")
    for path in re.findall(r'(?:href|action|hx-get)="(/[\w/.-]*)', text):
        try:
            resolve(path)
        except Resolver404:
            pytest.fail(f"{path} leads nowhere")


@pytest.mark.parametrize("template", templates(), ids=shown)
def test_every_static_file_of_a_template_is_there(template: Path) -> None:
    for name in re.findall(r"{% static ['\"]([^'\"]+)['\"]", template.read_text()):
        assert finders.find(name), name


@pytest.mark.parametrize("template", templates(), ids=shown)
def test_a_template_is_short_and_has_no_inline_code(template: Path) -> None:
    text = template.read_text()

    assert len(text.splitlines()) <= LONGEST_TEMPLATE
    assert not re.search(r"<style|\sstyle=|\son\w+=|href=\"javascript:", text)
    for script in re.findall(r"<script([^>]*)>", text):
        is_data = re.search(r'type="application/(ld\+)?json"', script)  # a browser runs none of it
        assert "src=" in script or is_data, "inline script"


def test_files_and_functions_are_short() -> None:
    for path in python_files():
        text = path.read_text()
        assert len(text.splitlines()) <= LONGEST_FILE, f"{shown(path)} is two nouns"
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.body[0].lineno + 1  # a long signature is only a list
                assert lines <= LONGEST_FUNCTION, f"{shown(path)}: {node.name} has {lines} lines"


def test_files_of_tests_and_benchmarks_are_short() -> None:
    for path in [*(ROOT / "tests").rglob("*.py"), *(ROOT / "bench").rglob("*.py")]:
        assert len(path.read_text().splitlines()) <= LONGEST_FILE, f"{shown(path)} is two nouns"


def test_half_of_the_files_are_short() -> None:
    lengths = sorted(len(path.read_text().splitlines()) for path in python_files() if path.name != "__init__.py")

    assert lengths[len(lengths) // 2] <= 80


def test_own_scripts_are_short_modules() -> None:
    for path in [*SOURCE.rglob("static/**/*.js"), *SOURCE.rglob("*.js")]:
        if "vendor" not in path.parts:
            assert len(path.read_text().splitlines()) <= LONGEST_SCRIPT, shown(path)


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [shown(path) for path in python_files() if path.stem in BANNED] == []


def test_the_readme_is_short_and_names_both_commands() -> None:
    text = (ROOT / "README.md").read_text()

    assert len(text.splitlines()) <= 80
    assert "python3 start.py\n" in text
    assert "python3 start.py test" in text


def test_migrations_are_named() -> None:
    assert [shown(path) for path in SOURCE.rglob("migrations/*_auto_*.py")] == []


def test_no_committed_file_names_a_package_registry_or_a_path_of_a_machine() -> None:
    """Assembled here, so that this file does not name them either."""
    hosts = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("registry", "npmjs", "org"))]
    folders = ["/".join(parts) for parts in (("", "work", "main"), ("", "root", ""), ("", "home", ""))]
    git = [shutil.which("git") or "git", "ls-files"]
    listed = subprocess.run(git, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in listed.splitlines():
        path = ROOT / name
        if not path.is_file():
            continue
        text = path.read_bytes().decode("utf-8", "ignore")
        built_elsewhere = (
            "/vendor/pyodide/" in name
        )  # by others; it names the folders that it was built in, and its own
        for forbidden in hosts if built_elsewhere else [*hosts, *folders]:
            assert forbidden not in text, f"{name} names {forbidden}"


def test_every_public_function_of_a_command_takes_named_arguments() -> None:
    for path in SOURCE.glob("*/commands.py"):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and any(
                "transaction.atomic" in ast.unparse(decorator) for decorator in node.decorator_list
            ):
                assert not node.args.args, f"{shown(path)}: {node.name} is called by name only"


def test_the_site_starts_without_the_libraries_that_only_a_check_needs() -> None:
    """NumPy is 24 MB in every process, and its threads must not be there when `serve` forks."""
    words = "import django; django.setup(); from importlib import import_module; import sys; "
    words += "import_module('jobfutures.config.urls'); print({'numpy', 'scipy', 'openvc'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "set()"
