"""How many packages an installation brings: dependencies, extras, groups, build tools and conditions."""

from dataclasses import dataclass

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="D3",
    level="junior",
    title="How many packages an installation of a project brings",
    practise=("what-goes-in-pyproject",),
)
PROJECTS = ["billing", "rota", "parcels", "bookings", "payouts", "catalogue", "fleet", "surgery"]
NEEDED = ["httpx", "pydantic", "sqlalchemy", "jinja2", "structlog", "babel", "pyyaml", "click", "orjson"]
EXTRAS = {"excel": ["openpyxl", "xlsxwriter"], "pdf": ["reportlab", "pypdf", "pillow"], "redis": ["redis", "hiredis"]}
GROUPS = {"test": ["pytest", "time-machine", "respx", "factory-boy"], "docs": ["mkdocs", "griffe"]}
CONDITIONS = {
    "windows": ("pywin32 ; sys_platform == 'win32'", False),
    "linux": ("uvloop ; sys_platform == 'linux'", True),
    "old": ("tomli ; python_version < '3.11'", False),
    "new": ("audioop-lts ; python_version >= '3.13'", True),
}
BUILD = ["hatchling", "hatch-vcs"]


@dataclass(frozen=True)
class Counts:
    needed: int
    skipped: int
    asked: int
    other: int
    group: int
    all_groups: int


def build(random: Random) -> Variant:
    """Which extra and which group the command asks for, and which conditions hold, decide beside the plain list."""
    project = random.choice(PROJECTS)
    needed = random.sample(NEEDED, random.randint(2, 4))
    conditions = random.sample(list(CONDITIONS), random.randint(1, 2))
    asked, other = random.sample(list(EXTRAS), 2)
    group, second = random.sample(list(GROUPS), 2)
    wants_extra, wants_group = random.random() < 0.55, random.random() < 0.4
    holds = sum(CONDITIONS[one][1] for one in conditions)
    groups = {name: random.sample(GROUPS[name], random.randint(1, len(GROUPS[name]))) for name in (group, second)}
    listed = [*needed, *(CONDITIONS[one][0] for one in conditions)]
    counts = Counts(
        needed=len(needed) + holds,
        skipped=len(conditions) - holds,
        asked=len(EXTRAS[asked]),
        other=len(EXTRAS[other]),
        group=len(groups[group]),
        all_groups=len(groups[group]) + len(groups[second]),
    )
    builders = BUILD[: random.randint(1, 2)]
    code = "\n".join(
        [
            "[build-system]",
            f"requires = [{quoted(builders)}]",
            'build-backend = "hatchling.build"',
            "",
            "[project]",
            f'name = "{project}"',
            'version = "1.4.0"',
            "dependencies = [",
            *(f'    "{one}",' for one in random.sample(listed, len(listed))),
            "]",
            "",
            "[project.optional-dependencies]",
            *(f"{name} = [{quoted(EXTRAS[name])}]" for name in sorted((asked, other))),
            "",
            "[dependency-groups]",
            *(f"{name} = [{quoted(groups[name])}]" for name in sorted((group, second))),
        ]
    )
    command = f'pip install ".{f"[{asked}]" if wants_extra else ""}"' + (f" --group {group}" if wants_group else "")
    key = counts.needed + counts.asked * wants_extra + counts.group * wants_group
    wrong = wrongs(counts, key, asked, group, wants_extra=wants_extra, wants_group=wants_group, builders=len(builders))
    return Variant(
        prompt=(
            f"In an empty environment with Python 3.13 on Linux somebody runs `{command}`, with a current pip, beside "
            "this file. Suppose that none of the packages named here needs a further one. How many packages does the "
            f"environment then hold, `{project}` and pip not counted?"
        ),
        code=code,
        language="text",
        answer=Number(value=key, unit="packages", wrong=wrong),
        why=(
            f"`dependencies` bring {counts.needed}"
            + (
                f"; {counts.skipped} more {does(counts.skipped)} not come, as the condition does not hold. "
                if counts.skipped
                else ". "
            )
            + (
                f"The extra `{asked}` is asked for and adds {counts.asked}. "
                if wants_extra
                else "No extra is asked for. "
            )
            + (f"The group `{group}` is named and adds {counts.group}. " if wants_group else "No group is named. ")
            + "What `[build-system]` requires is installed into a place of its own while the wheel is built, and is "
            "gone afterwards."
        ),
        proof=PROOF.format(code=code, extra=asked if wants_extra else "", group=group if wants_group else ""),
    )


def does(number: int) -> str:
    return "does" if number == 1 else "do"


def quoted(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def wrongs(
    counts: Counts, key: int, asked: str, group: str, *, wants_extra: bool, wants_group: bool, builders: int
) -> dict[int, str]:
    found: dict[int, str] = {}

    def tell(number: int, why: str) -> None:
        if number != key:
            found[number] = f"{found[number]} {why}" if number in found else why

    tell(key + counts.skipped, "A requirement with a condition that does not hold here is left out.")
    tell(key + builders, "What builds the wheel is installed elsewhere for that time, and not into this environment.")
    if wants_extra:
        tell(key - counts.asked, f"`[{asked}]` in the command asks for the extra, so its packages come too.")
        tell(key + counts.other, "Only the extra that the command names is installed, not the other one.")
    else:
        tell(
            key + counts.asked + counts.other,
            "Extras are installed only for those who name them; this command does not.",
        )
    if wants_group:
        tell(key - counts.group, f"`--group {group}` asks for this group, so its packages come too.")
        tell(key + counts.all_groups - counts.group, "Only the group that the command names is installed.")
    else:
        tell(key + counts.all_groups, "Groups are for those who work on the project, and the command names none.")
    return found


PROOF = """\
import tomllib
from packaging.requirements import Requirement

data = tomllib.loads('''{code}''')
machine = {{"sys_platform": "linux", "python_version": "3.13", "extra": ""}}
project, extra, group = data["project"], "{extra}", "{group}"
# As a builder writes them into the metadata of the wheel, from which the installer reads.
metadata = [Requirement(text) for text in project["dependencies"]]
for name, texts in project["optional-dependencies"].items():
    metadata += [Requirement(f"{{text}} ; extra == '{{name}}'") for text in texts]
wanted = metadata + [Requirement(text) for text in data["dependency-groups"].get(group, [])]
held = {{
    one.name
    for one in wanted
    if one.marker is None or any(one.marker.evaluate({{**machine, "extra": asked}}) for asked in ("", extra))
}}
print(len(held))
"""
