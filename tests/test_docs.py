"""The documentation: it builds, every link leads somewhere, every command in it is one.

A fenced block of `sh` or `console` may have a mark in the line before it:
    <!-- checked: run -->     it is run, whole, in an empty folder with a data folder of its own
    <!-- checked: words -->   it needs another machine, or takes long: every line is checked against what it calls
Without a mark its words are checked. There is no mark that leaves a block out.
"""

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from jobfutures.config.command import parser

ROOT = Path(__file__).parent.parent
FILES = sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")])
BLOCK = re.compile(
    r"(?:^<!-- checked: (?P<mark>\w+) -->\n)?^```(?:sh|console)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
OURS = ("jobfutures", "/opt/jobfutures/bin/jobfutures")
# Programs of others that stand in our blocks. A new one is added here by whoever has looked at its line.
OTHERS = {
    "export", "umask", "mkdir", "openssl", "printf", "docker", "kubectl", "python3", "/opt/jobfutures/bin/pip",
    "useradd", "install", "systemctl", "sudo", "aa-exec", "apt", "uv", "git", "npm", "sqlite3", "curl", "pip",
    "cp", "cd", "psql",
    "pg_dump", "pg_restore", "source", "http", "python", ".venv/bin/python",
}  # fmt: skip


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks() -> list[tuple[str, str, str]]:
    """Return (where, mark, text) of every block of commands."""
    return [
        (
            f"{shown(file)}:{file.read_text()[: found.start()].count(chr(10)) + 1}",
            found["mark"] or "words",
            found["text"],
        )
        for file in FILES
        for found in BLOCK.finditer(file.read_text())
    ]


def lines_of(text: str) -> Iterator[list[str]]:
    """Yield the words of each command: prompts, settings before a command and pipes taken off."""
    for line in re.sub(r"\\\n", " ", text).splitlines():
        words = shlex.split(line.removeprefix("$ "), comments=True)
        while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
            words = words[1:]
        if words:
            yield words


@cache
def commands() -> dict[str, argparse.ArgumentParser]:
    """Return the parser of each of our commands."""
    root = parser()
    return next(action.choices for action in root._actions if isinstance(action, argparse._SubParsersAction))


def ours(words: list[str]) -> list[str]:
    """Return the words that our own command gets, or nothing where a line calls another program."""
    if words[0] == "python3" and words[1:2] == ["start.py"]:
        return ["serve"] if words[2:3] in ([], ["test"], ["ANYTHING"]) else words[2:]
    if words[0] in OURS:
        return words[1:]
    inside = words[0] in ("docker", "sudo", "aa-exec") and "jobfutures" in words[1:] and words[-1] != "jobfutures"
    return words[words.index("jobfutures", 1) + 1 :] if inside and "build" not in words else []


def wrong_words(words: list[str]) -> str:
    """Say what is wrong with one command of a page, or nothing."""
    given = ours(words)
    if not given:
        return "" if words[0] in {*OURS, *OTHERS} else f"{words[0]} is no program that we know"
    if given[0].startswith("-") or given[0] in ("manage", "...", "ANYTHING"):
        return ""
    if given[0] not in commands():
        return f"{given[0]} is no command"
    flags = {flag for action in commands()[given[0]]._actions for flag in action.option_strings}
    unknown = [word for word in given[1:] if word.startswith("--") and word.split("=")[0] not in flags]
    return f"{given[0]} takes no {', '.join(unknown)}" if unknown else ""


def test_every_command_in_a_block_is_one() -> None:
    faults = []
    for where, mark, text in blocks():
        assert mark in ("run", "words"), f"{where}: {mark} is no mark"
        faults += [f"{where}: {wrong}" for words in lines_of(text) if (wrong := wrong_words(words))]

    assert faults == []
    assert len(blocks()) >= 8


def test_every_command_in_a_sentence_is_one() -> None:
    faults = []
    for file in FILES:
        for written in re.findall(r"`(jobfutures [^`]+)`", file.read_text()):
            plain = re.sub(r"[\[\]|]", " ", written).split()
            if wrong := wrong_words([word for word in plain if word != "..."]):
                faults.append(f"{shown(file)}: {written}: {wrong}")

    assert faults == []


@pytest.mark.parametrize(("where", "text"), [(w, t) for w, mark, t in blocks() if mark == "run"])
def test_a_block_that_can_run_does(where: str, text: str, tmp_path: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("JOBFUTURES_", "DJANGO_"))}
    known = {"JOBFUTURES_DATA": str(tmp_path / "data"), "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    bash = shutil.which("bash") or "bash"
    ran = subprocess.run(
        [bash, "-eu", "-c", text],
        cwd=tmp_path,
        env=clean | known,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ran.returncode == 0, f"{where}: {ran.stderr}"
    assert ran.stderr == ""


def slug(heading: str) -> str:
    plain = re.sub(r"[`*_]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
    return re.sub(r"[\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip())


def places(file: Path) -> set[str]:
    return {slug(heading) for heading in re.findall(r"^#+ (.+)$", file.read_text(), re.MULTILINE)}


def test_every_link_of_the_documentation_leads_somewhere() -> None:
    faults = []
    for file in FILES:
        text = re.sub(r"^```.*?^```$|`[^`\n]+`", "", file.read_text(), flags=re.MULTILINE | re.DOTALL)
        for link in re.findall(r"\[[^\]]*\]\(([^)\s]+)\)", text):
            parts = urlsplit(link)
            if parts.scheme or link.startswith("/"):
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            if not target.exists() or (parts.fragment and parts.fragment not in places(target)):
                faults.append(f"{shown(file)}: {link}")

    assert faults == []


class Loaded(HTMLParser):
    """Reads a built page: what it loads by itself, and where it leads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.ids |= {values[name] for name in ("id", "name") if values.get(name)}
        if values.get("src"):
            self.loads.append(values["src"])
        if tag == "link" and values.get("href") and values.get("rel") != "canonical":
            self.loads.append(values["href"])
        elif tag == "a" and values.get("href"):
            self.links.append(values["href"])


def leads_nowhere(page: Path, link: str, site: Path, built: dict[Path, Loaded]) -> bool:
    parts = urlsplit(link)
    if parts.scheme or link.startswith("//"):
        return False
    begin = site if parts.path.startswith("/") else page.parent
    target = (begin / unquote(parts.path).lstrip("/")).resolve() if parts.path else page
    target = target / "index.html" if target.is_dir() else target
    if target not in built:
        return not target.exists()
    return bool(parts.fragment) and unquote(parts.fragment) not in built[target].ids


def test_the_documentation_builds_and_its_pages_ask_no_other_host(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copy(ROOT / "zensical.toml", tmp_path)
    words = [str(Path(sys.executable).parent / "zensical"), "build", "--strict", "--clean"]
    made = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    site = tmp_path / "dist/docs"
    built = {page: Loaded(page.read_text()) for page in site.rglob("*.html") if page.name != "404.html"}

    outside = {load for page in built.values() for load in page.loads if urlsplit(load).netloc}
    assert outside == set()
    assert len(built) >= len([file for file in FILES if "docs" in file.parts])
    nowhere = [
        f"{page.relative_to(site)}: {link}"
        for page, read in built.items()
        for link in read.links
        if leads_nowhere(page, link, site, built)
    ]
    assert nowhere == []
