"""Two branches, each green, merge without a conflict into a red main. Played with git in a temporary repository."""

import os
import subprocess
from pathlib import Path

import pytest

ADA = {"NAME": "Ada", "EMAIL": "ada@example.org", "DATE": "2026-11-22T12:00:00Z"}
ENV = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}  # no hook's repository
ENV |= {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in ADA.items()}
ENV |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "LC_ALL": "C"}

MONEY = "def total(lines):\n    return sum(price * count for price, count in lines)\n"
CART = "from money import total\n\n\ndef cart(lines):\n    return {'total': total(lines)}\n"
CART_TEST = "from cart import cart\n\nassert cart([(490, 2)]) == {'total': 980}\n"
INVOICE = "from money import total\n\n\ndef invoice(lines):\n    return f'to pay: {total(lines)}'\n"
INVOICE_TEST = "from invoice import invoice\n\nassert invoice([(490, 2)]) == 'to pay: 980'\n"


class Repository:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit("cart", money=MONEY, cart=CART, test_cart=CART_TEST)

    def git(self, *words: str) -> str:
        done = subprocess.run(["git", *words], cwd=self.folder, env=ENV, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def commit(self, message: str, **files: str) -> None:
        for name, source in files.items():
            (self.folder / f"{name}.py").write_text(source)
        self.git("add", ".")
        self.git("commit", "--quiet", "--message", message)

    def tests(self) -> str:
        """Run every test file against the files of this checkout, as a pipeline would."""
        modules: dict[str, dict] = {}

        def load(name: str) -> dict:
            if name not in modules:
                source = (self.folder / f"{name}.py").read_text()
                first, *rest = source.splitlines()
                modules[name] = space = {}
                if first.startswith("from "):
                    _, module, _, wanted = first.split()
                    if wanted not in load(module):
                        raise ImportError(f"cannot import name {wanted!r} from {module!r}")
                    space[wanted] = load(module)[wanted]
                    source = "\n".join(rest)
                exec(compile(source, name, "exec"), space)
            return modules[name]

        try:
            for file in sorted(self.folder.glob("test_*.py")):
                load(file.stem)
        except (ImportError, AssertionError) as error:
            return f"red: {error}"
        return "green"


@pytest.fixture
def repository(tmp_path) -> Repository:
    repository = Repository(tmp_path)
    repository.git("switch", "--quiet", "--create", "rename")
    new = {"money": MONEY.replace("total", "total_cents"), "cart": CART.replace("import total", "import total_cents")}
    repository.commit("say the unit", money=new["money"], cart=new["cart"].replace("total(lines)", "total_cents(lines)"))
    repository.git("switch", "--quiet", "--create", "invoice", "main")
    repository.commit("add invoices", invoice=INVOICE, test_invoice=INVOICE_TEST)
    return repository


def test_each_branch_is_green_and_their_merge_is_red(repository):
    for branch in ("rename", "invoice"):
        repository.git("switch", "--quiet", branch)
        print(f"{branch}: {repository.tests()}")
        assert repository.tests() == "green"

    repository.git("switch", "--quiet", "main")
    repository.git("merge", "--quiet", "--no-edit", "rename")
    repository.git("merge", "--quiet", "--no-edit", "invoice")  # no conflict: different files
    print(f"main after both: {repository.tests()}")
    assert repository.tests().startswith("red: cannot import name 'total'")


def test_testing_the_result_of_the_merge_stops_the_second_one(repository):
    """A merge queue: build main plus this branch, test that, and move main only when it is green."""
    outcomes = []
    for branch in ("rename", "invoice"):
        repository.git("switch", "--quiet", "--force-create", "candidate", "main")
        repository.git("merge", "--quiet", "--no-edit", branch)
        outcomes.append((branch, repository.tests().split(":")[0]))
        if outcomes[-1][1] == "green":
            repository.git("switch", "--quiet", "main")
            repository.git("merge", "--quiet", "--ff-only", "candidate")
    print("queue:", outcomes)
    repository.git("switch", "--quiet", "main")
    assert outcomes == [("rename", "green"), ("invoice", "red")]
    assert repository.tests() == "green"


def test_cheap_checks_first_tell_most_authors_sooner():
    checks = [("formatter and linter", 20, 0.30), ("types", 60, 0.10), ("tests", 480, 0.15), ("image", 240, 0.02)]

    def mean_seconds_until_red(order: list[tuple[str, int, float]]) -> float:
        reach, clock, total, red = 1.0, 0, 0.0, 0.0
        for _, seconds, fails in order:
            clock += seconds
            total += reach * fails * clock
            red += reach * fails
            reach *= 1 - fails
        return total / red

    for name, order in (("often red first", checks), ("longest first", sorted(checks, key=lambda check: -check[1]))):
        print(f"{name}: a red result after {mean_seconds_until_red(order):.0f} s on average")
    assert mean_seconds_until_red(checks) < mean_seconds_until_red(checks[::-1])
