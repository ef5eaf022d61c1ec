"""Makes of a review's files what its pages show: lines coloured once, hunks, gaps. Called when content is loaded."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from jobfutures.kit.markdown import highlighted, render, render_line
from jobfutures.reviews.content.schema import Finding, Fine
from jobfutures.reviews.diff import changed_files, lines_of, opcodes, parts, rows

LANGUAGES = {
    ".py": "python",
    ".html": "html+django",
    ".sql": "sql",
    ".md": "markdown",
    ".toml": "toml",
    ".json": "json",
    ".ini": "ini",
    ".cfg": "ini",
}


def coloured_lines(text: str, path: str) -> list[str]:
    """Return the lines of a file as HTML, each whole by itself."""
    lines = lines_of(text)
    language = LANGUAGES.get(PurePosixPath(path).suffix, "text")
    html = highlighted("\n".join(lines) + "\n", language).split("\n")[: len(lines)] if lines else []
    return html if len(html) == len(lines) else [highlighted(line, "text").rstrip("\n") for line in lines]


def shown_files(before: Mapping[str, str], after: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return every file that has anything in it: those that the change touches first.

    lines: how many each side has.  steps: as difflib says them.  rows: [kind, old, new, html].
    parts: [is_gap, start, stop], indices of rows.
    """
    changed = changed_files(before, after)
    rest = [path for path in sorted(after) if path not in changed and after[path].strip()]
    return [shown_file(path, before.get(path), after.get(path)) for path in [*changed, *rest]]


def shown_file(path: str, before: str | None, after: str | None) -> dict[str, Any]:
    one, two = before or "", after or ""
    steps = opcodes(one, two)
    html = {"before": coloured_lines(one, path), "after": coloured_lines(two, path)}
    lines = rows(steps)
    return {
        "path": path,
        "state": state_of(before, after),
        "lines": {side: len(found) for side, found in html.items()},
        "steps": steps,
        "rows": [[row.kind, row.old, row.new, html[row.side][row.number - 1]] for row in lines],
        "parts": [[part.is_gap, part.start, part.stop] for part in parts(lines)],
    }


def state_of(before: str | None, after: str | None) -> str:
    if before is None:
        return "added"
    if after is None:
        return "removed"
    return "same" if before == after else "changed"


def shown_place(one: Finding | Fine) -> dict[str, Any]:
    """Return a finding or a line that is fine, with its reason, and its title if it has one, as HTML."""
    html = {"why_html": render(one.why)}
    if isinstance(one, Finding):
        html["title_html"] = render_line(one.title)
    return {**one.model_dump(mode="json"), **html}
