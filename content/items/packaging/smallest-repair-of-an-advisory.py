"""Which change of a lock repairs an advisory with the smallest step, by the bounds of the package in between."""

from dataclasses import dataclass

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="D3",
    level="senior",
    title="Which change of the lock closes an advisory with the smallest step",
    practise=("vulnerable-dependency", "range-or-pin"),
)
BETWEEN = ["reportkit", "docbuilder", "mailbridge", "sheetreader", "invoicer", "labelmaker"]
WEAK = ["yamlette", "fontbox", "zipwalk", "htmlclean", "pngread", "csvcore"]


@dataclass(frozen=True)
class Case:
    """between: three versions, each with its bound on the weak package. weak: affected, then fixed versions."""

    names: tuple[str, str]
    declared: str
    between: tuple[tuple[str, str], ...]
    affected: str
    fixed: tuple[str, ...]

    def fits(self, number: int, version: str) -> bool:
        """Say whether this version of the package in between can stand beside this version of the weak one."""
        low, high = self.between[number][1].removeprefix(">=").split(",<")
        return parts(low) <= parts(version) < parts(high)

    def lowest(self, number: int) -> str:
        """Return the lowest fixed version it can stand beside, or the lowest of all where there is none."""
        return next((one for one in self.fixed if self.fits(number, one)), self.fixed[0])


def parts(version: str) -> tuple[int, ...]:
    return tuple(int(one) for one in version.split("."))


def build(random: Random) -> Variant:
    """Which fixed versions exist and which release in between allows one decide how far the step must go."""
    wanted = random.choice(["alone", "minor", "major", "override"])
    while True:
        case = made(random)
        steps = options(case)
        right = next(name for name, (_, works, _) in steps.items() if works)
        if right == wanted:
            break
    between, weak = case.names
    wrong = {steps[name][0]: steps[name][2] for name in steps if name != right}
    rows = [("the service declares", f"{between} {case.declared}")]
    rows.append(("its lock holds", f"{between} {case.between[0][0]}, {weak} {case.affected}"))
    rows += [(f"{between} {version}", f"needs {weak} {bound}") for version, bound in case.between]
    rows.append((f"{weak} on the index", f"{case.affected} (affected), {', '.join(case.fixed)} (fixed)"))
    return Variant(
        prompt=(
            f"An advisory says that `{weak}` {case.affected} and all before it run code from a document, and the "
            "service reads strangers' documents with it. No other versions than these are published. The team wants a "
            "set that installs, and the smallest step: it takes the lowest fixed version it can, moves another package "
            "only if it must, widens its own range only if that is not enough, and overrides a foreign bound only if "
            "nothing else is left. Which change is it?"
        ),
        code="\n".join(f"{name:<22} {text}" for name, text in rows),
        language="text",
        answer=OneOf(right=steps[right][0], wrong=wrong),
        why=WHY[right].format(between=between, weak=weak, held=case.between[0][0], bound=case.between[0][1]),
        proof=proof(case, {name: text for name, (text, _, _) in steps.items()}),
    )


def made(random: Random) -> Case:
    between, weak = random.choice(BETWEEN), random.choice(WEAK)
    major, minor, patch = random.randint(1, 3), random.randint(2, 8), random.randint(0, 6)
    held = random.randint(2, 6)
    fixed = [
        *([f"{major}.{minor}.{patch + 1}"] if random.random() < 0.4 else []),
        *([f"{major}.{minor + 1}.0"] if random.random() < 0.6 else []),
        f"{major + 1}.0.0",
        f"{major + 1}.{random.randint(1, 4)}.0",
    ]
    tops = [f"{major}.{minor + 1}", f"{major + 1}", f"{major + 2}"]
    first, second, third = sorted(random.choices(range(3), weights=(3, 3, 1), k=3))
    low = f"{major}.{max(0, minor - 2)}"
    return Case(
        names=(between, weak),
        declared=f">={held}.1,<{held + 1}",
        between=(
            (f"{held}.1.{random.randint(0, 4)}", f">={low},<{tops[first]}"),
            (f"{held}.2.0", f">={low},<{tops[second]}"),
            (f"{held + 1}.0.0", f">={major}.{minor},<{tops[third]}"),
        ),
        affected=f"{major}.{minor}.{patch}",
        fixed=tuple(fixed),
    )


def options(case: Case) -> dict[str, tuple[str, bool, str]]:
    """Return the five changes, smallest first, with whether each can be installed and why it is not the answer."""
    between, weak = case.names
    (held, bound), (minor, minor_bound), (major, major_bound) = case.between
    newest, first = case.fixed[-1], case.fixed[0]
    alone, with_minor, with_major = (any(case.fits(number, one) for one in case.fixed) for number in range(3))
    larger = "This installs, but it is more than is needed: {why}"
    less = (
        f"`{weak}` can move alone."
        if alone
        else f"`{between}` {minor} allows a fixed version and stands inside the service's range."
        if with_minor
        else f"`{between}` {major} allows a fixed version without an override."
    )
    return {
        "alone": (
            f"Move `{weak}` to {case.lowest(0)}, nothing else",
            alone,
            f"{between} {held} needs {bound} and so allows no fixed version; this set cannot be installed.",
        ),
        "minor": (
            f"Move `{between}` to {minor} and `{weak}` to {case.lowest(1)}",
            with_minor,
            larger.format(why=less)
            if with_minor
            else f"{between} {minor} needs {minor_bound} and so allows no fixed version either.",
        ),
        "major": (
            f"Widen the service's range, move `{between}` to {major} and `{weak}` to {case.lowest(2)}",
            with_major,
            larger.format(why=less)
            if with_major
            else f"{between} {major} needs {major_bound} and so allows no fixed version either.",
        ),
        "override": (
            f"Keep `{between}` at {held}, override its bound and move `{weak}` to {first}",
            True,
            f"An override says that one knows better than the author. {less}",
        ),
        "newest": (
            f"Move `{weak}` to {newest}, the newest, nothing else",
            False,
            (
                f"This would also bring what has changed since {case.lowest(0)}, on a day for small steps."
                if case.fits(0, newest)
                else f"{between} {held} needs {bound} and does not allow {newest}; this set cannot be installed."
            ),
        ),
    }


WHY = {
    "alone": (
        "The package in between, {between} {held}, needs {weak} {bound}, and a fixed version lies inside that. So the "
        "lock moves one line, and the diff that has to be tested on a bad day is the smallest there is."
    ),
    "minor": (
        "{between} {held} needs {weak} {bound}, which leaves out every fixed version. Its next minor release allows "
        "one, and the service's own range allows that release. So two lines of the lock move and no declaration does."
    ),
    "major": (
        "Neither version of {between} inside the service's range allows a fixed version. Its next major does. That is "
        "more work to test, but it is a set that its authors mean to work, which an override is not."
    ),
    "override": (
        "No published version of {between} allows a fixed {weak}. What is left is to override its bound for a while, "
        "with a test of what it does with the new version and a note that says when the override goes. Until that is "
        "out, the feature that reads strangers' documents can be switched off."
    ),
}


def proof(case: Case, texts: dict[str, str]) -> str:
    weak = case.names[1]
    return f"""\
from packaging.specifiers import SpecifierSet
from packaging.version import Version

declared, held, affected = SpecifierSet("{case.declared}"), "{case.between[0][0]}", "{case.affected}"
needs = {{version: SpecifierSet(bound) for version, bound in {case.between}}}
texts = {texts}
found = []
for version, bound in needs.items():
    for weak in {case.fixed}:
        override, widened = weak not in bound, version not in declared
        cost = (override, widened, version != held, Version(weak))
        name = "override" if override else "major" if widened else "minor" if version != held else "alone"
        change = texts[name] if f"`{weak}` to {{weak}}" in texts[name] else texts["newest"]
        found.append((cost, change))
print(min(found)[1])
"""
