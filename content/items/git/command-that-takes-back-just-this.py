"""Which git command takes back exactly what is asked, and leaves everything else as it is."""

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="L1",
    level="middle",
    title="Which git command takes back exactly what is asked",
    practise=("undo-a-pushed-commit",),
)
REASONS = {
    "git revert --no-edit HEAD": ("It adds one more commit, with the opposite of the last one, which itself stays."),
    "git reset --soft HEAD~1": "It drops the commit and keeps all of its changes staged.",
    "git reset HEAD~1": "It drops the commit and keeps its changes in the files only; nothing stays staged.",
    "git reset --hard HEAD~1": (
        "It drops the commit, and with it everything in the files that differs from the one before."
    ),
    "git restore .": "It writes the staged text over the files, and touches no commit and nothing that is staged.",
    "git restore --staged .": "It only takes things out of what is staged; files and commits stay as they are.",
    "git commit --amend --no-edit": "It replaces the last commit by one that also holds what is staged now.",
}
# what was asked, the commands before it, the key and why, and what must hold afterwards: the number of commits, then
# the text in HEAD, staged and in the file (0 start, 1 the commit's, 2 staged, 3 edited)
CASES = [
    (
        (
            "The commit `{m}` is on the shared main, and two colleagues have pulled it. Its change must go, and an "
            "ordinary `git push` must work afterwards."
        ),
        "commit push",
        "git revert --no-edit HEAD",
        "It is the only one here that goes forward: a new commit, which everybody can pull.",
        (3, 0, 0, 0),
    ),
    (
        (
            "The commit `{m}` is not pushed. It mixes two things. You want it gone, its changes back as edits of which "
            "nothing is staged, to stage them part by part."
        ),
        "commit",
        "git reset HEAD~1",
        "The commit goes, the files stay, and nothing is staged.",
        (1, 0, 0, 1),
    ),
    (
        (
            "The commit `{m}` is not pushed, and you have edited `{f}` since, staging nothing. You want the commit "
            "gone, "
            "its change and the edit kept in the files, and nothing staged."
        ),
        "commit edit",
        "git reset HEAD~1",
        "The commit goes, the files stay as they are now, and nothing is staged.",
        (1, 0, 0, 3),
    ),
    (
        (
            "The commit `{m}` is not pushed. You want it gone, and all of its changes still staged, to commit them "
            "together with what you do next."
        ),
        "commit",
        "git reset --soft HEAD~1",
        "Only the branch moves back; what is staged and the files stay as they were.",
        (1, 0, 1, 1),
    ),
    (
        (
            "The commit `{m}` is not pushed, and a further change of `{f}` is staged. You want the commit gone, and "
            "both "
            "changes staged, to commit them together with what you do next."
        ),
        "commit stage",
        "git reset --soft HEAD~1",
        "Only the branch moves back; what is staged already holds both changes, and it stays.",
        (1, 0, 2, 2),
    ),
    (
        (
            "The commit `{m}` is not pushed, nothing else has changed. It was a dead end: you want neither the commit "
            "nor its changes."
        ),
        "commit",
        "git reset --hard HEAD~1",
        "Branch, staged text and files all go back to the commit before.",
        (1, 0, 0, 0),
    ),
    (
        (
            "The commit `{m}` is fine. Since then you have staged a change of `{f}`, and edited `{f}` further. You "
            "want "
            "the edits since then gone, and the staged change kept staged."
        ),
        "commit stage edit",
        "git restore .",
        "The files are written from what is staged, and that is not touched.",
        (2, 1, 2, 2),
    ),
    (
        (
            "The commit `{m}` is fine. Since then you have edited `{f}`, staging nothing. You want the edit gone, and "
            "the commit to stay."
        ),
        "commit edit",
        "git restore .",
        "With nothing else staged, what the files are written from is the last commit's text.",
        (2, 1, 1, 1),
    ),
    (
        (
            "The commit `{m}` is fine. Since then you have edited `{f}` and staged it too early. You want nothing to "
            "be "
            "staged, and the edit kept in the file."
        ),
        "commit stage",
        "git restore --staged .",
        "It puts the last commit's text back among what is staged, and leaves the file alone.",
        (2, 1, 1, 2),
    ),
    (
        (
            "The commit `{m}` is fine. Since then you have staged a change of `{f}`, and edited `{f}` further. You "
            "want "
            "nothing to be staged, and the file to stay as it is now."
        ),
        "commit stage edit",
        "git restore --staged .",
        "It puts the last commit's text back among what is staged, and leaves the file alone.",
        (2, 1, 1, 3),
    ),
    (
        (
            "The commit `{m}` is not pushed. One line was forgotten; it is in `{f}` and staged now. You want one "
            "commit "
            "with the same message that holds both."
        ),
        "commit stage",
        "git commit --amend --no-edit",
        "The last commit is replaced by one that also holds what is staged, under the same message.",
        (2, 2, 2, 2),
    ),
    (
        (
            "The commit `{m}` is not pushed. One line was forgotten; it is in `{f}` and staged. Since then you have "
            "begun "
            "something else in `{f}`. You want one commit with the same message that also holds the line, and what you "
            "have begun in the file only."
        ),
        "commit stage edit",
        "git commit --amend --no-edit",
        "The last commit is replaced by one that also holds what is staged, and the later edit stays out of it.",
        (2, 2, 2, 3),
    ),
]
WORK = [
    ("rates.py", "Round rates up"),
    ("shifts.py", "Count breaks"),
    ("refund.py", "Refund fees"),
    ("mail.py", "Send mails twice a day"),
]


def build(random: Random) -> Variant:
    """Pushed or not, staged or not, kept or not: what is asked decides, and the same state has several keys."""
    asked, before, key, why, state = random.choice(CASES)
    file, message = random.choice(WORK)
    near = {
        "git revert --no-edit HEAD": "git reset --hard HEAD~1",
        "git reset HEAD~1": "git reset --soft HEAD~1",
        "git reset --soft HEAD~1": "git reset HEAD~1",
        "git reset --hard HEAD~1": "git revert --no-edit HEAD",
        "git restore .": "git restore --staged .",
        "git restore --staged .": "git restore .",
        "git commit --amend --no-edit": "git reset --soft HEAD~1",
    }[key]
    rest = [command for command in REASONS if command not in (key, near)]
    options = random.sample([key, near, *random.sample(rest, 3)], 5)
    reasons = {f"`{command}`": REASONS[command] for command in options if command != key}
    if "stage" in before and "`git revert --no-edit HEAD`" in reasons:
        reasons["`git revert --no-edit HEAD`"] = (
            "It would add a commit with the opposite of the last one, and it refuses while anything is staged."
        )
    if "push" in before:
        for command in ("git reset --hard HEAD~1", "git reset --soft HEAD~1", "git reset HEAD~1"):
            if command in options:
                reasons[f"`{command}`"] = (
                    "It drops the commit in your copy only; the push is refused, as main has it already."
                )
        if "git commit --amend --no-edit" in options:
            reasons["`git commit --amend --no-edit`"] = (
                "It makes a commit that replaces the pushed one: the push is refused."
            )
    return Variant(
        prompt=f"{asked.format(m=message, f=file)} Which command, run once in the top folder, does exactly this?",
        answer=OneOf(right=f"`{key}`", wrong=reasons),
        why=(
            f"{why} Ask three things before taking something back: do others have it already, what shall become of the "
            "branch, and what of the changes that are staged or only in the files."
        ),
        proof=f"""\
import os
import shutil
import subprocess
from pathlib import Path
env = {{"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}}
env |= {{f"GIT_{{role}}_{{what}}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}}
def shell(lines, folder):
    done = subprocess.run(["sh", "-e", "-c", lines], env=env, cwd=folder, capture_output=True, text=True)
    return done.stdout.split() if done.returncode == 0 else None
MAKE = {{
    "commit": "echo 1 > {file}; git commit --quiet -a -m '{message}'",
    "push": "git push --quiet ../shared main",
    "stage": "echo 2 > {file}; git add .",
    "edit": "echo 3 > {file}",
}}
SEEN = "git rev-list --count HEAD; git show HEAD:{file}; git show :{file}; cat {file}"
Path("made").mkdir()
shell("git init --quiet --bare --initial-branch=main ../shared; git init --quiet --initial-branch=main; "
      "echo 0 > {file}; git add .; git commit --quiet -m Start; git push --quiet ../shared main", "made")
shell("; ".join(MAKE[word] for word in {before!r}.split()), "made")
for number, command in enumerate({options!r}):
    copy = f"copy{{number}}"
    shutil.copytree("made", copy)
    push = "git push --quiet ../shared main; " if {"push" in before} else ""
    ask = f"{{command}} > out; rm out; {{push}}"
    if shell(ask + SEEN, copy) == {[str(one) for one in state]!r}:
        print(f"`{{command}}`")
    if {"push" in before}:
        shutil.rmtree("shared")
        shell("git init --quiet --bare --initial-branch=main shared; git -C made push --quiet ../shared main", ".")
""",
    )
