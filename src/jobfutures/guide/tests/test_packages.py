"""What a browser is given to run Python with."""

from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from jobfutures.guide import handover, packages


def names(folder: Path, archive: str) -> list[str]:
    file = packages.made(folder, next(name for name in packages.offered() if name.startswith(f"{archive}-")))
    with ZipFile(file) as opened:
        return opened.namelist()


def test_an_archive_holds_python_and_nothing_that_is_compiled(tmp_path: Path) -> None:
    found = names(tmp_path, "django")

    assert {"django/db/models/query.py", "rest_framework/serializers.py", "pytest_django/plugin.py"} <= set(found)
    assert "django/conf/locale/en/LC_MESSAGES/django.mo" in found
    assert not [name for name in found if name.endswith((".so", ".pyc", ".po"))]
    assert not [name for name in found if name.startswith(("pytest/", "django/contrib/gis", "django/conf/locale/de/"))]


def test_what_a_framework_needs_comes_with_it(tmp_path: Path) -> None:
    assert {"starlette/applications.py", "pydantic/main.py", "anyio/__init__.py"} <= set(names(tmp_path, "fastapi"))


def test_an_archive_is_made_once(tmp_path: Path) -> None:
    name = next(iter(packages.offered()))
    first = packages.made(tmp_path, name).stat().st_mtime_ns

    assert packages.made(tmp_path, name).stat().st_mtime_ns == first
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_missing_package_takes_its_archive_away() -> None:
    absent = packages.Archive("absent", ("no-such-package-anywhere",))

    with pytest.raises(packages.NotInstalled, match="no-such-package-anywhere"):
        packages.installed(absent)


def test_the_compiled_part_that_is_shipped_fits_what_is_installed() -> None:
    """Where this fails: fetch the wheel of the new version with tools/pyodide.py, and name it in handover.py."""
    assert handover.WHEEL.split("-")[1] == version("pydantic-core")
    assert finders.find(handover.PYODIDE + handover.WHEEL)
    assert finders.find(f"{handover.PYODIDE}pyodide.asm.wasm")


@pytest.mark.django_db
def test_an_archive_may_be_kept_for_ever_and_an_unknown_one_is_404(client: Client) -> None:
    answer = client.get(f"/guides/packages/{next(iter(packages.offered()))}")

    assert answer.headers["Content-Type"] == "application/zip"
    assert "immutable" in answer.headers["Cache-Control"]
    assert client.get("/guides/packages/passwords.zip").status_code == 404
    assert client.get("/guides/packages/..%2f..%2fsecret_key").status_code == 404
