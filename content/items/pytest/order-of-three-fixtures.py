"""In which order pytest sets three fixtures up and tears them down again, around one test."""

from jobfutures.checks.families.authoring import Family, Order, Random, Variant

FAMILY = Family(
    area="J1",
    level="middle",
    title="In which order fixtures are set up and torn down",
    practise=("what-is-a-pytest-fixture",),
)
NAMES = ["database", "mailbox", "clock", "tenant", "broker", "bucket", "flags"]
PROOF = """\
import builtins
import sys
from pathlib import Path
import pytest
sys.dont_write_bytecode = True
builtins.note = print
Path("test_it.py").write_text({code!r})
quiet = ["--disable-plugin-autoload", "-p", "no:terminal", "-p", "no:cacheprovider", "-p", "no:capture"]
pytest.main([*quiet, "test_it.py"])
"""


def set_up(scopes: dict[str, str], needs: dict[str, str], autouse: str, wanted: list[str]) -> list[str]:
    """Return the fixtures in the order in which pytest makes them."""
    closure = [name for name in [autouse, *wanted] if name]
    for name in closure:
        if needs.get(name) and needs[name] not in closure:
            closure.append(needs[name])
    made: list[str] = []
    for name in sorted(dict.fromkeys(closure), key=lambda name: scopes[name] == ""):
        if needs.get(name) and needs[name] not in made:
            made.append(needs[name])
        if name not in made:
            made.append(name)
    return made


def reason(name: str, made: list[str], scopes: dict[str, str], needs: dict[str, str], autouse: str) -> str:
    place = made.index(name)
    later = made[place + 1 :]
    for_whom = [one for one in later if needs.get(one) == name]
    if scopes[name] and any(not scopes[one] for one in later):
        return "Its scope is wider, and fixtures of a wider scope are set up first, wherever they are named."
    if for_whom:
        return f"`{for_whom[0]}` asks for it, so it has to be there before."
    if name == autouse and later:
        return "Within a scope, what is `autouse` comes before what the test names."
    if needs.get(name):
        return f"It asks for `{needs[name]}` and can begin only when that is there."
    return "The test names it, and no scope, dependency or `autouse` puts it earlier; parameters go from left to right."


def build(random: Random) -> Variant:
    """Dependencies, scope and autouse cut across the order of the parameters."""
    names = random.sample(NAMES, 3)
    kind = random.choice(["needs", "scope", "autouse", "both", "plain", "needs and autouse"])
    scopes, needs, autouse = dict.fromkeys(names, ""), {}, ""
    if kind in {"scope", "both"}:
        scopes[names[2]] = "module"
    if kind in {"needs", "both", "needs and autouse"}:
        needs[names[0]] = names[1]
    if kind in {"autouse", "needs and autouse"}:
        autouse = names[2]
    wanted = [name for name in names if name != autouse]
    if kind in {"needs", "both", "needs and autouse"} and random.random() < 0.5:
        wanted.remove(names[1])
    random.shuffle(wanted)
    made = set_up(scopes, needs, autouse, wanted)
    failing = random.random() < 0.5
    body = 'note("the body of the test begins")' + ("\n    assert [1, 2] == [1, 3]" if failing else "")
    written = random.sample(names, 3)
    code = "import pytest\n\n" + "\n\n".join(fixture(name, scopes, needs, autouse) for name in written)
    code += f"\n\ndef test_order({', '.join(wanted)}):\n    {body}"
    steps = {f"{name} is set up": reason(name, made, scopes, needs, autouse) for name in made}
    steps["the body of the test begins"] = "A test begins when everything that it needs is there."
    for number, name in enumerate(reversed(made)):
        steps[f"{name} is torn down"] = (
            "It was set up last, so it goes first" + (", although the test has failed." if failing else ".")
            if not number
            else "Tearing down goes in the opposite order, so that what something needs is still there when it goes."
        )
    return Variant(
        prompt=(
            "`note` writes a line into a list. This file holds the only test of the run, and the test "
            f"{'fails' if failing else 'passes'}. In which order are the seven lines written?"
        ),
        code=code,
        answer=Order(steps=steps),
        why=(
            f"Set up: {', '.join(made)}. A wider scope comes first; within a scope what is `autouse`, then what the "
            "test names, from left to right; and whatever a fixture asks for comes before it. How the file is "
            "written does not matter. Tearing down turns the order round, and takes place whether the test passes "
            "or fails."
        ),
        proof=PROOF.format(code=code),
    )


def fixture(name: str, scopes: dict[str, str], needs: dict[str, str], autouse: str) -> str:
    options = f'(scope="{scopes[name]}")' if scopes[name] else "(autouse=True)" if name == autouse else ""
    return f"""\
@pytest.fixture{options}
def {name}({needs.get(name, "")}):
    note("{name} is set up")
    yield
    note("{name} is torn down")"""
