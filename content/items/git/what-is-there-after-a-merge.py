"""Which files are there after a merge, when features were reverted and picked on both sides."""

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="L1",
    level="senior",
    title="Which files are there after a merge with reverts and picks",
    practise=("undo-a-pushed-commit", "merge-or-rebase"),
)
# what happens to one feature before the branch is cut and after it: (branch, verb)
CASES = {
    "reverted on main": ([("main", "adds")], [("main", "reverts")]),
    "reverted on feature": ([("main", "adds")], [("feature", "reverts")]),
    "picked, then reverted on main": ([], [("main", "adds"), ("feature", "picks"), ("main", "reverts")]),
    "picked, then reverted on feature": ([], [("main", "adds"), ("feature", "picks"), ("feature", "reverts")]),
    "gone before the cut, picked again": ([("main", "adds"), ("main", "reverts")], [("feature", "picks")]),
    "came and went on main": ([], [("main", "adds"), ("main", "reverts")]),
    "there and back on feature": (
        [("main", "adds")],
        [("main", "reverts"), ("feature", "reverts"), ("feature", "picks")],
    ),
    "there and back on main": ([("main", "adds")], [("main", "reverts"), ("main", "picks"), ("feature", "reverts")]),
    "came and went on feature": ([], [("feature", "adds"), ("feature", "reverts")]),
    "moved to feature": ([("main", "adds"), ("main", "reverts")], [("feature", "picks"), ("feature", "reverts")]),
}
FEATURES = ["coupons", "gifts", "exports", "refunds", "labels", "alerts"]


def merged(case: str) -> tuple[int, int, int, int]:
    """Return whether the file is there at the cut, on main, on feature, and after the merge."""
    before, after = CASES[case]
    base = int(bool(before) and before[-1][1] != "reverts")
    there = {"main": base, "feature": base}
    for branch, verb in after:
        there[branch] = int(verb != "reverts")
    main, feature = there["main"], there["feature"]
    return base, main, feature, main if feature == base else feature


def build(random: Random) -> Variant:
    """Only the three states decide, at the cut and at both ends; each feature has another way of getting there."""
    while True:
        cases = random.sample(sorted(CASES), 2)
        results = [merged(case)[3] for case in cases]
        if 1 in results or random.random() < 0.4:
            break
    one, two = random.sample(FEATURES, 2)
    names = {one: CASES[cases[0]], two: CASES[cases[1]]}
    events = [("main", "adds", "shop")]
    events += shuffled(random, [[(b, v, name) for b, v in before] for name, (before, _) in names.items()])
    events += [("feature", "is cut from", "main")]
    events += [("feature", "adds", "work")]
    events += shuffled(random, [[(b, v, name) for b, v in after] for name, (_, after) in names.items()])
    events += [("main", "merges", "feature")]
    code = "\n".join(f"{branch:<9}{verb:<13}{name}" for branch, verb, name in events)
    there = {name for name, case in zip((one, two), cases, strict=True) if merged(case)[3]}

    def listed(found: set[str]) -> str:
        return "\n".join(sorted({"shop", "work"} | found))

    words = ["is not there", "is there"]
    told = []
    wrong = {}
    for name, case in zip((one, two), cases, strict=True):
        base, main, feature, result = merged(case)
        states = (
            f"at the cut it {words[base]}, at the end of main it {words[main]}, on feature it {words[feature]}; "
            f"so it {words[result]}"
        )
        told.append(f"`{name}`: {states}")
        wrong[listed(there ^ {name})] = f"Only three states of `{name}` count: {states} after the merge."
    wrong[listed({one, two} - there)] = (
        "A side that ends as it was at the cut has no say; the change of the other one counts."
    )
    return Variant(
        prompt=(
            "What happened in a repository, oldest first. `x adds a` is a commit on branch x that adds the file `a`; "
            "`x reverts a` is a `git revert` of the commit on x that added it last; `x picks a` is a `git "
            "cherry-pick` of "
            "the first commit that added it. There are no conflicts. After the merge, which files does `ls` print on "
            "main?"
        ),
        code=code,
        language="text",
        answer=Output(text=listed(there), wrong={text: why for text, why in wrong.items() if text != listed(there)}),
        why=(
            "A merge does not replay the commits. It compares both ends with their common start, and takes the side "
            "that "
            f"differs from it. {'. '.join(told)}. What came and went in between is not seen."
        ),
        proof=f"""\
import os
import subprocess
env = {{"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}}
env |= {{f"GIT_{{role}}_{{what}}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}}
EVENTS = {events!r}
lines, on, last = ["mkdir new; cd new; git init --quiet --initial-branch=main ."], "main", {{}}
for number, (branch, verb, name) in enumerate(EVENTS):
    if verb == "is cut from":
        lines.append("git branch feature")
        last |= {{("feature", one): tag for (_, one), tag in last.items()}}
        continue
    if branch != on:
        lines.append(f"git switch --quiet {{branch}}")
        on = branch
    if verb == "adds":
        lines.append(f"echo {{name}} > {{name}}; git add .; git commit --quiet -m {{name}}; git tag first-{{name}}")
    elif verb == "picks":
        lines.append(f"git cherry-pick first-{{name}} > /dev/null")
    elif verb == "reverts":
        lines.append(f"git revert --no-edit {{last[branch, name]}} > /dev/null")
    else:
        lines.append("git merge --quiet --no-edit feature > /dev/null; ls")
    if verb in ("adds", "picks"):
        lines.append(f"git tag at-{{number}}")
        last[branch, name] = f"at-{{number}}"
print(subprocess.run(["sh", "-e", "-c", "\\n".join(lines)], env=env, capture_output=True, text=True, check=True).stdout)
""",
    )


def shuffled(random: Random, rows: list[list[tuple[str, str, str]]]) -> list[tuple[str, str, str]]:
    """Return the events of all rows, each row in its own order."""
    left, mixed = [list(row) for row in rows], []
    while any(left):
        mixed.append(random.choice([row for row in left if row]).pop(0))
    return mixed
