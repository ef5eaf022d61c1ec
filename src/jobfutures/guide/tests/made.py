"""A small content folder that is right in every point; each test breaks one thing in it."""

import hashlib
import json
from pathlib import Path

TOPICS = """
[[section]]
id = "A"
slug = "core"
title = "Core"
line = "The core"
[[section.area]]
id = "A1"
slug = "names"
title = "Names"
line = "What names do"
first_release = true
[[section.area]]
id = "A2"
slug = "boxes"
title = "Boxes"
line = "What boxes hold"
first_release = true
"""
ROLE = """
id = "backend"
title = "Backend"
line = "Writes servers"
[shares.junior]
A1 = 1.0
[shares.middle]
A1 = 0.5
A2 = 0.5
[shares.senior]
A2 = 1.0
"""
GUIDE = """---
id: python
title: Python questions
line: Answers that ran
roles: [backend]
status: published
---
Read it aloud.
"""
AREA = """---
area: A1
prerequisites: [A2]
questions: [first-name, second-name]
---
Names at work.
"""
QUESTION = """---
id: {id}
title: {title}
area: A1
kind: concept
levels: [junior, middle]
aloud_seconds: 90
prerequisites: [{needs}]
key_points:
  - {{id: one, level: junior, must: true, text: "a name is a label"}}
  - {{id: two, level: middle, must: true, text: "an object may have many"}}
  - {{id: three, level: senior, must: false, text: "copies cost"}}
cards:
  - {{id: c1, key_point: one, front: "What is a name?", back: "A label."}}
  - {{id: c2, key_point: two, front: "How many names?", back: "Many."}}
  - {{id: c3, key_point: three, front: "What does a copy cost?", back: "Memory."}}
examples:
  - {{path: examples/{id}/test_it.py, run: browser, expect: "prints two"}}
references:
  - {{title: "Naming and binding", publisher: Python, url: "https://docs.python.org/3.13/", kind: docs}}
verified_on: 2026-11-22
status: published
---
## In one breath
A name points to an object, and `b = a` makes a second name.

## Model answer
Two names, one list. See [the other one](question:second-name).

```sketch python
b = a
```

## By level
- **Junior**: says it.
- **Middle**: shows it.
- **Senior**: measures it.

## Weak vs strong
**Weak**: "It copies."

**Strong**: "It binds a second name."

## Pitfalls
- A shared default. Symptom: it grows.
- A cached list. Symptom: strangers appear.

## Example
Look at the second line.

## Follow-ups
- And a tuple? (tests: one)
- And a copy? (tests: two, three)

## Say it aloud
Name both names.

## References
The chapter is short.
"""
EXAMPLE = """def test_two_names_share_a_list():
    a = [1]
    b = a
    b.append(2)
    print(len(a))
    assert a == [1, 2]
"""
INTERVIEWERS = """---
area: A1
minutes: 20
criteria:
  - id: predicts
    name: Predicts what a second name sees
    questions: [first-name]
    anchors:
      - "Says that the list is copied, and expects the first name to keep its two items."
      - "Says that nothing is copied, and is surprised that an append shows under both names."
      - "Predicts `2` for both names, and tells binding a name from changing an object."
      - "Also says which functions change their argument, and how a caller could notice."
  - id: finds
    name: Finds the line that parts two names
    questions: [second-name]
    anchors:
      - "Looks for a copy anywhere in the program, and names no line that could part them."
      - "Names an assignment as the moment, and takes an addition in place for one as well."
      - "Points at the line that binds one of them anew, and says what the other still sees."
      - "Also says what a closure or a default keeps after that line, and for how long."
  - id: chooses
    name: Chooses between a copy and a name
    questions: [first-name, second-name]
    anchors:
      - "Copies everywhere to be safe, without a word about what a copy of a long list costs."
      - "Copies where a caller might change it, but one level deep only and without saying so."
      - "Asks who changes the value, copies at that border only, and says how deep and why."
      - "Also hands out what nobody can change, and says what that costs the code that fills it."
---
## What a strong answer explains
- **Junior**: that a name is a label.
- **Middle**: when two labels
  part, see [the other one](question:second-name).
- **Senior**: what a copy costs.
## Ask next
- "Now I append a third item. Who sees it?" *Listen for*: both names, one object. (criterion: predicts)
- "And if the function returned it?" *Listen for*: still
  one object. (criterion: predicts)
- "Where would you look first?" *Listen for*: the line that binds anew. (criterion: finds)
- "Show me two names that part later." *Listen for*: an assignment, not a change. (criterion: finds)
- "A million items: still a copy?" *Listen for*: memory, and who writes. (criterion: chooses)
## Understood or recited
- A drawing of two arrows.
- A number before it runs.
- A word on `is`.
## Trivia, do not ask
- The name of the module.
- The year of the syntax.
- The size of an empty list.
## If the candidate is stuck
- Draw one box and two labels.
- Let them print both.
"""
FAQ = """---
id: who
title: Who is it for, really?
group: About
order: 1
status: published
---
For you.
"""


def question(name: str, title: str, needs: str = "") -> str:
    return QUESTION.format(id=name, title=title, needs=needs)


def write_proof(folder: Path) -> None:
    """Write the record of a run for every example, as it stands."""
    record = {
        example.relative_to(folder).as_posix(): {
            "sha256": hashlib.sha256(example.read_bytes()).hexdigest(),
            "versions": {"Python": "3.13"},
            "tests": [{"name": "test_two_names_share_a_list", "output": ["2"], "queries": [1]}],
            "ran_on": "2026-11-22",
        }
        for example in folder.rglob("test_it.py")
    }
    (folder / "verified.json").write_text(json.dumps(record))


def content_folder(parent: Path) -> Path:
    """Write a whole content folder below `parent` and return it."""
    folder = parent / "content"
    area = folder / "guides/python/core/names"
    for path, text in {
        folder / "topics.toml": TOPICS,
        folder / "roles/backend.toml": ROLE,
        folder / "faq/who.md": FAQ,
        folder / "guides/python/guide.md": GUIDE,
        area / "area.md": AREA,
        area / "interviewers.md": INTERVIEWERS,
        area / "first-name.md": question("first-name", "What does `b = a` copy?"),
        area / "second-name.md": question("second-name", "When do two names part?", "first-name"),
        area / "examples/first-name/test_it.py": EXAMPLE,
        area / "examples/second-name/test_it.py": EXAMPLE,
    }.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    write_proof(folder)
    return folder
