"""Builds the code editor that the site ships from tools/editor/, with npm and esbuild at the versions locked there.

    python tools/editor.py build      write the bundle, its licences, and the bundle's name into kit/js/editor.js
    python tools/editor.py --check    build anew elsewhere and fail where a byte differs

Names of files hold a hash of what is in them, so that browsers may keep them for ever.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "tools/editor"
KIT = ROOT / "src/jobfutures/kit/static/kit"
BUNDLE = KIT / "vendor/codemirror"
FACE = KIT / "js/editor.js"
ENTRY = re.compile(r"codemirror-\w+\.js")
ESBUILD = [
    "codemirror.js", "--bundle", "--minify", "--splitting", "--format=esm", "--target=es2022", "--charset=utf8",
    "--legal-comments=none", "--entry-names=[name]-[hash]", "--chunk-names=[name]-[hash]", "--outdir=dist",
    "--metafile=made.json", "--log-level=warning",
]  # fmt: skip


def build(folder: Path) -> Path:
    """Build in an empty folder; return where the bundle stands."""
    shutil.copytree(SOURCE, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules", "dist"))
    npm = shutil.which("npm")
    if not npm:
        raise SystemExit("There is no npm here; `apt install npm` brings one.")
    subprocess.run(
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=folder, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    subprocess.run([folder / "node_modules/.bin/esbuild", *ESBUILD], cwd=folder, check=True)
    (folder / "dist/LICENSE.txt").write_text(licences(folder), encoding="utf-8")
    return folder / "dist"


def licences(folder: Path) -> str:
    """Return the licence of every package of which something is in the bundle, each text once."""
    inputs = json.loads((folder / "made.json").read_text())["inputs"]
    found: dict[str, list[str]] = {}
    for name in sorted({package(path) for path in inputs if path.startswith("node_modules/")}):
        home = folder / "node_modules" / name
        text = next(home.glob("LICENSE*")).read_text(encoding="utf-8").strip()
        found.setdefault(text, []).append(f"{name} {json.loads((home / 'package.json').read_text())['version']}")
    return "\n\n".join(f"{', '.join(names)}\n\n{text}" for text, names in found.items()) + "\n"


def package(path: str) -> str:
    """Return `@codemirror/view` for a file below node_modules/@codemirror/view/."""
    parts = path.split("/")[1:]
    return "/".join(parts[: 2 if parts[0].startswith("@") else 1])


def entry(folder: Path) -> str:
    return next(file.name for file in folder.iterdir() if ENTRY.fullmatch(file.name))


def differences(made: Path) -> list[str]:
    """Return what the committed bundle has otherwise than one that was just made."""
    names = sorted({file.name for folder in (made, BUNDLE) if folder.is_dir() for file in folder.iterdir()})
    found = [name for name in names if content(made / name) != content(BUNDLE / name)]
    return found if ENTRY.findall(FACE.read_text()) == [entry(made)] else [*found, FACE.name]


def content(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None


def main() -> int:
    words = sys.argv[1:]
    if words not in (["build"], ["--check"]):
        print(__doc__)
        return 2
    with tempfile.TemporaryDirectory(prefix="jobfutures-editor-") as folder:
        made = build(Path(folder))
        if words == ["--check"]:
            found = differences(made)
            print(f"differs from its source: {', '.join(found)}" if found else "the editor is what its source makes")
            return 1 if found else 0
        shutil.rmtree(BUNDLE, ignore_errors=True)
        shutil.copytree(made, BUNDLE)
        FACE.write_text(ENTRY.sub(entry(made), FACE.read_text()))
    for file in sorted(BUNDLE.iterdir()):
        print(f"{file.stat().st_size:>8} {file.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
