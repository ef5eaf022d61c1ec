"""What main does after two green branches were merged: a conflict, green, or red without a conflict."""

from difflib import ndiff

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="K2",
    level="middle",
    title="What becomes of main when two green branches are merged",
    practise=("what-must-pass-before-merge",),
)
CONFLICT = "Git reports a conflict, and somebody has to settle it by hand."
GREEN = "Git merges both by itself, and the tests of both branches pass."
RED_A = "Git merges both by itself, and a test of branch A fails on main."
RED_B = "Git merges both by itself, and a test of branch B fails on main."
NO_CONFLICT = "A conflict needs two changes of the same or of touching lines; here unchanged lines lie between them."
ALIKE = "Both branches changed the line in the same way; git takes such a change once, without asking."
STORIES = {
    CONFLICT: "Both branches changed the same or touching lines in different ways, so git cannot choose.",
    RED_A: "The lines lie apart, so git sees nothing; but what branch A tests does not hold for what branch B brought.",
    RED_B: "The lines lie apart, so git sees nothing; but branch B was written for what branch A has just changed.",
    GREEN: "The changes neither touch each other's lines nor each other's promises.",
}


def build(random: Random) -> Variant:
    """Where the changes lie decides about the conflict, what they promise each other about the tests."""
    base, a, b, test_a, test_b, key = random.choice([fees, fees, texts])(random)
    code = "\n".join(
        (
            f"# main\n{base}\n\n# branch A",
            *changed(base, a),
            f"test: {test_a}\n\n# branch B",
            *changed(base, b),
            f"test: {test_b}",
        )
    )
    alike = bool(set(changed(base, a)) & set(changed(base, b)) - {"+ ", "- "}) and key == GREEN
    wrong = {
        CONFLICT: ALIKE if alike else NO_CONFLICT,
        GREEN: {
            CONFLICT: "Two different changes of the same or touching lines are not merged by git on its own.",
            RED_A: "Green on each branch says nothing about both together: branch B brought what A's test forbids.",
            RED_B: "Green on each branch says nothing about both together: B relies on what A no longer offers.",
        }.get(key, ""),
        RED_A: "What branch B changed does not alter what the test of branch A sees, so that one passes.",
        RED_B: "What branch A changed does not alter what the test of branch B sees, so that one passes.",
    }
    if key == CONFLICT:
        wrong[RED_A] = wrong[RED_B] = "No test runs yet: git cannot put the touching changes together by itself."
    return Variant(
        prompt=(
            "Two branches were cut from the same main. Each is green on its own; both are merged now, A first, without "
            "another test run in between. Lines with `-` and `+` are what a branch changed, `test` is the test it "
            "brought. A function that a branch adds stands at the end of the file. What happens?"
        ),
        code=code,
        language="text",
        answer=OneOf(right=key, wrong={option: why for option, why in wrong.items() if option != key}),
        why=(
            f"{ALIKE if alike else STORIES[key]} Git compares lines and not meaning. Only a test run on the result "
            "of the merge, as a "
            "merge queue does it, tells whether main will be green."
        ),
        proof=f"""\
import subprocess
from pathlib import Path
BASE, A, B = {base!r}, {a!r}, {b!r}
for name, text in (("a", A), ("base", BASE), ("b", B)):
    Path(name).write_text(text + "\\n")
def passes(source, test):
    space = {{}}
    try:
        exec(source, space)
        exec(test, space)
    except (AssertionError, NameError, TypeError, KeyError):
        return False
    return True
assert passes(A, {test_a!r}) and passes(B, {test_b!r})
merged = subprocess.run(["git", "merge-file", "-p", "-q", "a", "base", "b"], capture_output=True, text=True)
if merged.returncode:
    print({CONFLICT!r})
else:
    seen = passes(merged.stdout, {test_a!r}), passes(merged.stdout, {test_b!r})
    print({{(True, True): {GREEN!r}, (False, True): {RED_A!r}, (True, False): {RED_B!r}}}[seen])
""",
    )


def changed(base: str, now: str) -> list[str]:
    return [line for line in ndiff(base.splitlines(), now.splitlines()) if line[:2] in ("- ", "+ ") and line[2:]]


def fees(random: Random) -> tuple[str, str, str, str, str, str]:
    """Return base, branch A, branch B, their tests and the key, for a function that branch B calls."""
    name, noun = random.choice([("shipping", "grams"), ("late_fee", "days"), ("deposit", "nights"), ("toll", "km")])
    price, extra, label = random.choice([490, 350, 820]), random.choice([100, 250]), random.choice(["title", "upper"])
    base = f"def {name}({noun}):\n    return {price}\n\n\n"
    base += f'CURRENCY = "EUR"\n\n\ndef label(name):\n    return name.{label}()'
    total = f"\n\n\ndef total(net, {noun}):\n    return net + {name}({noun})"
    test_total = f"assert total(1000, 2) == {1000 + price}"
    kind = random.choice(["required", "optional", "unit", "deleted", "same line", "touching", "apart", "same change"])
    a, b, test_a, test_b, key = base, base + total, "", test_total, RED_B
    if kind == "required":
        a = base.replace(f"{name}({noun})", f"{name}({noun}, country)")
        test_a = f'assert {name}(2, "FR") == {price}'
    elif kind == "optional":
        a = base.replace(f"{name}({noun})", f'{name}({noun}, country="DE")')
        test_a, key = f'assert {name}(2, "FR") == {price}', GREEN
    elif kind == "unit":
        a = base.replace(f"return {price}", f"return {price / 100:.1f}  # euros, not cents")
        test_a = f"assert {name}(2) == {price / 100:.1f}"
    elif kind == "deleted":
        a = base[: base.index("\n\n\ndef label")]
        b = base.replace(f"return {price}", f'return {{"text": label("fee"), "cents": {price}}}')
        test_a = f"assert {name}(2) == {price}"
        if random.random() < 0.5:
            b = base.replace(f"return {price}", f"return {price + extra}")
            test_b, key = f"assert {name}(2) == {price + extra}", RED_A
        else:
            test_a, test_b = 'assert "label" not in globals()', f'assert {name}(2)["cents"] == {price}'
    elif kind == "same line":
        a, b = base.replace(str(price), str(price + extra)), base.replace(str(price), f"{price} * 2")
        test_a, test_b, key = f"assert {name}(2) == {price + extra}", f"assert {name}(2) == {price * 2}", CONFLICT
    elif kind == "touching":
        a = base.replace(f"{name}({noun})", f'{name}({noun}, country="DE")')
        b = base.replace(f"return {price}", f"return {price} + {extra}")
        test_a, test_b = f'assert {name}(2, "FR") == {price}', f"assert {name}(2) == {price + extra}"
        key = CONFLICT
    elif kind == "apart":
        a = base.replace(f"{name}({noun})", f'{name}({noun}, country="DE")')
        b = base.replace(f"name.{label}()", f"name.strip().{label}()")
        test_a = f'assert {name}(2, "FR") == {price}'
        test_b, key = f'assert label(" ab ") == "{getattr("ab", label)()}"', GREEN
    else:
        a = base.replace(str(price), str(price + extra))
        b = base.replace(str(price), str(price + extra)) + total
        test_a, test_b = f"assert {name}(2) == {price + extra}", f"assert total(1000, 2) == {1000 + price + extra}"
        key = GREEN
    return base, a, b, test_a, test_b, key


def texts(random: Random) -> tuple[str, str, str, str, str, str]:
    """The same for a list of states, where branch A brings a test over all of them."""
    states = random.choice([("open", "paid", "sent"), ("asked", "booked", "left"), ("new", "packed", "sent")])
    more = random.choice(["held", "lost", "returned"])
    base = (
        f"STATES = {list(states)}\n\n\ndef text(state):\n"
        f'    return {{"{states[0]}": "waits", "{states[1]}": "is done"}}.get(state, "")'
    )
    new = base.replace(f"'{states[2]}']", f"'{states[2]}', '{more}']")
    test_b = f'assert "{more}" in STATES'
    kind = random.choice(["no text", "default", "count", "same line"])
    a = base.replace('"is done"}', f'"is done", "{states[2]}": "left"}}')
    test_a, key = "assert all(text(state) for state in STATES)", RED_A
    if kind == "default":
        a, key = base.replace('.get(state, "")', '.get(state, "is known")'), GREEN
    elif kind == "count":
        a = base + "\n\n\ndef index(state):\n    return STATES.index(state)"
        test_a = f"assert index(STATES[-1]) == {len(states) - 1}"
    elif kind == "same line":
        a = base.replace(f"'{states[2]}']", f"'{states[2]}', 'void']")
        test_a, key = 'assert "void" in STATES', CONFLICT
    return base, a, new, test_a, test_b, key
