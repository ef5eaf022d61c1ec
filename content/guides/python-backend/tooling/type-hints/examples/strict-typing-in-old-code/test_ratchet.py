"""An old package, three settings, and a ratchet that lets the number of complaints only fall."""

import re
import subprocess
import sys
from collections import Counter

import pytest

PACKAGE = {
    "prices.py": """
def gross(net, rate=20):
    return net * (100 + rate) // 100

def label(cents: int):
    return f"{cents / 100:.2f} EUR"
""",
    "orders.py": """
from prices import gross, label

class Order:
    def __init__(self, lines):
        self.lines = lines
        self.note = None

    def total(self):
        return sum(gross(line) for line in self.lines)

    def print_total(self):
        return label(str(self.total()))
""",
    "mail.py": """
from orders import Order

def body(order: Order) -> str:
    return order.note.upper() + order.totl()
""",
}
REPAIRED_PRICES = """
def gross(net: int, rate: int = 20) -> int:
    return net * (100 + rate) // 100

def label(cents: int) -> str:
    return f"{cents / 100:.2f} EUR"
"""


FLAGS = ["disallow_untyped_defs", "disallow_untyped_calls", "warn_return_any", "check_untyped_defs"]
STRICT = "\n".join(f"{flag} = True" for flag in FLAGS)
SETTINGS = {"loose": "", "checked": "check_untyped_defs = True", "strict": STRICT, "repaired": STRICT}


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> dict[str, list[tuple[str, str]]]:
    """One run over four copies, each with settings of its own: file and code of every complaint."""
    folder = tmp_path_factory.mktemp("old")
    for copy in SETTINGS:
        for name, source in PACKAGE.items():
            if copy == "repaired" and name == "prices.py":
                source = REPAIRED_PRICES
            (folder / copy).mkdir(exist_ok=True)
            (folder / copy / name).write_text(re.sub(r"^from (?=prices|orders)", f"from {copy}.", source, flags=re.M))
    sections = [f"[mypy-{copy}.*]\n{settings}" for copy, settings in SETTINGS.items()]
    (folder / "mypy.ini").write_text("\n".join(["[mypy]", *sections]))
    command = [sys.executable, "-m", "mypy", "--cache-dir=/dev/null", "-p", "loose", "-p", "checked"]
    run = subprocess.run([*command, "-p", "strict", "-p", "repaired"], capture_output=True, text=True, cwd=folder)
    lines = re.findall(r"^(\w+)/(\w+\.py):\d+: error: .*\[([\w-]+)\]$", run.stdout, re.MULTILINE)
    return {copy: [(file, code) for where, file, code in lines if where == copy] for copy in SETTINGS}


def test_as_it_comes_a_function_without_hints_is_not_looked_into(found):
    print("as it comes:", found["loose"])
    assert found["loose"] == [("mail.py", "attr-defined")]


def test_one_flag_looks_into_all_bodies(found):
    new = [each for each in found["checked"] if each not in found["loose"]]
    print("bodies checked, new:", new)
    assert ("orders.py", "arg-type") in new  # label(str(...)): a bug that has been there for years


def test_strict_counts_what_has_no_hint(found):
    kinds = Counter(code for _file, code in found["strict"])
    by_file = Counter(file for file, _code in found["strict"])
    print("strict:", dict(sorted(kinds.items())), "| by file:", dict(sorted(by_file.items())))
    assert kinds["no-untyped-def"] == 5 and by_file["prices.py"] == 2


def test_typing_a_leaf_first_removes_complaints_elsewhere_too(found):
    before, after = len(found["strict"]), len(found["repaired"])
    elsewhere = [sum(file != "prices.py" for file, _ in found[name]) for name in ("strict", "repaired")]
    print(f"strict before {before}, after {after}; outside prices.py {elsewhere[0]} and {elsewhere[1]}")
    assert after < before and elsewhere[1] < elsewhere[0]


def ratchet(baseline: dict[str, int], now: dict[str, int]) -> tuple[list[str], dict[str, int]]:
    """Files that got worse, and the baseline for the next change: it only falls."""
    grown = [(file, baseline.get(file, 0), count) for file, count in now.items() if count > baseline.get(file, 0)]
    worse = [f"{file}: {before} to {after}" for file, before, after in grown]
    return worse, {file: min(count, now.get(file, 0)) for file, count in baseline.items() if now.get(file, 0)}


def test_a_ratchet_refuses_more_and_remembers_less(found):
    baseline = dict(Counter(file for file, _ in found["strict"]))
    better = dict(Counter(file for file, _ in found["repaired"]))
    worse, lowered = ratchet(baseline, better)
    assert worse == [] and "prices.py" not in lowered
    back, _ = ratchet(lowered, baseline)
    print("going back is refused:", back)
    assert any(entry.startswith("prices.py: 0 to") for entry in back)


def test_a_new_file_starts_at_nothing():
    worse, _ = ratchet({"orders.py": 6}, {"orders.py": 6, "new.py": 1})
    assert worse == ["new.py: 0 to 1"]
