"""What `content check` says of an exercise and of its task/ folder: one broken thing at a time."""

from collections.abc import Callable
from pathlib import Path

import pytest

from jobfutures.exercises.reading import read_exercises
from jobfutures.exercises.tests.made import HIDDEN, RIGHT, START, VISIBLE
from jobfutures.kit.content.faults import ContentFaults, Fault
from jobfutures.topics.content import read_vocabulary

Break = Callable[[Path], object]
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
"""
EXERCISE = """
title = "Add up prices"
summary = "The till adds up wrongly. Mend `total`."
areas = ["A1"]
level = "junior"
minutes = 10
framework = "Python"
order = 10
status = "published"
shim = "functions"
app = "till"
editable = ["till.py"]
""" + "".join(
    f"""
[[requirement]]
id = "{name}"
title = "The total is right"
why = "A till that adds up wrongly loses money or customers."

[[bad]]
folder = "bad-{name}"
fails = ["{name}"]
says = "expected"
"""
    for name in ("sum", "empty", "many")
)
TASK = """title = "Add up weights"
summary = "The scale loses a sack. Mend `load`."
minutes = 15

[rename]
till = "scale"
price = "weight"
total = "load"
shop = "mill"
"""
WHERE, NAME = "exercises/till", "content/exercises/till/task/task.toml"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    files = {
        "exercise.toml": EXERCISE,
        "statement.md": "The till of a shop.",
        "project/till.py": START,
        "project/shop/names.py": 'SHOP = "Corner"\n',
        "checks/visible.py": VISIBLE,
        "checks/hidden.py": HIDDEN,
        **{f"solutions/{name}/till.py": RIGHT for name in ("reference", "bad-sum", "bad-empty", "bad-many")},
        "task/task.toml": TASK,
        "task/statement.md": "The scale of a mill.",
    }
    for path, text in files.items():
        writing(path, text)(folder)
    (folder / "topics.toml").write_text(TOPICS)
    return folder


def writing(path: str, text: str) -> Break:
    def act(folder: Path) -> None:
        file = folder / WHERE / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    return act


def task(old: str, new: str) -> Break:
    assert old in TASK
    return writing("task/task.toml", TASK.replace(old, new))


def faults_in(folder: Path) -> list[Fault]:
    try:
        read_exercises([folder], read_vocabulary([folder]))
    except ContentFaults as refused:
        return refused.faults
    return []


def test_an_exercise_with_its_task_is_read(content):
    (one,) = read_exercises([content], read_vocabulary([content]))

    assert one.task.name == NAME
    assert one.task.fields.rename["till"] == "scale"


@pytest.mark.parametrize(
    ("broken", "line", "field", "reason"),
    [
        (task('"mill"\n', '"mill"\nfloor = "roof"\n'), 10, "rename.floor", "occurs nowhere in the exercise"),
        (task('"mill"', '"load"'), 9, "rename.shop", "becomes load, as total does"),
        (task('"mill"', '"corner"'), 9, "rename.shop", "becomes corner, which is a word of the exercise already"),
        (task('"mill"', '"class"'), 9, "rename.shop", "becomes class, which is a reserved word"),
        (task('"mill"', '"corn mill"'), 9, "rename.shop", "becomes more words than it has"),
        (task('"weight"', '"Weight"'), 1, "rename.price", "should match pattern"),
        (task('"scale"', '"calendar"'), 1, "rename", "project/calendar would hide a module of Python"),
        (task("weights", "prices"), 1, "rename", "prices is still to be read in title"),
        (task("Add up weights", "Add up prices"), 1, "title", "is that of the exercise"),
        (task("minutes = 15\n", ""), 1, "minutes", "Field required"),
        (task("[rename]", "[rename"), 1, "task.toml", "is no TOML"),
        (task("[rename]", '[[requirement]]\nid = "none"\n\n[rename]'), 1, "requirement", "unknown requirement none"),
        (writing("task/statement.md", " \n"), 1, "statement", "task/statement.md is missing, empty or longer"),
        (writing("task/statement.md", "The till of a shop."), 1, "statement", "is that of the exercise"),
        (writing("task/statement.md", "The scale of a mill, no till."), 1, "rename", "till is still to be read in statement.md"),
        (writing("project/tills/a.py", "x = subtotal\n"), 1, "rename", "subtotal is still to be read in project/scales/a.py"),
        (writing("project/scale.py", ""), 6, "rename.till", "becomes scale, which is a word of the exercise already"),
        (writing("checks/hidden.py", "total: int = 1 1\n"), 1, "rename", "checks/hidden.py is no Python any more"),
    ],
)  # fmt: skip
def test_one_broken_thing_in_a_task_is_named(content, broken, line, field, reason):
    broken(content)

    found = [fault for fault in faults_in(content) if fault.field == field and reason in fault.reason]

    assert found, faults_in(content)
    assert (found[0].file, found[0].line) == (NAME, line)


def test_files_that_get_one_name_are_named(content):
    writing("project/old_till.txt", "")(content)
    writing("project/new_scale.txt", "")(content)
    task('till = "scale"', '"old till" = "new scale"\ntill = "tare"')(content)

    assert any(fault.reason == "two files of project/ get the same name" for fault in faults_in(content))


def test_a_folder_without_a_task_has_no_such_faults(content):
    for name in ("task.toml", "statement.md"):
        (content / WHERE / "task" / name).unlink()
    (content / WHERE / "task").rmdir()

    assert faults_in(content) == []


@pytest.mark.parametrize(
    ("broken", "field", "reason"),
    [
        (writing("exercise.toml", EXERCISE.replace('"junior"', '"wizard"')), "level", "Input should be"),
        (writing("exercise.toml", EXERCISE.replace('"A1"', '"A9"')), "areas", "unknown area A9"),
        (
            writing("exercise.toml", EXERCISE.replace('"till.py"', '"tell.py"')),
            "editable",
            "tell.py is not in project/",
        ),
        (writing("exercise.toml", EXERCISE + "database = 1"), "bad.2.database", "Extra inputs"),
        (writing("statement.md", ""), "statement", "statement.md is missing, empty"),
        (writing("solutions/bad-none/till.py", ""), "solutions", "solutions/bad-none/ is named nowhere"),
        (writing("project/till.exe", ""), "file", "is none of the kinds"),
    ],
)
def test_one_broken_thing_in_an_exercise_is_named(content, broken, field, reason):
    broken(content)

    assert any(fault.field == field and reason in fault.reason for fault in faults_in(content)), faults_in(content)


def test_a_slug_that_looks_like_a_tasks_is_refused(content):
    (content / WHERE).rename(content / "exercises/till-task")

    assert any(fault.field == "slug" for fault in faults_in(content))
