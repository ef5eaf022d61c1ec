"""How often pytest sets a fixture up, by its scope and by what asks for it."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="J1",
    level="junior",
    title="How often pytest sets a fixture up",
    practise=("what-is-a-pytest-fixture", "parametrise-or-loop"),
)
NAMES = [("database", "shop"), ("broker", "queue"), ("server", "client"), ("bucket", "archive"), ("clock", "roster")]
TESTS = ["prices", "refund", "delivery", "login", "report", "stock", "limits", "export"]
PROOF = """\
import sys
from pathlib import Path
import pytest
Path("test_it.py").write_text({code!r})
class Count:
    made = 0
    def pytest_fixture_setup(self, fixturedef, request):
        self.made += fixturedef.argname == {name!r}
sys.dont_write_bytecode = True
count = Count()
quiet = ["--disable-plugin-autoload", "-p", "no:terminal", "-p", "no:cacheprovider", "-p", "no:capture"]
assert pytest.main([*quiet, "test_it.py"], plugins=[count]) == 0
print(count.made)
"""


def build(random: Random) -> Variant:
    """Scope, autouse, parameters and who asks for the fixture differ."""
    base, upper = random.choice(NAMES)
    scope, autouse = random.choice(["", "", "module", "class"]), random.random() < 0.25
    names = random.sample(TESTS, 4)
    asked = [random.choice(["", base, upper, f"{upper}, {base}"]) for _ in names]
    if not any(asked):
        asked[random.randrange(4)] = upper
    runs = [random.choice([1, 1, 1, 3, 4]) for _ in names]
    options = ", ".join([f'scope="{scope}"'] * bool(scope) + ["autouse=True"] * autouse)
    tests = [test(name, wanted, times) for name, wanted, times in zip(names, asked, runs, strict=True)]
    code = f"""\
import pytest

@pytest.fixture{f"({options})" if options else ""}
def {base}(): ...

@pytest.fixture
def {upper}({base}): ...

class TestFirst:
    {tests[0]}
    {tests[1]}

class TestSecond:
    {tests[2]}
    {tests[3]}"""
    using = [times if wanted or autouse else 0 for wanted, times in zip(asked, runs, strict=True)]
    each, classes = sum(using), bool(sum(using[:2])) + bool(sum(using[2:]))
    value = {"": each, "module": 1, "class": classes}[scope]
    wrong = {
        1: "One for the whole file takes a wider scope; without one it is made anew for each test.",
        0: "It is set up when a test asks for it, be it through another fixture.",
        4: "This is the number of functions; each case of `parametrize` is a test, and the scope says which share.",
        2: (
            "Only in one of the two classes there is a test that needs it."
            if scope == "class"
            else "There are two classes, but the fixture does not belong to a class: its scope is another."
        ),
    }
    twice = sum(times for wanted, times in zip(asked, runs, strict=True) if wanted == f"{upper}, {base}")
    if twice:
        wrong[each + twice] = (
            "A test that gets it directly and through another fixture gets the same object both times."
        )
    wrong[sum(runs)] = "This is the number of tests; not every one of them needs a set-up of its own."
    wrong[each] = "This would be so if it were set up for each test that asks for it; look at its scope."
    return Variant(
        prompt=f"pytest runs this file, all tests pass. How often is the fixture `{base}` set up?",
        code=code,
        answer=Number(value=value, unit="set-ups", wrong={n: why for n, why in wrong.items() if n != value}),
        why=(
            {
                "": (
                    "Without a scope a fixture is made anew for each test that needs it, each case of "
                    "`parametrize` included. "
                ),
                "module": "With the scope `module` one object serves all tests of the file, however many need it. ",
                "class": "With the scope `class` one object serves all tests of a class. ",
            }[scope]
            + (
                "As it is `autouse`, every test needs it. "
                if autouse
                else f"A test needs it if it names it, or names `{upper}`, which does; naming both makes no second "
                "one. "
            )
            + f"Here {each} of {sum(runs)} tests need it: set up {value} time{'s' * (value > 1)}."
        ),
        proof=PROOF.format(code=code, name=base),
    )


def test(name: str, wanted: str, times: int) -> str:
    if times == 1:
        return f"def test_{name}(self{', ' * bool(wanted)}{wanted}): ..."
    mark = f'@pytest.mark.parametrize("case", {list(range(1, times + 1))})'
    return f"{mark}\n    def test_{name}(self, case{', ' * bool(wanted)}{wanted}): ..."
