"""Two services, one machine, two versions of one library: with one environment, and with two."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest


def install(site: Path, version: str) -> None:
    """What an installer does in the end: put the module and its metadata into site-packages."""
    (site / "moneylib.py").write_text(f"VERSION = '{version}'\ndef rounded(x): return round(x, {version[0]})\n")
    for old in site.glob("moneylib-*.dist-info"):
        (old / "METADATA").unlink()
        old.rmdir()
    info = site / f"moneylib-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.4\nName: moneylib\nVersion: {version}\n")


class Environment:
    def __init__(self, folder: Path) -> None:
        venv.create(folder, with_pip=False, symlinks=True)
        self.python = folder / "bin" / "python"
        self.site = next(folder.glob("lib/python3*/site-packages"))

    def run(self, code: str) -> str:
        """Start this environment's Python by its path: nothing was activated."""
        clean = {"PATH": os.environ["PATH"]}
        done = subprocess.run([self.python, "-B", "-c", code], capture_output=True, text=True, env=clean)
        return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


ASK = "import moneylib, importlib.metadata as m; print(m.version('moneylib'), moneylib.rounded(9.876))"


@pytest.fixture
def first(tmp_path: Path) -> Environment:
    return Environment(tmp_path / "invoices")


def test_in_one_environment_the_last_installation_wins_for_everybody(first):
    install(first.site, "1.4")  # needed by the invoices
    invoices = first.run(ASK)
    install(first.site, "2.0")  # needed by the shop
    after = first.run(ASK)
    print(f"invoices before: {invoices}, after somebody installed for the shop: {after}")
    assert (invoices, after) == ("1.4 9.9", "2.0 9.88")


def test_in_two_environments_each_keeps_its_own(first, tmp_path):
    second = Environment(tmp_path / "shop")
    install(first.site, "1.4")
    install(second.site, "2.0")
    print(f"invoices: {first.run(ASK)} | shop: {second.run(ASK)}")
    assert (first.run(ASK), second.run(ASK)) == ("1.4 9.9", "2.0 9.88")


def test_an_environment_is_a_folder_and_a_pointer_to_the_base(first, tmp_path):
    prefixes = "import sys; print(sys.prefix == sys.base_prefix, sys.prefix)"
    found = first.run(prefixes)
    print("prefix is the base:", found.split()[0], "| prefix ends with:", Path(found.split()[1]).name)
    assert found.startswith("False") and found.endswith("invoices")
    assert (tmp_path / "invoices" / "pyvenv.cfg").read_text().startswith("home =")


def test_nothing_of_the_outside_is_visible_inside(first):
    outside = subprocess.run([sys.executable, "-c", "import django; print('found')"], capture_output=True, text=True)
    inside = first.run("import django")
    print(f"outside: {outside.stdout.strip()}, inside: {inside}")
    assert outside.stdout.strip() == "found" and inside == "ModuleNotFoundError: No module named 'django'"


def test_a_package_that_was_never_declared_works_until_the_environment_is_new(first, tmp_path):
    code = "import moneylib; print('works')"
    install(first.site, "1.4")  # somebody once installed it by hand
    fresh = Environment(tmp_path / "build-server")
    print(f"old laptop: {first.run(code)}, build server: {fresh.run(code)}")
    assert first.run(code) == "works" and "ModuleNotFoundError" in fresh.run(code)
