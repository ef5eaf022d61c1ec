"""Keeps the forms of the lock in step: the pins in pyproject.toml, the hashed requirements.lock, and what of it goes
into the image, deploy/requirements.lock; deploy/build.lock pins what builds the package there.

    python tools/lock.py            resolve anew within the pins, write the locks
    python tools/lock.py --upgrade  drop the pins, resolve anew, write the pins and the locks
    python tools/lock.py --check    fail where the two differ, or a committed file names a package registry

uv.lock itself is not committed: it holds the address of the registry that made it.
"""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements.lock"
IN_IMAGE = ROOT / "deploy/requirements.lock"
BUILDS = ROOT / "deploy/build.lock"
PROJECT = ROOT / "pyproject.toml"
PINS = re.compile(r"constraint-dependencies = \[\n(.*?)\]\n", re.DOTALL)
PIN = re.compile(r"^([a-z0-9.-]+)==([^ ;\\]+)", re.MULTILINE)
REGISTRIES = re.compile(
    "|".join(("pypi" + r"\.org", "pythonhosted" + r"\.org", "registry" + r"\.npmjs", "deb" + r"\.debian\.org"))
)


def uv() -> str:
    return os.environ.get("UV") or shutil.which("uv") or str(ROOT / ".uv/bin/uv")


EVERYTHING = ("--all-extras", "--all-groups")
FOR_THE_IMAGE = ("--all-extras", "--no-default-groups")


def export(chosen: tuple[str, ...] = EVERYTHING) -> str:
    """Return the hashed requirements of what was chosen, without addresses."""
    words = [uv(), "export", "--quiet", *chosen, "--no-emit-project", "--no-header", "--format", "requirements.txt"]
    exported = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return re.sub(r"^ +# via.*\n(?: +#   .*\n)*", "", exported, flags=re.MULTILINE)


def what_builds() -> str:
    """Return the hashed requirements of what builds our package."""
    project = tomllib.loads(PROJECT.read_text())
    words = [uv(), "pip", "compile", "--quiet", "--generate-hashes", "--no-header", "--no-annotate", "-"]
    words += ["--python-version", "3.13", "--exclude-newer", project["tool"]["uv"]["exclude-newer"]]
    needed = "\n".join(project["build-system"]["requires"])
    return subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True, input=needed).stdout


def pins_of(text: str) -> dict[str, str]:
    return dict(PIN.findall(text))


def write_pins(pins: dict[str, str]) -> None:
    lines = "".join(f'    "{name}=={version}",\n' for name, version in sorted(pins.items()))
    text = PROJECT.read_text()
    block = f"constraint-dependencies = [\n{lines}]\n"
    text = PINS.sub("", text).replace("[tool.uv]\n", "[tool.uv]\n" + block)
    PROJECT.write_text(text)


def stored_pins() -> dict[str, str]:
    found = PINS.search(PROJECT.read_text())
    return dict(re.findall(r'"([a-z0-9.-]+)==([^"]+)"', found[1])) if found else {}


def check() -> int:
    faults = []
    if stored_pins() != pins_of(LOCK.read_text()):
        faults.append("the pins in pyproject.toml and requirements.lock differ; run tools/lock.py")
    if export() != LOCK.read_text():
        faults.append("requirements.lock is not what the pins resolve to; run tools/lock.py")
    if export(FOR_THE_IMAGE) != IN_IMAGE.read_text():
        faults.append("deploy/requirements.lock is not what the pins resolve to; run tools/lock.py")
    git = [shutil.which("git") or "git", "ls-files"]
    listed = subprocess.run(git, cwd=ROOT, check=False, capture_output=True, text=True).stdout.splitlines()
    for name in filter(None, listed):
        file = ROOT / name
        if file.is_file() and REGISTRIES.search(file.read_bytes().decode("utf-8", "ignore")):
            faults.append(f"{name} names a package registry")
    print("\n".join(faults) or f"{len(stored_pins())} pins, no address of a registry")
    return 1 if faults else 0


def main() -> int:
    if "--check" in sys.argv:
        return check()
    if "--upgrade" in sys.argv:
        PROJECT.write_text(PINS.sub("", PROJECT.read_text()))
        (ROOT / "uv.lock").unlink(missing_ok=True)
    LOCK.write_text(export())
    IN_IMAGE.write_text(export(FOR_THE_IMAGE))
    BUILDS.write_text(what_builds())
    write_pins(pins_of(LOCK.read_text()))
    return check()


if __name__ == "__main__":
    sys.exit(main())
