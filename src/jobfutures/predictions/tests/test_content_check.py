"""`content check` names every kind of fault with its file, line, field and reason."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from jobfutures.kit.content.faults import ContentFaults, Fault
from jobfutures.predictions.content.check import read_predictions
from jobfutures.predictions.tests.made import COUNT, FOLDER, JAM, LINE, LIST, Made, folder_with, write
from jobfutures.topics.content import read_vocabulary

MD, PY, FIXED = (f"{FOLDER}/two-names{suffix}" for suffix in (".md", ".py", ".fixed.py"))
Break = Callable[[Path], object]


def faults_in(*folders: Path) -> list[Fault]:
    try:
        read_predictions(list(folders), read_vocabulary(list(folders)))
    except ContentFaults as refused:
        return refused.faults
    return []


def replacing(file: str, old: str, new: str) -> Break:
    def act(folder: Path) -> None:
        text = (folder / file).read_text()
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1))

    return act


def writing(file: str, text: str) -> Break:
    def act(folder: Path) -> None:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text)

    return act


def ran(field: str, value: object, *, slug: str = "two-names", program: str = "program") -> Break:
    """Let the record say something else."""

    def act(folder: Path) -> None:
        records = json.loads((folder / "predicted.json").read_text())
        records[f"{FOLDER}/{slug}.md"][program][field] = value
        (folder / "predicted.json").write_text(json.dumps(records))

    return act


def renamed(old: str, new: str) -> Break:
    def act(folder: Path) -> None:
        for file in (folder / FOLDER).glob(f"{old}.*"):
            file.rename(file.with_name(file.name.replace(old, new)))

    return act


LONG = "\n".join(f"print({number})" for number in range(26)) + "\n"
MANY = "\n      ".join(f"[{number}]" for number in range(13))
BROKEN: dict[str, tuple[Break, str, str]] = {
    "no front matter": (writing(MD, "hello"), MD, "must stand first"),
    "no YAML": (replacing(MD, "asks: output", "asks: [output"), MD, "is not YAML"),
    "not UTF-8": (lambda folder: (folder / PY).write_bytes(b"\xff\xfe"), PY, "is not UTF-8"),
    "a field is missing": (replacing(MD, "asks: output\n", ""), MD, "Field required"),
    "a field is unknown": (replacing(MD, "asks: output", "asks: output\nmood: good"), MD, "Extra inputs"),
    "a kind of question is unknown": (replacing(MD, "asks: output", "asks: riddle"), MD, "Input should be"),
    "a level is unknown": (replacing(MD, "level: junior", "level: guru"), MD, "Input should be"),
    "a title is short": (replacing(MD, LIST.title, "Names"), MD, "at least 8 characters"),
    "a title is long": (replacing(MD, LIST.title, "Names " * 14), MD, "at most 80 characters"),
    "a question is long": (replacing(MD, "before you run it?", "and why " * 20), MD, "at most 160 characters"),
    "one wrong answer only": (replacing(MD, "  - answer: |-\n      [2]\n    why: Nothing takes the first number out of the list again.\n", ""), MD, "at least 2 items"),
    "a why is short": (replacing(MD, "Nothing takes the first number out of the list again.", "No."), MD, "at least 20 characters"),
    "no related question": (replacing(MD, "related: [first-name]", "related: []"), MD, "at least 1 item"),
    "an unknown related question": (replacing(MD, "[first-name]", "[nobody]"), MD, "unknown question nobody"),
    "a related question twice": (replacing(MD, "[first-name]", "[first-name, first-name]"), MD, "stands there twice"),
    "an unknown area": (replacing(MD, "area: A1", "area: Z9"), MD, "unknown area Z9"),
    "an area that belongs elsewhere": (replacing(MD, "area: A1", "area: A2"), MD, "belongs in predictions/boxes/"),
    "a wrong answer twice": (replacing(MD, "      [2]\n", "      [1]\n"), MD, "stands there twice"),
    "a wrong output that is no text": (replacing(MD, "|-\n      [2]\n", "2\n"), MD, "must be text"),
    "a wrong output that is long": (replacing(MD, "      [2]\n", f"      {MANY}\n"), MD, "more than 12 lines"),
    "a wrong number that is none": (replacing(f"{FOLDER}/how-many.md", "      1\n", "      one\n"), f"{FOLDER}/how-many.md", "must be a number"),
    "a wrong line that is not there": (replacing(f"{FOLDER}/which-line.md", "      3\n", "      9\n"), f"{FOLDER}/which-line.md", "no line '9'"),
    "a wrong line that is empty": (replacing(f"{FOLDER}/which-line.md", "      3\n", "      2\n"), f"{FOLDER}/which-line.md", "no line '2'"),
    "a wrong class that is none": (replacing(f"{FOLDER}/no-jam.md", "AttributeError", "an error"), f"{FOLDER}/no-jam.md", "name of a class"),
    "a wrong answer that is the truth": (replacing(MD, "      [1]\n", "      [1, 2]\n"), MD, "it is the truth"),
    "few words": (replacing(MD, "At work, copy where two owners must not share, and say so in the name of the\nfunction that does it.", ""), MD, "it must have 40 to 160"),
    "a heading": (replacing(MD, "A name is", "## Why\n\nA name is"), MD, "has a heading"),
    "no program": (lambda folder: (folder / PY).unlink(), MD, "two-names.py is not there"),
    "a short program": (writing(PY, "print([1, 2])\n"), PY, "has 1 lines"),
    "a long program": (writing(PY, LONG), PY, "has 26 lines"),
    "a program that is no Python": (replacing(PY, "b = a", "b = = a"), PY, "is no Python"),
    "a program of nobody": (writing(f"{FOLDER}/alone.py", "x = 1\n"), f"{FOLDER}/alone.py", "belongs to no prediction"),
    "a fix without its program": (lambda folder: (folder / FIXED).unlink(), MD, "two-names.fixed.py is not there"),
    "a fixed program without a fix": (replacing(MD, f"fix: {LIST.fix}\n", ""), MD, "is missing: two-names.fixed.py"),
    "a name with capitals": (renamed("two-names", "Two_names"), f"{FOLDER}/Two_names.md", "small letters"),
    "a title twice": (replacing(MD, LIST.title, JAM.title), MD, "stands already in"),
    "never run": (lambda folder: (folder / "predicted.json").unlink(), PY, "was never run"),
    "a record that is none": (writing("predicted.json", '{"a": 3}'), "predicted.json", "is no record of runs"),
    "a program that changed": (replacing(PY, "b.append(2)", "b.append(3)"), PY, "the program changed since it ran"),
    "a fixed program that changed": (replacing(FIXED, "b.append(2)", "b.append(3)"), PY, "the fixed program changed"),
    "an output that is empty": (ran("output", "\n"), MD, "the program prints nothing"),
    "an output that is long": (ran("output", "x\n" * 13), MD, "prints more than 12 lines"),
    "an output that ends badly": (ran("exception", "KeyError"), MD, "ends with KeyError"),
    "no count": (ran("queries", None, slug="how-many"), f"{FOLDER}/how-many.md", "does not end with `N queries`"),
    "no line": (ran("line", 0, slug="which-line"), f"{FOLDER}/which-line.md", "raises on no line"),
    "a fix that changes nothing": (ran("output", "[1, 2]\n", program="fixed"), MD, "prints the same"),
    "a fix that prints nothing": (ran("output", "", program="fixed"), MD, "the fixed program prints nothing"),
    "a fix that ends badly": (ran("exception", "ValueError", program="fixed"), MD, "the fixed program ends with ValueError"),
}  # fmt: skip


def test_what_is_right_has_no_fault(tmp_path: Path) -> None:
    assert faults_in(folder_with(tmp_path)) == []


@pytest.mark.parametrize("name", BROKEN)
def test_one_broken_thing_is_named_where_it_stands(name: str, tmp_path: Path) -> None:
    act, file, reason = BROKEN[name]
    folder = folder_with(tmp_path)
    act(folder)

    found = [fault for fault in faults_in(folder) if reason in fault.reason]

    assert f"content/{file}" in [fault.file for fault in found], faults_in(folder)
    assert all(fault.line >= 1 and fault.field for fault in found)


def test_a_fault_names_the_line_of_its_field(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    replacing(MD, "related: [first-name]", "related: [first-name, nobody]")(folder)

    (fault,) = faults_in(folder)

    lines = (folder / MD).read_text().splitlines()
    assert "nobody" in lines[fault.line - 1]
    assert str(fault) == f"content/{MD}:{fault.line}: related.1: unknown question nobody"


def test_a_slug_stands_once_over_all_folders(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    private = tmp_path / "private"
    write(private, Made("two-names", "Another title", LIST.asks, LIST.program, LIST.ran, LIST.wrong))

    (fault,) = faults_in(folder, private)

    assert (fault.file, fault.reason) == (f"private/{MD}", f"its name stands already in content/{MD}")


def test_a_folder_of_an_operator_may_relate_to_the_guide_of_the_site(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, LIST)
    write(tmp_path / "private", JAM, LINE, COUNT)

    assert faults_in(folder, tmp_path / "private") == []


def test_a_draft_needs_no_record(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, LIST)
    (folder / "predicted.json").unlink()
    replacing(MD, "status: published", "status: draft")(folder)

    assert faults_in(folder) == []
    shutil.rmtree(folder / FOLDER)
    assert faults_in(folder) == []
