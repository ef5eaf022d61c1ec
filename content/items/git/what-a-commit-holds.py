"""What the last commit and the file hold after edits, adds and commits in turn."""

from dataclasses import dataclass

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="L1",
    level="junior",
    title="What the last commit and the file hold after edits and adds",
    practise=("what-belongs-in-one-commit",),
)
FILES = [("price.txt", "price"), ("limit.txt", "limit"), ("slots.txt", "slots"), ("rate.txt", "rate")]


@dataclass
class State:
    """One file: in the last commit, as it is staged, and as it lies in the folder."""

    head: str
    staged: str
    file: str

    def take(self, command: str) -> None:
        if command == "add":
            self.staged = self.file
        elif command == "commit":
            self.head = self.staged
        elif command == "commit all":
            self.head = self.staged = self.file
        elif command == "restore":
            self.file = self.staged
        elif command == "unstage":
            self.staged = self.head
        elif command == "stash":
            self.file = self.staged = self.head
        else:
            self.file = command


def possible(state: State) -> list[str]:
    """Return the commands that change something now, the usual ones more than once."""
    allowed = []
    if state.file != state.staged:
        allowed += ["add", "add", "restore"]
    if state.staged != state.head:
        allowed += ["commit", "commit", "unstage"]
    if state.file not in (state.head, state.staged):
        allowed += ["commit all"]
    if state.file != state.head:
        allowed += ["stash"]
    return allowed


def build(random: Random) -> Variant:
    """Where the add stands between the edits, and which kind of commit or way back follows, decides."""
    name, word = random.choice(FILES)
    numbers = random.sample(range(11, 99), 4)
    texts = [f"{word} {number}" for number in numbers]
    while True:
        plan, edits, state = [], 0, State(texts[0], texts[0], texts[0])
        for _ in range(random.randint(4, 6)):
            allowed = possible(state)
            if edits < 3 and (not plan or plan[-1] not in texts):
                allowed += [texts[edits + 1]] * 3
            if not allowed:
                break
            command = random.choice(allowed)
            edits += command in texts
            plan.append(command)
            state.take(command)
        commits = sum(command.startswith("commit") for command in plan)
        if not (edits >= 2 and commits and state.head != state.file and plan[-1] not in texts):
            continue
        end = max(at for at, command in enumerate(plan) if command.startswith("commit"))
        committed = [command for command in plan[:end] if command in texts][-1]
        edited = [command for command in plan if command in texts][-1]
        if (state.head, state.file) != (committed, edited) or random.random() < 0.1:
            break
    shell = {
        "add": f"git add {name}",
        "commit": 'git commit --quiet -m "Set it"',
        "commit all": 'git commit --quiet -a -m "Set it"',
        "restore": f"git restore {name}",
        "unstage": f"git restore --staged {name}",
        "stash": "git stash --quiet",
    }
    lines = [shell.get(command, f'echo "{command}" > {name}') for command in plan]
    lines += [f"git show HEAD:{name}", f"cat {name}"]
    text = f"{state.head}\n{state.file}"
    wrong = {
        f"{state.file}\n{state.head}": "`git show HEAD:` reads the last commit, `cat` reads the file in the folder.",
        f"{edited}\n{edited}": (
            "A commit takes what was staged when it was made, and a file may be taken back after an edit."
        ),
        f"{state.file}\n{state.file}": (
            "The last commit and the file differ here: not every edit was staged and committed."
        ),
        f"{state.head}\n{state.head}": "The last commit and the file differ here: a commit does not change the file.",
        f"{committed}\n{edited}": (
            "Not every edit reaches a commit or stays in the file: look at what was staged, and at what was taken back."
        ),
        f"{texts[0]}\n{state.file}": "A later commit replaced what the file held at the beginning.",
    }
    notes = {
        "add": "`git add` stages what the file holds at that moment",
        "commit": "`git commit` takes what is staged, not what is in the file",
        "commit all": "`git commit -a` stages all changes of tracked files first",
        "restore": "`git restore` writes the staged text back into the file",
        "unstage": "`git restore --staged` stages what the last commit holds and leaves the file alone",
        "stash": "`git stash` puts staged and other changes away, so the file holds the last commit again",
    }
    used = [notes[command] for command in notes if command in plan]
    return Variant(
        prompt=(
            f"`{name}` holds `{texts[0]}`, is committed like this, and nothing else has changed. Then these commands "
            "run. "
            "What do the last two of them print?"
        ),
        code="\n".join(lines),
        language="text",
        answer=Output(text=text, wrong={one: why for one, why in wrong.items() if one != text}),
        why=(
            f"There are three places: the last commit, what is staged, and the file. {'; '.join(used)}. "
            f"At the end the commit holds `{state.head}` and the file `{state.file}`."
        ),
        proof=f"""\
import os
import subprocess
env = {{"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}}
env |= {{f"GIT_{{role}}_{{what}}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}}
def shell(lines):
    return subprocess.run(["sh", "-e", "-c", lines], env=env, capture_output=True, text=True, check=True).stdout
shell('''git init --quiet .
echo "{texts[0]}" > {name}
git add {name}
git commit --quiet -m "Start"''')
print(shell('''{chr(10).join(lines)}'''), end="")
""",
    )
