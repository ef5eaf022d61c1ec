"""`content check` names every kind of fault with its file, line, field and reason."""

from collections.abc import Callable
from pathlib import Path

import pytest

from jobfutures.guide.content.check import read_guides
from jobfutures.guide.tests.made import INTERVIEWERS, content_folder, question, write_proof
from jobfutures.kit.content.faults import ContentFaults, Fault
from jobfutures.topics.content import read_vocabulary

FIRST = "guides/python/core/names/first-name.md"
AREA = "guides/python/core/names/area.md"
Break = Callable[[Path], None]


def faults_in(*folders: Path) -> list[Fault]:
    try:
        vocabulary = read_vocabulary(list(folders))
        read_guides(list(folders), vocabulary)
    except ContentFaults as refused:
        return refused.faults
    return []


def replacing(file: str, old: str, new: str) -> Break:
    def act(folder: Path) -> None:
        text = (folder / file).read_text()
        assert old in text
        (folder / file).write_text(text.replace(old, new))

    return act


def writing(file: str, text: str) -> Break:
    def act(folder: Path) -> None:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text)

    return act


def removing(file: str) -> Break:
    return lambda folder: (folder / file).unlink()


def moving(old: str, new: str) -> Break:
    """Give an area another slug, and its folder the name of it."""

    def act(folder: Path) -> None:
        (folder / "guides/python" / old).rename(folder / "guides/python" / new)
        replacing("topics.toml", f'slug = "{Path(old).name}"', f'slug = "{Path(new).name}"')(folder)

    return act


def section_gone(title: str) -> Break:
    def act(folder: Path) -> None:
        text = (folder / FIRST).read_text()
        head, _, rest = text.partition(f"## {title}\n")
        (folder / FIRST).write_text(head + "## " + rest.partition("\n## ")[2])

    return act


BROKEN: dict[str, tuple[Break, str, str]] = {
    "no front matter": (writing(FIRST, "hello"), FIRST, "must stand first"),
    "no YAML": (replacing(FIRST, "kind: concept", "kind: [concept"), FIRST, "is not YAML"),
    "not UTF-8": (lambda f: (f / FIRST).write_bytes(b"\xff\xfe") and None, FIRST, "is not UTF-8"),
    "a field is missing": (replacing(FIRST, "aloud_seconds: 90\n", ""), FIRST, "Field required"),
    "a field is unknown": (replacing(FIRST, "kind: concept", "kind: concept\nmood: good"), FIRST, "Extra inputs"),
    "a kind is unknown": (replacing(FIRST, "kind: concept", "kind: riddle"), FIRST, "Input should be"),
    "a level is unknown": (replacing(FIRST, "[junior, middle]", "[junior, guru]"), FIRST, "Input should be"),
    "an area is unknown": (replacing(FIRST, "area: A1", "area: Z9"), FIRST, "unknown area Z9"),
    "an area belongs elsewhere": (replacing(FIRST, "area: A1", "area: A2"), FIRST, "belongs in core/boxes/"),
    "an id is not the file's name": (replacing(FIRST, "id: first-name", "id: other"), FIRST, "must be named other.md"),
    "too few key points": (replacing(FIRST, '  - {id: three, level: senior, must: false, text: "copies cost"}\n', ""), FIRST, "at least 3"),
    "a key point without a card": (replacing(FIRST, "key_point: three", "key_point: two"), FIRST, "key point three has no card"),
    "a card without its key point": (replacing(FIRST, "key_point: three", "key_point: four"), FIRST, "names key point four"),
    "two key points of one id": (replacing(FIRST, "{id: two,", "{id: one,"), FIRST, "two key points have the same id"),
    "no reference": (replacing(FIRST, '  - {title: "Naming and binding", publisher: Python, url: "https://docs.python.org/3.13/", kind: docs}', "  []"), FIRST, "at least 1 item"),
    "a reference is no address": (replacing(FIRST, "https://docs.python.org/3.13/", "docs"), FIRST, "valid URL"),
    "an unknown prerequisite": (replacing(FIRST, "prerequisites: []", "prerequisites: [nobody]"), FIRST, "unknown question nobody"),
    "a cycle of prerequisites": (replacing(FIRST, "prerequisites: []", "prerequisites: [second-name]"), "", "a cycle"),
    "an unknown area first": (replacing(AREA, "[A2]", "[Z9]"), AREA, "unknown area Z9"),
    "an area that needs itself": (replacing(AREA, "[A2]", "[A1]"), AREA, "a cycle"),
    "an area lists a stranger": (replacing(AREA, "[first-name,", "[stranger, first-name,"), AREA, "stranger is not in this folder"),
    "an area forgets a question": (replacing(AREA, "[first-name, ", "["), AREA, "first-name is in this folder and not listed"),
    "no area file": (removing(AREA), FIRST, "its folder has no area.md"),
    "no guide file": (removing("guides/python/guide.md"), "guides/python/guide.md", "is not there"),
    "a near-duplicate title": (replacing(FIRST, "What does `b = a` copy?", "When do two names part then?"), "second-name.md", "is nearly the title of"),
    "a missing section": (section_gone("Pitfalls"), FIRST, "the section is missing"),
    "an empty section": (replacing(FIRST, "Name both names.", ""), FIRST, "the section is empty"),
    "an unknown section": (replacing(FIRST, "## Example", "## Trivia\nNo.\n\n## Example"), FIRST, "is no section of a question"),
    "sections out of order": (replacing(FIRST, "## Say it aloud\nName both names.\n\n## References\nThe chapter is short.", "## References\nShort.\n\n## Say it aloud\nBoth."), FIRST, "in this order"),
    "a long breath": (replacing(FIRST, "A name points", "word " * 60 + "A name points"), FIRST, "one breath is at most 60"),
    "a level left out": (replacing(FIRST, "- **Middle**: shows it.\n", ""), FIRST, "says nothing for middle"),
    "no strong answer": (replacing(FIRST, "**Strong**", "**Better**"), FIRST, "must be `**Weak**"),
    "one pitfall": (replacing(FIRST, "- A cached list. Symptom: strangers appear.\n", ""), FIRST, "needs at least two"),
    "a pitfall without symptom": (replacing(FIRST, "Symptom: it grows.", "It grows."), FIRST, "says no `Symptom"),
    "one follow-up": (replacing(FIRST, "- And a tuple? (tests: one)\n", ""), FIRST, "needs at least two"),
    "a follow-up that tests nothing": (replacing(FIRST, " (tests: one)", ""), FIRST, "must end with `(tests"),
    "a follow-up that tests a stranger": (replacing(FIRST, "(tests: one)", "(tests: nine)"), FIRST, "tests nine, which is no key point"),
    "an untagged fence": (replacing(FIRST, "```sketch python", "```"), FIRST, "tagged with nothing"),
    "a fence that should run": (replacing(FIRST, "```sketch python", "```python"), FIRST, "code that runs belongs in an example"),
    "a link to nowhere": (replacing(FIRST, "question:second-name", "question:nowhere"), FIRST, "unknown question nowhere"),
    "an example is missing": (removing("guides/python/core/names/examples/first-name/test_it.py"), FIRST, "is not there"),
    "an orphan example": (writing("guides/python/core/names/examples/x/test_x.py", ""), "test_x.py", "an example that no question names"),
    "an example that never ran": (removing("verified.json"), FIRST, "was never executed"),
    "an example changed since": (replacing("guides/python/core/names/examples/first-name/test_it.py", "[1]", "[3]"), FIRST, "changed since it was executed"),
    "an example that is too long": (writing("guides/python/core/names/examples/first-name/test_it.py", "x = 1\n" * 161), FIRST, "at most 160"),
    "an unknown role": (replacing("guides/python/guide.md", "[backend]", "[nobody]"), "guide.md", "unknown role nobody"),
    "an address that is taken": (moving("core/names", "core/paths"), "core/paths/area.md", "the address paths/ of a guide is no area's"),
    "no topics": (removing("topics.toml"), "topics.toml", "is not there"),
    "topics are no TOML": (writing("topics.toml", "= ="), "topics.toml", "is not TOML"),
    "a role that does not add up": (replacing("roles/backend.toml", "A1 = 0.5", "A1 = 0.4"), "backend.toml", "sums to 0.9000"),
    "a role with an unknown area": (replacing("roles/backend.toml", "A2 = 1.0", "B9 = 1.0"), "backend.toml", "unknown area B9"),
    "a role without a level": (replacing("roles/backend.toml", "[shares.senior]\nA2 = 1.0\n", ""), "backend.toml", "has no senior"),
}  # fmt: skip


def test_a_whole_folder_has_no_fault(tmp_path: Path) -> None:
    assert faults_in(content_folder(tmp_path)) == []


@pytest.mark.parametrize("name", BROKEN)
def test_one_broken_thing_is_named(name: str, tmp_path: Path) -> None:
    act, file, reason = BROKEN[name]
    folder = content_folder(tmp_path)

    act(folder)
    found = faults_in(folder)

    assert any(fault.file.endswith(file) and reason in fault.reason for fault in found), found


def test_a_fault_names_the_line_of_its_field(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    replacing(FIRST, "kind: concept", "kind: riddle")(folder)

    (fault,) = faults_in(folder)

    assert str(fault).startswith(f"content/{FIRST}:5: kind: ")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    replacing(FIRST, "kind: concept", "kind: riddle")(folder)
    replacing(AREA, "[A2]", "[Z9]")(folder)

    assert len(faults_in(folder)) >= 2


def test_an_id_that_stands_twice_over_two_folders_is_refused(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    private = tmp_path / "private"
    names = private / "guides/own/core/names"
    (names / "examples/first-name").mkdir(parents=True)
    (private / "guides/own/guide.md").write_text(
        (folder / "guides/python/guide.md").read_text().replace("id: python", "id: own")
    )
    (names / "area.md").write_text("---\narea: A1\nquestions: [first-name]\n---\nOurs.\n")
    (names / "first-name.md").write_text(question("first-name", "How do we name things here?"))
    (names / "interviewers.md").write_text(INTERVIEWERS.replace("second-name", "first-name"))
    (names / "examples/first-name/test_it.py").write_text("def test_two_names_share_a_list():\n    pass\n")
    write_proof(private)

    found = faults_in(folder, private)

    assert [fault.reason for fault in found] == [f"stands already in content/{FIRST}"]


def test_a_draft_may_have_an_example_that_never_ran(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    for name in ("first-name", "second-name"):
        replacing(f"guides/python/core/names/{name}.md", "status: published", "status: draft")(folder)
    (folder / "verified.json").unlink()

    assert faults_in(folder) == []
