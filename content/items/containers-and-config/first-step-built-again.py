"""Which step of a Dockerfile is the first that a build executes again after a change."""

from fnmatch import fnmatch

from jobfutures.checks.families.authoring import Family, Line, Random, Variant

FAMILY = Family(
    area="K1",
    level="middle",
    title="The first step of a build that is executed again",
    practise=("image-or-container", "shrink-and-harden-image"),
)
FILES = {
    "pyproject.toml": "the dependencies in general",
    "uv.lock": "the exact versions of the dependencies",
    "README.md": "the text for readers",
    "src/shop/views.py": "a view",
    "tests/test_views.py": "a test",
    "assets/site.css": "a style",
    "deploy/values.yaml": "settings of the cluster",
    "src/shop/migrations/0007.py": "a new migration",
}
APT = "RUN apt-get update && apt-get install -y libpq5"
RECIPES = [
    [
        APT,
        "COPY pyproject.toml uv.lock ./",
        "RUN uv sync --frozen --no-dev",
        "COPY assets/ assets/",
        "RUN gzip -kr assets",
        "COPY . .",
    ],
    [
        APT,
        "COPY . .",
        "RUN uv sync --frozen --no-dev",
        "RUN gzip -kr assets",
        "RUN sha256sum assets/* > sums.txt",
        "RUN python -m compileall src",
    ],
    [
        "COPY uv.lock pyproject.toml ./",
        "RUN uv sync --frozen --no-dev",
        APT,
        "COPY src/ src/",
        "RUN python -m compileall src",
        "COPY assets/ assets/",
    ],
    [
        APT,
        "COPY assets/ assets/",
        "RUN gzip -kr assets",
        "COPY pyproject.toml uv.lock ./",
        "RUN uv sync --frozen",
        "COPY src/ src/",
    ],
    [
        "COPY src/ src/",
        APT,
        "COPY pyproject.toml uv.lock ./",
        "RUN uv sync --frozen",
        "COPY . .",
        "RUN python -m compileall src",
    ],
    [
        APT,
        "COPY pyproject.toml uv.lock README.md ./",
        "RUN uv sync --frozen",
        "COPY src/ src/",
        "COPY tests/ tests/",
        "RUN python -m compileall src",
    ],
]
IGNORES = [[], ["README.md", "tests/*"], ["deploy/*", "tests/*"], ["*.md", "deploy/*"], ["tests/*"]]
PROOF = """\
import hashlib
from fnmatch import fnmatch
from pathlib import Path
STEPS, FILES, IGNORED, CHANGED = {steps!r}, {files!r}, {ignored!r}, {changed!r}
for name in FILES:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text("before")

def copied(step):
    # what a COPY takes out of the context, as a builder sees it: names and contents
    sources = step.split()[1:-1]
    for path in sorted(Path().rglob("*")):
        name = path.as_posix()
        taken = any(one in (".", name) or name.startswith(one) and one.endswith("/") for one in sources)
        if path.is_file() and name in FILES and taken and not any(fnmatch(name, mark) for mark in IGNORED):
            yield name + path.read_text()

def layers():
    found, chain = [], hashlib.sha256(b"base")
    for step in STEPS:
        chain.update(step.encode())
        if step.startswith("COPY"):
            chain.update("".join(copied(step)).encode())
        found.append(chain.hexdigest())
    return found

before = layers()
if CHANGED in FILES:
    Path(CHANGED).write_text("after")
else:
    STEPS = [step.replace(CHANGED, CHANGED + " curl") for step in STEPS]
print(next(number for number, (old, new) in enumerate(zip(before, layers()), start=1) if old != new))
"""


def takes(step: str, name: str) -> bool:
    return step.startswith("COPY") and any(
        one in {".", name} or (one.endswith("/") and name.startswith(one)) for one in step.split()[1:-1]
    )


def build(random: Random) -> Variant:
    """What is changed, what is copied where, and what is ignored differ."""
    while True:
        recipe, ignored = random.choice(RECIPES), random.choice(IGNORES)
        steps = ["FROM registry.example.org/python-uv:3.14", "WORKDIR /app", *recipe]
        named = [name for name in FILES for step in recipe if takes(step, name) and step != "COPY . ."]
        if any(fnmatch(name, mark) for name in named for mark in ignored):
            continue  # a copy of what is ignored would fail
        changed = random.choice([*FILES, "libpq5"])
        if changed == "libpq5":
            number = steps.index(APT) + 1
            break
        if any(fnmatch(changed, mark) for mark in ignored):
            continue
        number = next((place for place, step in enumerate(steps, start=1) if takes(step, changed)), 0)
        if number:
            break
    told = (
        "the installation line gets one more package, `curl`, behind `libpq5`"
        if changed == "libpq5"
        else f"`{changed}` ({FILES[changed]}) is edited"
    )
    offered = [line for line in range(2, 9) if line != number]
    return Variant(
        prompt=(
            f"An image was built with Docker from this file on this machine. Then {told}, and nothing else changes. "
            f"The files in the folder are {', '.join(f'`{name}`' for name in FILES)}. "
            + (f"`.dockerignore` holds `{'` and `'.join(ignored)}`. " if ignored else "There is no `.dockerignore`. ")
            + "The cache is warm. Which line is the first that the next build executes again?"
        ),
        code="\n".join(steps),
        language="text",
        answer=Line(
            number=number,
            wrong={line: reason(steps, line, number, changed) for line in offered},
        ),
        why=(
            f"Line {number}. A step is taken from the cache if its text is the same, everything before it was taken "
            "from the cache, and, for `COPY`, the copied files have the same contents. Files that `.dockerignore` "
            "names are not seen. From the first step that differs on, all are executed again, so what changes often "
            "should stand late."
        ),
        proof=PROOF.format(steps=steps, files=list(FILES), ignored=ignored, changed=changed),
    )


def reason(steps: list[str], line: int, number: int, changed: str) -> str:
    step = steps[line - 1]
    if line > number:
        return f"It is executed again too, but only because line {number} before it was."
    if step.startswith("COPY") and changed not in FILES:
        return "None of the files that it copies has changed, and neither has anything before it."
    if step.startswith("COPY"):
        return f"None of the files that it copies has changed: `{changed}` is not among them."
    if step.startswith("RUN"):
        return "Its text is the same and so is everything before it; what a command would find today is not looked at."
    return "Its text is the same, and nothing before it has changed."
