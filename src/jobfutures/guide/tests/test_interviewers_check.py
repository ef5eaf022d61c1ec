"""What `content check` says of an interviewers' file: one broken thing at a time."""

from collections.abc import Callable
from pathlib import Path

import pytest

from jobfutures.guide.tests.made import content_folder
from jobfutures.guide.tests.test_content_check import AREA, faults_in, removing, replacing, writing

FILE = "guides/python/core/names/interviewers.md"
Break = Callable[[Path], None]
ASK = '- "And if the function returned it?" *Listen for*: still\n  one object. (criterion: predicts)\n'
ANCHOR = '      - "Says that the list is copied, and expects the first name to keep its two items."\n'


def criteria(*names: str) -> Break:
    """Put these criteria in the place of the second one."""

    def act(folder: Path) -> None:
        text = (folder / FILE).read_text()
        before, _, rest = text.partition("  - id: finds\n")
        second, mark, after = rest.partition("  - id: chooses\n")
        (folder / FILE).write_text(before + "".join(f"  - id: {name}\n{second}" for name in names) + mark + after)

    return act


BROKEN: dict[str, tuple[Break, str, str]] = {
    "no file": (removing(FILE), "area", "has published questions and no interviewers.md"),
    "no area beside it": (writing("guides/python/core/boxes/interviewers.md", "---\narea: A2\nminutes: 20\ncriteria: []\n---\n"), "criteria", "at least 3 items"),
    "no front matter": (writing(FILE, "hello"), "front matter", "must stand first"),
    "an unknown field": (replacing(FILE, "minutes: 20", "minutes: 20\nmood: calm"), "mood", "Extra inputs"),
    "another area": (replacing(FILE, "area: A1", "area: A2"), "area", "A2 belongs in core/boxes/"),
    "an area of nobody": (replacing(FILE, "area: A1", "area: B7"), "area", "unknown area B7"),
    "no minutes": (replacing(FILE, "minutes: 20\n", ""), "minutes", "Field required"),
    "too few minutes": (replacing(FILE, "minutes: 20", "minutes: 2"), "minutes", "greater than or equal to 5"),
    "an id that is no slug": (replacing(FILE, "- id: predicts", "- id: Predicts It"), "criteria.0.id", "should match pattern"),
    "an id twice": (replacing(FILE, "- id: finds", "- id: predicts"), "front matter", "two criteria have the same id"),
    "a short name": (replacing(FILE, "Finds the line that parts two names", "Finds it"), "criteria.1.name", "at least 10"),
    "a long name": (replacing(FILE, "Finds the line that parts two names", "Finds " * 16), "criteria.1.name", "at most 90"),
    "a name that judges": (replacing(FILE, "Finds the line that", "Gives a good line that"), "criteria.1.name", "leave out good"),
    "no question": (replacing(FILE, "questions: [second-name]", "questions: []"), "criteria.1.questions", "at least 1 item"),
    "a question of nobody": (replacing(FILE, "questions: [second-name]", "questions: [third-name]"), "criteria.1.questions.0", "third-name is no published question of this area"),
    "a question without criterion": (lambda f: [replacing(FILE, old, new)(f) for old, new in (("[second-name]", "[first-name]"), ("[first-name, second-name]", "[first-name]"))] and None, "criteria", "second-name belongs to no criterion"),
    "three anchors": (replacing(FILE, ANCHOR, ""), "criteria.0.anchors", "at least 4 items"),
    "five anchors": (replacing(FILE, ANCHOR, ANCHOR * 2), "criteria.0.anchors", "at most 4 items"),
    "a short anchor": (replacing(FILE, ANCHOR, '      - "Says it is copied."\n'), "criteria.0.anchors.0", "at least 40"),
    "a long anchor": (replacing(FILE, ANCHOR, f'      - "{"Says that. " * 40}"\n'), "criteria.0.anchors.0", "at most 400"),
    "an anchor that judges": (replacing(FILE, "Says that the list is copied", "A poor idea that the list is copied"), "criteria.0.anchors.0", "not that it is poor"),
    "two criteria": (criteria(), "criteria", "at least 3 items"),
    "six criteria": (criteria("finds", "seeks", "looks", "turns"), "criteria", "at most 5 items"),
    "a missing section": (replacing(FILE, "## Understood or recited", "## If the candidate is stuck"), "Understood or recited", "the section is missing"),
    "an unknown section": (replacing(FILE, "## Ask next", "## More\n- x\n## Ask next"), "More", "is no section for interviewers"),
    "sections out of order": (lambda f: [replacing(FILE, old, new)(f) for old, new in (("## Understood or recited", "## X"), ("## Trivia, do not ask", "## Understood or recited"), ("## X", "## Trivia, do not ask"))] and None, "body", "in this order"),
    "words before the list": (replacing(FILE, "- The name of the module.", "These:\n- The name of the module."), "Trivia, do not ask", "is a list"),
    "a level left out": (replacing(FILE, "- **Senior**: what a copy costs.\n", ""), "What a strong answer explains", "has 2 items, not 3 to 3"),
    "levels out of order": (replacing(FILE, "**Junior**", "**Senior**"), "What a strong answer explains", "in this order"),
    "four follow-ups": (replacing(FILE, ASK, ""), "Ask next", "has 4 items, not 5 to 8"),
    "nine follow-ups": (replacing(FILE, ASK, ASK * 5), "Ask next", "has 9 items, not 5 to 8"),
    "nothing to listen for": (replacing(FILE, "*Listen for*: still", "still"), "Ask next", "must be `... *Listen for*: ... (criterion: name)`"),
    "a follow-up of no criterion": (replacing(FILE, "writes. (criterion: chooses)", "writes."), "Ask next", "(criterion: name)`"),
    "a follow-up of another criterion": (replacing(FILE, "writes. (criterion: chooses)", "writes. (criterion: dances)"), "Ask next", "dances, which is no criterion"),
    "a criterion without follow-up": (replacing(FILE, "writes. (criterion: chooses)", "writes. (criterion: finds)"), "Ask next", "no follow-up tells of chooses"),
    "the words of a question": (replacing(FILE, "Where would you look first?", "When do two names part?"), "Ask next", "word for word"),
    "the words of its follow-up": (replacing(FILE, "Where would you look first?", "And a tuple?"), "Ask next", "word for word"),
    "two signs": (replacing(FILE, "- A word on `is`.\n", ""), "Understood or recited", "has 2 items, not 3 to 12"),
    "two of trivia": (replacing(FILE, "- The year of the syntax.\n", ""), "Trivia, do not ask", "has 2 items, not 3 to 12"),
    "one hint": (replacing(FILE, "- Let them print both.\n", ""), "If the candidate is stuck", "has 1 items, not 2 to 12"),
    "a code fence": (replacing(FILE, "- A word on `is`.\n", "- A word on `is`.\n  ```python\n  a is b\n  ```\n"), "code fence", "code belongs in an example"),
    "a link to nowhere": (replacing(FILE, "question:second-name", "question:nowhere"), "link", "unknown question nowhere"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_one_broken_thing_is_named(name: str, tmp_path: Path) -> None:
    act, field, reason = BROKEN[name]
    folder = content_folder(tmp_path)

    act(folder)
    found = faults_in(folder)

    assert any(fault.field == field and reason in fault.reason for fault in found), found


def test_a_fault_names_the_line_of_its_field(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    replacing(FILE, "questions: [second-name]", "questions: [second-name, third-name]")(folder)

    (fault,) = faults_in(folder)

    assert str(fault).startswith(f"content/{FILE}:15: criteria.1.questions.1: third-name")


def test_a_file_without_an_area_beside_it_is_refused(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    (folder / AREA).unlink()

    assert any(fault.file.endswith("interviewers.md") and "no area.md" in fault.reason for fault in faults_in(folder))


def test_an_area_of_drafts_needs_no_file(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    for name in ("first-name", "second-name"):
        replacing(f"guides/python/core/names/{name}.md", "status: published", "status: draft")(folder)
    (folder / FILE).unlink()

    assert faults_in(folder) == []


def test_a_question_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    replacing("guides/python/core/names/second-name.md", "kind: concept", "kind: riddle")(folder)

    assert [fault.field for fault in faults_in(folder)] == ["kind"]
