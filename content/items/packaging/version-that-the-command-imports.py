"""Which environment a command uses: by its path, the activated shell, a script's first line or the parent's Python."""

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="D3",
    level="junior",
    title="Which version of a library a started program imports",
    practise=("why-isolate-environments",),
)
PROJECTS = ["shop", "billing", "orders", "stock", "rota", "portal", "search", "mailer"]
LIBRARIES = ["moneylib", "taxrules", "labelkit", "routelib", "shiftcalc", "pricebook"]


def build(random: Random) -> Variant:
    """What starts the program decides; what is activated matters only where a bare name is looked up in PATH."""
    one, two, three = random.sample(PROJECTS, 3)
    library = random.choice(LIBRARIES)
    versions = random.sample([f"{major}.{minor}" for major in (1, 2, 3) for minor in range(1, 9)], 4)
    homes = {name: f"/srv/{name}/.venv/bin/python" for name in (one, two, three)}
    found = dict(zip([one, two, three, "system"], versions, strict=True))
    way = random.choice(
        ["bare", "path", "first-line", "cron", "child", "child-path", "deactivated", "python-of-first-line"]
    )
    active, other = random.sample([one, two, three], 2)
    start, where, key, why = {
        "bare": (
            [f"cd /srv/{other}", "python report.py"],
            f"a shell in which /srv/{active}/.venv is activated",
            active,
            (
                f"The shell looks `python` up in PATH, and activation has put /srv/{active}/.venv/bin first. The "
                "folder one stands in does not matter."
            ),
        ),
        "path": (
            [f"cd /srv/{active}", f"{homes[other]} report.py"],
            f"a shell in which /srv/{active}/.venv is activated",
            other,
            (
                "A Python that is started by its path uses the packages beside it. Activation changes what a bare name "
                "means, and none is used here."
            ),
        ),
        "first-line": (
            [f"cd /srv/{active}", "./report.py"],
            f"a shell in which /srv/{active}/.venv is activated. The first line of report.py is `#!{homes[other]}`",
            other,
            (
                "A script that is started as a command is run by the Python of its first line, here a whole path. PATH "
                "and activation are not asked."
            ),
        ),
        "python-of-first-line": (
            [f"cd /srv/{other}", "python report.py"],
            f"a shell in which /srv/{active}/.venv is activated. The first line of report.py is `#!{homes[other]}`",
            active,
            (
                "The first line counts only if the script itself is the command. Here the command is `python`, which "
                f"PATH finds in /srv/{active}/.venv/bin; for Python the first line is a comment."
            ),
        ),
        "cron": (
            [f"cd /srv/{active}", "python report.py"],
            f"cron, an hour after a colleague activated /srv/{active}/.venv in a terminal",
            "system",
            (
                "Activation changes the variables of one shell and of what that shell starts. Cron has its own PATH, "
                "so the bare name finds the system's Python."
            ),
        ),
        "child": (
            [f"{homes[other]} main.py"],
            (
                f'a shell in which /srv/{active}/.venv is activated. main.py runs `subprocess.run(["python", '
                '"report.py"])`'
            ),
            active,
            (
                "The child is started by a bare name, and the name is looked up in PATH, which main.py has inherited "
                "from the shell. To stay in its own environment main.py must start `sys.executable`."
            ),
        ),
        "child-path": (
            [f"{homes[other]} main.py"],
            (
                f"a shell in which /srv/{active}/.venv is activated. main.py runs "
                '`subprocess.run([sys.executable, "report.py"])`'
            ),
            other,
            (
                "`sys.executable` is the Python that runs main.py, and that was started by its path. The child uses "
                "the same environment, whatever PATH says."
            ),
        ),
        "deactivated": (
            ["deactivate", f"cd /srv/{other}", "python report.py"],
            f"a shell in which /srv/{active}/.venv is activated at first",
            "system",
            (
                "`deactivate` gives PATH back as it was, so the bare name finds the system's Python. A folder with an "
                "environment in it changes nothing by being the current one."
            ),
        ),
    }[way]
    reasons = {
        name: (
            f"This is in /srv/{name}/.venv. "
            + (
                "An activated environment counts only where a bare name is looked up in that shell's PATH."
                if name == active
                else "Its Python runs main.py, but the child is started by a bare name, which is looked up in PATH."
                if name == other and way == "child"
                else "Being in that folder, or being named somewhere, does not choose an environment for this program."
                if name == other
                else "Nothing in this command leads there."
            )
        )
        for name in (one, two, three)
    }
    reasons["system"] = "This is beside the system's Python, and the program is not started by that one."
    options = {name: f"`{library}` {found[name]}" for name in found}
    return Variant(
        prompt=(
            f"Three environments and the system's Python each hold another version of `{library}`, and report.py "
            "imports it. The only `python` in PATH outside the environments is /usr/bin/python. The commands shown "
            f"are run by {where}. Which version does report.py import?"
        ),
        code="\n".join(
            [
                *(f"# {f'/srv/{name}/.venv':<20} {library} {found[name]}" for name in (one, two, three)),
                f"# {'/usr/bin/python':<20} {library} {found['system']}",
                "",
                *start,
            ]
        ),
        language="text",
        answer=OneOf(right=options[key], wrong={options[name]: reasons[name] for name in found if name != key}),
        why=why,
        proof=proof(library, found, (active, other), way),
    )


def proof(library: str, found: dict[str, str], names: tuple[str, str], way: str) -> str:
    """Make the environments as `venv` does, put a version into each, and start the program as the question says."""
    active, other = names
    return f"""\
import os
import subprocess
import sys
from pathlib import Path

root, base = Path.cwd() / "srv", Path(sys.base_prefix) / "bin" / "python3"
found, active, other, way = {found}, "{active}", "{other}", "{way}"
homes = {{}}
for name, version in found.items():
    home = root / name / ".venv"
    packages = home / "lib" / f"python{{sys.version_info[0]}}.{{sys.version_info[1]}}" / "site-packages"
    packages.mkdir(parents=True)
    (packages / "{library}.py").write_text(f"version = {{version!r}}")
    (home / "bin").mkdir()
    (home / "bin" / "python").symlink_to(base)
    (home / "pyvenv.cfg").write_text(f"home = {{base.parent}}\\ninclude-system-site-packages = false\\n")
    homes[name] = home / "bin" / "python"
report = f"#!{{homes[other]}}\\nimport {library}\\nprint({library}.version)\\n"
child = "sys.executable" if way == "child-path" else "'python'"
main = f"import subprocess, sys\\nsubprocess.run([{{child}}, 'report.py'], check=True)\\n"
for name in (active, other):
    for file, text in (("report.py", report), ("main.py", main)):
        (root / name / file).write_text(text)
        (root / name / file).chmod(0o755)
plain = str(homes["system"].parent)
path = plain if way in ("cron", "deactivated") else f"{{homes[active].parent}}:{{plain}}"
command, folder = {{
    "path": (f"{{homes[other]}} report.py", active),
    "first-line": ("./report.py", active),
    "cron": ("python report.py", active),
    "child": (f"{{homes[other]}} main.py", active),
    "child-path": (f"{{homes[other]}} main.py", active),
}}.get(way, ("python report.py", other))
ran = subprocess.run(
    ["/bin/sh", "-c", command], cwd=root / folder, env={{"PATH": path}}, capture_output=True, text=True, check=True
)
print(f"`{library}` {{ran.stdout.strip()}}")
"""
