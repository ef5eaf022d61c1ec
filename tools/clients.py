"""Make the clients of the API from docs/api/openapi.json: `python tools/clients.py python|typescript FOLDER`.

python: a package `jobfutures_client` by openapi-python-client.  typescript: `schema.d.ts` by openapi-typescript, which
openapi-fetch reads; its packages stand in tools/clients/package-lock.json.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCUMENT = ROOT / "docs/api/openapi.json"
SOURCE = ROOT / "tools/clients"


def make_python(folder: Path) -> Path:
    """Write the package into a folder, and return where it is."""
    made = folder / "jobfutures_client"
    words = ["openapi_python_client", "generate", "--meta", "none", "--overwrite", "--fail-on-warning"]
    config = SOURCE / "python.yaml"
    run(
        [sys.executable, "-m", *words, "--path", str(DOCUMENT), "--output-path", str(made), "--config", str(config)],
        folder,
    )
    return made


def make_typescript(folder: Path) -> Path:
    """Write `schema.d.ts` into a folder where the packages are installed, and return it."""
    made = folder / "schema.d.ts"
    run([str(folder / "node_modules/.bin/openapi-typescript"), str(DOCUMENT), "-o", str(made)], folder)
    return made


def install(folder: Path) -> None:
    """Install the packages of the lock file into a folder, with the loop beside them."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("There is no npm here; `apt install npm` brings one.")
    for name in ("package.json", "package-lock.json", ".npmrc", "tsconfig.json", "loop.ts"):
        shutil.copy(SOURCE / name, folder / name)
    run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], folder)


def run(words: list[str], folder: Path) -> None:
    """Run a program quietly; say what it said where it fails."""
    ran = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise SystemExit(f"{Path(words[0]).name} failed:\n{ran.stdout}\n{ran.stderr}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("language", choices=("python", "typescript"))
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    if asked.language == "python":
        print(make_python(asked.folder))
        return
    install(asked.folder)
    print(make_typescript(asked.folder))


if __name__ == "__main__":
    main()
