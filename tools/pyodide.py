"""Brings Python for the browser: Pyodide from npm, and the one compiled package that the examples need beside it.

    python tools/pyodide.py fetch      fetch both by name, check them, and put them where the site ships them
    python tools/pyodide.py --check    fail where a committed file is not the one that was fetched

The names of the folder and of the wheel hold their versions, so that browsers may keep them for ever. A new version:
change the names, run `fetch`, which prints the hashes it found, and write those down here.
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
VERSION = "314.0.7"
WHEEL = "pydantic_core-2.50.4-cp314-cp314-pyemscripten_2026_0_wasm32.whl"  # the version that requirements.lock pins
TARGET = ROOT / "src/jobfutures/kit/static/kit/vendor/pyodide" / VERSION
HASHES = {  # SHA-256; the licences are ours to keep
    "pyodide.mjs": "6f1d60f7bf529beb300f0f47983c921d3982363640ba20af0e38efdddbc66109",
    "pyodide.asm.mjs": "f7cdc8ece80678ceb712f8e65ebe6d3a83203a180c399865f49612a051693635",
    "pyodide.asm.wasm": "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6",
    "python_stdlib.zip": "fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a",
    WHEEL: "e6da138a1ecc1341c8b788a5ee822670b03788e1f5decf7af9d461de6e508b8e",
}


def fetch(folder: Path) -> dict[str, Path]:
    """Fetch into an empty folder; return every file by its name."""
    words = [program("npm"), "pack", f"pyodide@{VERSION}", "--silent"]
    subprocess.run(words, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(next(folder.glob("pyodide-*.tgz"))) as packed:
        packed.extractall(folder, filter="data")
    name, version, python, abi, platform = WHEEL.removesuffix(".whl").split("-")
    words = [program("pip"), "download", "--quiet", "--no-deps", "--only-binary=:all:", "--dest", str(folder)]
    words += ["--python-version", python.removeprefix("cp"), "--abi", abi, "--platform", platform]
    subprocess.run([*words, f"{name}=={version}"], check=True)
    return {file: folder / file if file == WHEEL else folder / "package" / file for file in HASHES}


def program(name: str) -> str:
    found = shutil.which(name)
    if not found:
        raise SystemExit(f"There is no {name} here; `apt install npm python3-pip` brings what is needed.")
    return found


def wrong(files: dict[str, Path]) -> list[str]:
    """Return the files that are not the ones written down above, each with the hash it has."""
    found = {name: digest(file) for name, file in files.items()}
    return [f"{name} {found[name]}" for name, expected in HASHES.items() if found[name] != expected]


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else "is missing"


def main() -> int:
    if sys.argv[1:] == ["--check"]:
        faults = wrong({name: TARGET / name for name in HASHES})
        print("\n".join(faults) or "Pyodide is as it was fetched")
        return 1 if faults else 0
    if sys.argv[1:] != ["fetch"]:
        print(__doc__)
        return 2
    with tempfile.TemporaryDirectory(prefix="jobfutures-pyodide-") as folder:
        files = fetch(Path(folder))
        if faults := wrong(files):
            print("not what was written down:", *faults, sep="\n")
            return 1
        TARGET.mkdir(parents=True, exist_ok=True)
        for name, file in files.items():
            shutil.copyfile(file, TARGET / name)
            print(f"{file.stat().st_size:>9} {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
