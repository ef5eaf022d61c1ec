"""Two levers on a team's reviews: take a repeated comment away from people, and look at waiting time by size."""

import ast
from statistics import median

RULE = "datetime.now() without a time zone"


def findings(source: str) -> list[int]:
    """The comment somebody wrote for the ninth time this month, as a check: lines that call datetime.now() bare."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (node.func.attr, ast.unparse(node.func.value)) == ("now", "datetime")
        and not node.args
        and not node.keywords
    ]


OLD_FILE = "from datetime import datetime\n\ndef a():\n    return datetime.now()\n\ndef b():\n    return datetime.now()\n"
NEW_FILE = "from datetime import UTC, datetime\n\ndef c():\n    return datetime.now(UTC)\n"


def worse_than(accepted: dict[str, int], files: dict[str, str]) -> list[str]:
    """A ratchet: files with more findings than the number accepted for them. New files are accepted with none."""
    return [name for name, source in files.items() if len(findings(source)) > accepted.get(name, 0)]


def test_the_check_finds_what_people_used_to_find_and_nothing_else():
    print(f"{RULE}: lines {findings(OLD_FILE)} in the old file, {findings(NEW_FILE)} in the new one")
    assert findings(OLD_FILE) == [4, 7]
    assert findings(NEW_FILE) == []


def test_the_ratchet_lets_old_findings_stand_and_stops_new_ones():
    accepted = {"old.py": 2}
    assert worse_than(accepted, {"old.py": OLD_FILE, "new.py": NEW_FILE}) == []
    assert worse_than(accepted, {"old.py": OLD_FILE + "\nx = datetime.now()\n"}) == ["old.py"]
    assert worse_than(accepted, {"new.py": OLD_FILE}) == ["new.py"]


# Changed lines, hours until the first reply, comments: ten made-up pull requests of one week.
WEEK = [(40, 2, 3), (60, 1, 4), (35, 3, 2), (80, 4, 5), (20, 1, 1), (90, 3, 4)]
WEEK += [(450, 26, 2), (900, 50, 1), (700, 31, 3), (620, 48, 2)]


def test_what_to_read_from_a_weeks_figures():
    small, large = ([pr for pr in WEEK if (pr[0] <= 100) is wanted] for wanted in (True, False))
    for name, group in (("up to 100 lines", small), ("larger", large)):
        hours = median(pr[1] for pr in group)
        per_100 = 100 * sum(pr[2] for pr in group) / sum(pr[0] for pr in group)
        print(f"{name}: first reply after {hours} h (median), {per_100:.1f} comments per 100 lines")
    assert median(pr[1] for pr in small) < median(pr[1] for pr in large)


def test_a_mean_over_everything_would_hide_it():
    hours = [pr[1] for pr in WEEK]
    print(f"mean {sum(hours) / len(hours)} h, median {median(hours)} h, waits {sorted(hours)}")
    assert sum(hours) / len(hours) not in hours
