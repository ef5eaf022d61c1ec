"""Verifiers of other people's libraries, under Node: tools/verifier/, installed once beside the other caches."""

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from jobfutures.credentials.tests.forging import ISSUER, JWKS

SOURCE = Path(__file__).parents[4] / "tools/verifier"
MISSING = "There is no npm here; `apt install npm` brings one."


def folder() -> Path:
    """Return where the verifier stands with its packages; a cache outside of the repository, one for each lock file."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "jobfutures"
    mark = hashlib.sha256((SOURCE / "package-lock.json").read_bytes()).hexdigest()[:16]
    return cache / f"verifier-{mark}"


def installed() -> Path:
    """Install the packages of the lock file where they are not there yet. Fails with a sentence without npm."""
    npm = shutil.which("npm")
    assert npm, MISSING
    home = folder()
    if not (home / "node_modules").is_dir():
        building = home.with_name(f"{home.name}-{os.getpid()}")
        building.mkdir(parents=True)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(SOURCE / name, building / name)
        words = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(words, cwd=building, check=True, stdout=subprocess.DEVNULL)
        building.rename(home)
    for script in SOURCE.glob("*.js"):
        shutil.copy(script, home / script.name)
    return home


def asked(**given: Any) -> list[dict[str, Any]]:
    """Return the answers of the other verifiers. given: vectors or lists, as verify.js takes them."""
    home = installed()
    node = shutil.which("node")
    assert node, MISSING
    question = json.dumps({"issuer": ISSUER, "keys": JWKS["keys"], **given})
    ran = subprocess.run([node, "verify.js"], cwd=home, input=question, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    answers: list[dict[str, Any]] = json.loads(ran.stdout)
    return answers
