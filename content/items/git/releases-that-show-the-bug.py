"""Which releases show a bug, by where it came in, where it was repaired and what was picked."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="L1",
    level="middle",
    title="Which weekly releases show a bug after repairs and picks",
    practise=("branching-for-weekly-releases",),
)
BUGS = [("rounding", "tax.py"), ("time zone", "shift.py"), ("double mail", "mail.py"), ("lost coupon", "cart.py")]
PLANS = [  # week 1, 2 and 3; what happens on main and on the two older release branches
    [
        "main bug",
        "cut 1",
        "tag 1.0",
        "cut 2",
        "tag 2.0",
        "main fix",
        "pick 2",
        "tag 2.1",
        "tag 1.1",
        "cut 3",
        "tag 3.0",
    ],
    [
        "main bug",
        "cut 1",
        "tag 1.0",
        "cut 2",
        "tag 2.0",
        "main fix",
        "pick 1",
        "tag 1.1",
        "tag 2.1",
        "cut 3",
        "tag 3.0",
    ],
    ["cut 1", "tag 1.0", "main bug", "cut 2", "tag 2.0", "fix 2", "tag 2.1", "tag 1.1", "cut 3", "tag 3.0"],
    ["main bug", "cut 1", "tag 1.0", "fix 1", "tag 1.1", "cut 2", "tag 2.0", "pick 2", "tag 2.1", "cut 3", "tag 3.0"],
    [
        "cut 1",
        "tag 1.0",
        "main bug",
        "cut 2",
        "tag 2.0",
        "tag 1.1",
        "main fix",
        "cut 3",
        "tag 3.0",
        "pick 2",
        "tag 2.1",
    ],
    [
        "main bug",
        "cut 1",
        "tag 1.0",
        "cut 2",
        "main fix",
        "tag 2.0",
        "cut 3",
        "tag 3.0",
        "pick 2",
        "tag 2.1",
        "tag 1.1",
    ],
    [
        "cut 1",
        "main bug",
        "pick bug 1",
        "tag 1.0",
        "main fix",
        "cut 2",
        "tag 2.0",
        "pick 1",
        "tag 1.1",
        "tag 2.1",
        "cut 3",
        "tag 3.0",
    ],
    [
        "cut 1",
        "tag 1.0",
        "main bug",
        "pick bug 1",
        "tag 1.1",
        "cut 2",
        "tag 2.0",
        "main fix",
        "pick 2",
        "tag 2.1",
        "cut 3",
        "tag 3.0",
    ],
    ["main bug", "cut 1", "tag 1.0", "fix 1", "tag 1.1", "cut 2", "tag 2.0", "main fix", "cut 3", "tag 2.1", "tag 3.0"],
    [
        "cut 1",
        "tag 1.0",
        "cut 2",
        "main bug",
        "tag 2.0",
        "pick bug 2",
        "tag 2.1",
        "cut 3",
        "main fix",
        "tag 3.0",
        "tag 1.1",
    ],
    [
        "cut 1",
        "tag 1.0",
        "cut 2",
        "main bug",
        "pick bug 2",
        "tag 2.0",
        "main fix",
        "cut 3",
        "tag 3.0",
        "tag 2.1",
        "tag 1.1",
    ],
    [
        "main bug",
        "cut 1",
        "main fix",
        "tag 1.0",
        "cut 2",
        "tag 2.0",
        "pick 1",
        "tag 1.1",
        "tag 2.1",
        "cut 3",
        "tag 3.0",
    ],
]


def build(random: Random) -> Variant:
    """Whether a release has the bug follows from its own branch at the time of its tag, not from the dates."""
    plan = random.choice(PLANS)
    week, (bug, file) = random.randint(21, 48), random.choice(BUGS)
    has, tags, lines, story = {"main": False}, {}, [], {"main": "main had never had the bug"}
    for step in plan:
        *verb, where = step.split()
        number = week - 1 + int(float(where)) if where[0].isdigit() else 0
        branch, tag = f"release/{number}", f"v{number}.{where[-1]}"
        if verb == ["cut"]:
            has[branch] = has["main"]
            story[branch] = f"Its branch was cut from main when {story['main']}"
            lines.append((branch, "is cut from main"))
        elif verb == ["tag"]:
            tags[tag] = (has[branch], story[branch])
            lines.append((branch, f"is released as {tag}"))
        elif verb == ["pick"]:
            has[branch] = False
            story[branch] = "The repair had been picked into its branch"
            lines.append((branch, "cherry-picks the repair"))
        elif verb == ["fix"]:
            has[branch] = False
            story[branch] = "The repair had been made on its branch"
            lines.append((branch, f"gets a repair of the {bug} bug (made there only)"))
        elif verb == ["pick", "bug"]:
            has[branch] = True
            story[branch] = "The change with the bug had been picked into its branch"
            lines.append((branch, f"cherry-picks that change of {file}"))
        elif where == "bug":
            has["main"], story["main"] = True, "main had the bug"
            lines.append(("main", f"gets a change of {file}: it brings the {bug} bug"))
        else:
            has["main"], story["main"] = False, "main had been repaired"
            lines.append(("main", f"gets the repair of the {bug} bug"))
    lines = with_pick_of_hotfix(lines)
    code = "\n".join(f"{branch:<12}{what}" for branch, what in lines)
    reasons = {
        f"`{tag}`": f"{told}, and no repair had come there when it was tagged."
        if bad
        else f"{told}; when it was tagged, it did not have the bug."
        for tag, (bad, told) in tags.items()
    }
    right = {option: why for option, why in reasons.items() if tags[option.strip("`")][0]}
    return Variant(
        prompt=(
            "Weekly releases with hot fixes: what happened, oldest first. A tag is made from its release branch as "
            "it is at "
            "that moment; nothing else touches the file. Which releases show the bug?"
        ),
        code=code,
        language="text",
        answer=SomeOf(right=right, wrong={option: why for option, why in reasons.items() if option not in right}),
        why=(
            "A release has what its own branch had when it was tagged. A cut copies main as it is at that moment, "
            "with bug or "
            "repair. After that a change reaches the branch only if it is made or picked there; and what is made on "
            "a release "
            "branch only is missing on main and in everything cut from it later."
        ),
        proof=proof_of(lines),
    )


def with_pick_of_hotfix(lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Name the origin of a picked repair where it was made on a release branch."""
    made = next((branch for branch, what in lines if what.endswith("(made there only)")), "")
    on_main = any(branch == "main" and what.startswith("gets the repair") for branch, what in lines)
    if not made or on_main:
        return lines
    return [(branch, what + f" of {made}" if what == "cherry-picks the repair" else what) for branch, what in lines]


def proof_of(lines: list[tuple[str, str]]) -> str:
    return f"""\
import os
import subprocess
env = {{"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}}
env |= {{f"GIT_{{role}}_{{what}}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}}
LINES = {lines!r}
shell = ["git init --quiet --initial-branch=main .", "echo right > code; git add .; git commit --quiet -m start"]
for branch, what in LINES:
    if what == "is cut from main":
        shell.append(f"git branch {{branch}} main")
        continue
    shell.append(f"git switch --quiet {{branch}}")
    if what.startswith("is released as"):
        shell.append(f"git tag {{what.split()[-1]}}")
    elif "that change" in what:
        shell.append("git cherry-pick bug > /dev/null")
    elif what.startswith("cherry-picks"):
        shell.append("git cherry-pick repair > /dev/null")
    elif "brings" in what:
        shell.append("echo wrong > code; git commit --quiet -am bug; git tag bug")
    else:
        shell.append("echo right > code; git commit --quiet -am repair; git tag -f repair > /dev/null")
shell.append("for tag in $(git tag --list 'v*'); do git grep -q wrong $tag -- code && echo $tag; done; true")
done = subprocess.run(["sh", "-e", "-c", "\\n".join(shell)], env=env, capture_output=True, text=True, check=True)
for tag in sorted(done.stdout.split()):
    print(f"`{{tag}}`")
"""
