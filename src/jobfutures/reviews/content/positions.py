"""On which line of a TOML file a field stands, for faults: `tomllib` reads values and forgets their places."""

import re
from collections import Counter

Path = tuple[str | int, ...]
TABLE = re.compile(r"^\s*(\[\[?)\s*([\w-]+)\s*\]\]?")
KEY = re.compile(r"^\s*([\w-]+)\s*=\s*(.*)$")
FENCES = ('"""', "'''")


class Positions:
    """Lines of top-level fields and of fields in `[table]` and `[[table]]`, by path: ("findings", 0, "lines")."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self.table: Path = ()
        tables: Counter[str] = Counter()
        fence = ""
        for number, line in enumerate(text.splitlines(), start=1):
            if fence:
                fence = "" if fence in line else fence
            elif found := TABLE.match(line):
                bracket, name = found.groups()
                self.table = (name, tables[name]) if bracket == "[[" else (name,)
                tables[name] += 1
                self.lines.setdefault((name,), number)
                self.lines[self.table] = number
            elif found := KEY.match(line):
                self.lines[(*self.table, found[1])] = number
                fence = next((one for one in FENCES if found[2].startswith(one) and one not in found[2][3:]), "")

    def line_of(self, path: Path) -> int:
        """Return the line of a field, or of the nearest field around it; 1 where nothing is known."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)
