"""What can be known of the security of this checkout without a network; `./check security` runs it.

    python tools/security.py            Bandit, secrets in tracked files, pins against the snapshot of advisories
    python tools/security.py --refresh  ask for the advisories of every pin (needs a network), write the snapshot

What was looked at and is right stands in security_reasons.toml, with the reason; a reason that nothing needs any more
fails as well. The snapshot knows what was public on its day, of the pins that it names, and nothing else.
"""

import json
import math
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from packaging.version import Version

ROOT = Path(__file__).parent.parent
SNAPSHOT = ROOT / "docs/operating/advisories.json"
REASONS = ROOT / "tools/security_reasons.toml"
SCANNED = ["src/jobfutures", "start.py", "check", "tools"]
PIN = re.compile(r"^([a-z0-9.-]+)==([^ ;\\]+)", re.MULTILINE)
BUILT_BY_OTHERS = ("/vendor/", "package-lock.json", ".lock")  # full of hashes, which look like secrets
KNOWN_SECRETS = re.compile(
    r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"
    r"|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"
    r"|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bgithub_pat_[A-Za-z0-9_]{60,}"
    r"|\bglpat-[A-Za-z0-9_-]{20}\b"
    r"|\bxox[abprs]-[A-Za-z0-9-]{20,}"
    r"|\b[sr]k_live_[A-Za-z0-9]{20,}"
    r"|\bAIza[0-9A-Za-z_-]{35}\b"
    r"|\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}"
    r"|\b[a-z]+://[^\s:/@'\"{}<>$]+:[^\s:/@'\"{}<>$]{12,}@[a-z0-9.-]+\.[a-z]{2,}"
)
NAMED_VALUE = re.compile(
    r"(?i)(?:secret|token|passw(?:or)?d|api_?key|private_?key|credential)[a-z_]*['\"]?\s*[:=]\s*"
    r"['\"]([A-Za-z0-9+/=_.-]{20,})['\"]"
)
LEAST_BITS = 3.8  # a sign; words and paths have fewer, random letters and digits more


def bits(text: str) -> float:
    """Return the entropy of a text, in bits a sign."""
    counts = Counter(text)
    return -sum(number / len(text) * math.log2(number / len(text)) for number in counts.values())


def is_random(text: str) -> bool:
    return bool(re.search(r"\d", text) and re.search(r"[A-Za-z]", text)) and bits(text) >= LEAST_BITS


def secrets_in(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line, what it looks like) of what could be a real secret."""
    for number, line in enumerate(text.splitlines(), start=1):
        if found := KNOWN_SECRETS.search(line):
            yield number, found[0][:12]
        elif (named := NAMED_VALUE.search(line)) and is_random(named[1]):
            yield number, f"{named[1][:4]}..."


def tracked() -> list[str]:
    git = [shutil.which("git") or "git", "ls-files"]
    return subprocess.run(git, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()


def secrets() -> Iterator[tuple[str, str, str]]:
    """Yield (test, file, sentence) of each thing in a tracked file that could be a secret."""
    for name in tracked():
        path = ROOT / name
        if path.is_file() and not any(part in f"/{name}" for part in BUILT_BY_OTHERS):
            for line, what in secrets_in(path.read_bytes().decode("utf-8", "ignore")):
                yield "secret", name, f"line {line} looks like a secret: {what}"


def bandit() -> Iterator[tuple[str, str, str]]:
    words = [sys.executable, "-m", "bandit", "-q", "-c", "pyproject.toml", "-f", "json", "-r", *SCANNED]
    said = subprocess.run(words, cwd=ROOT, check=False, capture_output=True, text=True)
    try:
        results = json.loads(said.stdout)
    except ValueError:
        raise SystemExit(f"bandit did not run:\n{said.stderr}") from None
    yield from (("bandit", one["filename"], f"could not be read: {one['reason']}") for one in results["errors"])
    for one in results["results"]:
        sentence = f"line {one['line_number']}: {one['issue_text']}"
        yield one["test_id"], one["filename"].removeprefix("./"), sentence


def unexplained(found: Iterable[tuple[str, str, str]], reasons: dict[str, Any]) -> list[str]:
    """Return a sentence for each finding without a reason, and for each reason that nothing needs."""
    lines, used = [], set()
    for test, file, sentence in found:
        at = next((n for n, one in enumerate(reasons["right"]) if one["test"] == test and file in one["files"]), None)
        if at is None:
            lines.append(f"{file}: {test}: {sentence}")
        else:
            used.add((at, file))
    for at, one in enumerate(reasons["right"]):
        lines += [
            f"{REASONS.name}: {one['test']} of {file}: nothing needs it"
            for file in one["files"]
            if (at, file) not in used
        ]
    return lines


def affected(version: str, ranges: list[dict[str, str]]) -> bool:
    return any(
        Version(one.get("introduced") or "0") <= Version(version)
        and ("fixed" not in one or Version(version) < Version(one["fixed"]))
        for one in ranges
    )


def advised(pins: dict[str, str], snapshot: dict[str, Any]) -> list[str]:
    """Return a sentence for each pin that the snapshot knows something against."""
    return [
        f"{one['package']} {pins[one['package']]} is affected by {one['id']}: {one['about']}"
        for one in snapshot["advisories"]
        if one["package"] in pins and affected(pins[one["package"]], one["ranges"])
    ]


def pins() -> dict[str, str]:
    return dict(PIN.findall((ROOT / "requirements.lock").read_text()))


def refresh() -> int:
    """Ask the advisory service of pip-audit about every pin, and write what it knows and of which pins."""
    words = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", "-f", "json", "-r"]
    said = subprocess.run([*words, "requirements.lock"], cwd=ROOT, check=False, capture_output=True, text=True)
    try:
        answers = json.loads(said.stdout)["dependencies"]
    except (ValueError, KeyError):
        sys.stderr.write(f"pip-audit did not answer; the snapshot stays as it is.\n{said.stderr[-2000:]}\n")
        return 1
    asked = {one["name"]: one["version"] for one in answers if "version" in one}
    if not asked:
        sys.stderr.write("The advisory service knew none of the pins; the snapshot stays as it is.\n")
        return 1
    known = json.loads(SNAPSHOT.read_text())
    found = [
        {
            "package": one["name"],
            "id": flaw["id"],
            "about": " ".join(flaw["description"].split())[:200],
            "ranges": [{"introduced": one["version"], **({"fixed": fixed} if (fixed := first(flaw)) else {})}],
        }
        for one in answers
        for flaw in one.get("vulns", [])
    ]
    named = {(one["package"], one["id"]) for one in found}
    older = [one for one in known["advisories"] if (one["package"], one["id"]) not in named]
    written = {
        "day": datetime.now(UTC).date().isoformat(),
        "source": "pip-audit, its default service",
        "asked": asked,
        "advisories": older + found,
    }
    SNAPSHOT.write_text(json.dumps(written, indent=1) + "\n")
    return 0


def first(flaw: dict[str, Any]) -> str:
    return str(flaw["fix_versions"][0]) if flaw["fix_versions"] else ""


def main() -> int:
    if "--refresh" in sys.argv:
        return refresh()
    snapshot = json.loads(SNAPSHOT.read_text())
    found = [*bandit(), *secrets()]
    faults = unexplained(found, tomllib.loads(REASONS.read_text())) + advised(pins(), snapshot)
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    unasked = sum(snapshot["asked"].get(name) != version for name, version in pins().items())
    sys.stdout.write(
        f"{len(faults)} faults; {len(found)} findings with a reason; {len(snapshot['advisories'])} advisories of "
        f"{snapshot['day']}, {unasked} of {len(pins())} pins were not asked about since they are what they are\n"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
