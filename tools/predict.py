"""Try a prediction while you write it: `python tools/predict.py content/predictions/AREA/SLUG.md [...]`.

Runs its program, and the fixed one, twice in processes of their own; prints the truth: what was printed, how it ended,
on which line, how many queries. Then every fault of the format. Exit code 1 where there is one.
"""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, ValidationError

from jobfutures.kit.content.faults import Fault
from jobfutures.kit.content.frontmatter import Document, Shape, read_document
from jobfutures.topics.content import AreaId, Slug, read_vocabulary

ROOT = Path(__file__).parent.parent
HARNESS = ROOT / "src/jobfutures/predictions/harness"
PROJECT = ROOT / "content/guides/python-backend/project"
NO_EXCEPTION = "no exception"
OUTPUT_LINES, PROGRAM_LINES, BODY_WORDS, WALL_MS = 12, (4, 25), (40, 160), 2000
COUNTED = re.compile(r"(\d+) quer(?:y|ies)")
CLASS = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")
OF_ONE_RUN = re.compile(r"\b0x[0-9a-f]{6,}|/(?:tmp|home|root|usr|work)/")


def text(least: int, most: int) -> Any:
    return StringConstraints(min_length=least, max_length=most, strip_whitespace=True)


class Wrong(Shape):
    answer: str | int
    why: Annotated[str, text(20, 300)]


class PredictionFields(Shape):
    title: Annotated[str, text(8, 80)]
    area: AreaId
    level: Literal["junior", "middle", "senior"]
    asks: Literal["output", "exception", "queries", "line"]
    question: Annotated[str, text(10, 160)]
    wrong: Annotated[list[Wrong], Field(min_length=2, max_length=4)]
    related: Annotated[list[Slug], Field(min_length=1, max_length=3)]
    fix: Annotated[str, text(20, 200)] | None = None
    status: Literal["draft", "published", "retired"]


def ran(programs: dict[str, str], seed: int) -> dict[str, Any]:
    """Run programs in a fresh interpreter whose hashes begin with this seed."""
    words = [sys.executable, str(HARNESS / "run_many.py"), str(PROJECT)]
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONHASHSEED": str(seed), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        words, input=json.dumps(programs), env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def truth(asks: str, run: dict[str, Any]) -> str:
    """Return what a run says to this kind of question; empty where it says nothing."""
    if asks == "output":
        return trimmed(run["output"])
    if asks == "exception":
        return run["exception"] or NO_EXCEPTION
    if asks == "line":
        return str(run["line"] or "")
    last = trimmed(run["output"]).rpartition("\n")[2]
    counted = COUNTED.fullmatch(last)
    return counted[1] if counted else ""


def trimmed(output: Any) -> str:
    return "\n".join(line.rstrip() for line in str(output).splitlines()).rstrip()


def format_faults(document: Document, fields: PredictionFields) -> list[Fault]:
    """Name all that is wrong without running anything."""
    found: list[tuple[tuple[str | int, ...], str]] = []
    vocabulary = read_vocabulary([ROOT / "content"])
    slugs = vocabulary.slugs(fields.area)
    folder = document.file.parent.name
    if slugs is None or slugs[1] != folder:
        found.append((("area",), f"{fields.area} belongs in the folder {slugs[1] if slugs else '(unknown area)'}"))
    guide = {path.stem for path in ROOT.glob("content/guides/*/*/*/*.md")}
    found += [(("related", n), f"unknown question {one}") for n, one in enumerate(fields.related) if one not in guide]
    words, (least, most) = len(document.body.split()), BODY_WORDS
    if not least <= words <= most:
        found.append((("text",), f"has {words} words; it must have {least} to {most}"))
    if re.search(r"^#", re.sub(r"^```.*?^```", "", document.body, flags=re.MULTILINE | re.DOTALL), re.MULTILINE):
        found.append((("text",), "has a heading"))
    for other in sorted((ROOT / "content/predictions").glob("*/*.md")):
        if other == document.file:
            continue
        if other.stem == document.file.stem:
            found.append((("file",), f"the name stands already in {other.parent.name}/"))
        loaded = read_document(other, document.folder)
        if isinstance(loaded, Document) and str(loaded.fields.get("title")).lower() == fields.title.lower():
            found.append((("title",), f"stands already in {other.parent.name}/{other.name}"))
    found += wrong_faults(fields)
    return [Fault(document.name, document.line_of(path), ".".join(map(str, path)), why) for path, why in found]


def wrong_faults(fields: PredictionFields) -> list[tuple[tuple[str | int, ...], str]]:
    found: list[tuple[tuple[str | int, ...], str]] = []
    seen: set[str] = set()
    for number, one in enumerate(fields.wrong):
        path, answer = ("wrong", number, "answer"), trimmed(one.answer)
        if answer in seen:
            found.append((path, "stands there twice"))
        seen.add(answer)
        if fields.asks == "output" and not isinstance(one.answer, str):
            found.append((path, "must be text: write it in quotes, or below `|-`"))
        if fields.asks == "output" and len(answer.splitlines()) > OUTPUT_LINES:
            found.append((path, f"has more than {OUTPUT_LINES} lines"))
        if fields.asks in {"queries", "line"} and not answer.isdecimal():
            found.append((path, "must be a number"))
        if fields.asks == "exception" and answer != NO_EXCEPTION and not CLASS.fullmatch(answer):
            found.append((path, f"must be the name of a class, or `{NO_EXCEPTION}`"))
    return found


def program_faults(name: str, source: str) -> list[Fault]:
    least, most = PROGRAM_LINES
    length = len(source.splitlines())
    found = [] if least <= length <= most else [Fault(name, 1, "program", f"has {length} lines, not {least} to {most}")]
    try:
        ast.parse(source)
    except SyntaxError as error:
        found.append(Fault(name, error.lineno or 1, "program", f"is no Python: {error.msg}"))
    return found


def run_faults(name: str, runs: list[dict[str, Any]]) -> list[Fault]:
    """Name what no program of a prediction may do."""
    first, second = runs
    found = []
    same = ("output", "exception", "line", "errors")
    if first["lost"]:
        found.append(first["lost"])
    elif any(first[part] != second[part] for part in same):
        found.append(
            f"does something else each time: {[first[part] for part in same]}, {[second[part] for part in same]}"
        )
    if min(first["wall_ms"], second["wall_ms"]) > WALL_MS:
        found.append(f"takes {first['wall_ms']} ms; at most {WALL_MS}")
    if first["errors"]:
        found.append(f"wrote to standard error, which is no part of the truth: {first['errors']!r}")
    if first["exception"].endswith("DeprecationWarning"):
        found.append(f"uses what is deprecated: {first['traceback'].splitlines()[-1]}")
    if OF_ONE_RUN.search(first["output"]):
        found.append("prints an address in memory, or a path of this machine")
    return [Fault(name, 1, "program", why) for why in found]


def truth_faults(
    document: Document, fields: PredictionFields, first: dict[str, Any], fixed: dict[str, Any]
) -> list[Fault]:
    """Name all in which the prediction and what its programs did do not fit together."""
    found: list[tuple[tuple[str | int, ...], str]] = []
    true = truth(fields.asks, first)
    source = document.file.with_suffix(".py").read_text(encoding="utf-8").splitlines()
    written = {str(number) for number, line in enumerate(source, start=1) if line.strip()}
    for number, one in enumerate(fields.wrong):
        path, answer = ("wrong", number, "answer"), trimmed(one.answer)
        if answer == true:
            found.append((path, "is the truth"))
        if fields.asks == "line" and answer not in written:
            found.append((path, f"the program has no line {answer} with something on it"))
    if not true:
        wanted = {"output": "prints nothing", "queries": "does not end with `N queries`", "line": "raises on no line"}
        found.append((("asks",), f"asks for {fields.asks}, and the program {wanted[fields.asks]}"))
    if fields.asks in {"output", "queries"} and first["exception"]:
        found.append((("asks",), f"asks for {fields.asks}, and the program ends with {first['exception']}"))
    if fields.asks == "output" and len(true.splitlines()) > OUTPUT_LINES:
        found.append((("asks",), f"the program prints more than {OUTPUT_LINES} lines"))
    found += fix_faults(first, fixed) if fixed else []
    return [Fault(document.name, document.line_of(path), ".".join(map(str, path)), why) for path, why in found]


def fix_faults(first: dict[str, Any], fixed: dict[str, Any]) -> list[tuple[tuple[str | int, ...], str]]:
    found: list[tuple[tuple[str | int, ...], str]] = []
    if fixed["exception"]:
        found.append((("fix",), f"the fixed program ends with {fixed['exception']}"))
    if trimmed(fixed["output"]) == trimmed(first["output"]):
        found.append((("fix",), "the fixed program prints the same as the first"))
    if not trimmed(fixed["output"]):
        found.append((("fix",), "the fixed program prints nothing"))
    return found


def read(file: Path) -> tuple[Document | None, PredictionFields | None, list[Fault]]:
    document = read_document(file, ROOT / "content")
    if isinstance(document, Fault):
        return None, None, [document]
    try:
        return document, PredictionFields.model_validate(document.fields), []
    except ValidationError as error:
        faults = [
            Fault(
                document.name,
                document.line_of(tuple(one["loc"])),
                ".".join(map(str, one["loc"])) or "front matter",
                one["msg"],
            )
            for one in error.errors()
        ]
        return document, None, faults


def tell(name: str, run: dict[str, Any]) -> None:
    print(f"-- {name}: {run['wall_ms']} ms")
    print(run["output"] + run["traceback"], end="")
    print(f"   output {json.dumps(trimmed(run['output']))}")
    print(f"   exception {run['exception'] or NO_EXCEPTION}, line {run['line'] or 'none'}", end="")
    print(f", queries {truth('queries', run) or 'not counted'}")


def predict(file: Path) -> list[Fault]:
    """Print what one prediction's programs do; return its faults."""
    print(f"\n== {file.parent.name}/{file.stem}")
    document, fields, faults = read(file)
    fixed_file = file.with_suffix(".fixed.py")
    places = {"program": file.with_suffix(".py")} | ({"fixed": fixed_file} if fixed_file.exists() else {})
    if not places["program"].exists():
        return [*faults, Fault(file.name, 1, "program", f"{file.stem}.py is not there")]
    programs = {name: place.read_text(encoding="utf-8") for name, place in places.items()}
    for name, source in programs.items():
        faults += program_faults(places[name].name, source)
    twice = [ran(programs, seed) for seed in (1, 2)]
    for name in programs:
        tell(places[name].name, twice[0][name])
        faults += run_faults(places[name].name, [one[name] for one in twice])
    if document and fields:
        if bool(fields.fix) != ("fixed" in programs):
            faults.append(Fault(document.name, 1, "fix", "a fix and a .fixed.py stand together"))
        faults += format_faults(document, fields)
        faults += truth_faults(document, fields, twice[0]["program"], twice[0].get("fixed", {}))
        print(f"   the truth of `asks: {fields.asks}`: {truth(fields.asks, twice[0]['program'])!r}")
    return faults


def main() -> int:
    files = [Path(word).absolute() for word in sys.argv[1:]]
    if not files or any(file.suffix != ".md" for file in files):
        print(__doc__)
        return 2
    faults = [fault for file in files for fault in predict(file)]
    print("\n" + ("\n".join(map(str, faults)) if faults else "no fault"))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
