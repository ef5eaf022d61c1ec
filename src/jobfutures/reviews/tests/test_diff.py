"""Lines of a change: what is shown, and where a line of one side stands on the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfutures.reviews.diff import Part, changed_lines, lines_of, on_side, opcodes, parts, rows
from jobfutures.reviews.render import coloured_lines, shown_files

OLD = "".join(f"line {number}\n" for number in range(1, 41))
NEW = OLD.replace("line 20\n", "line 20, changed\nand one more\n")
texts = st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=12).map(
    lambda lines: "".join(f"{one}\n" for one in lines)
)


def test_a_change_stands_between_six_lines_and_the_rest_is_closed() -> None:
    shown = rows(opcodes(OLD, NEW))

    assert parts(shown) == [Part(True, 0, 13), Part(False, 13, 28), Part(True, 28, 42)]
    assert [row.kind for row in shown[19:22]] == ["removed", "added", "added"]


def test_a_short_gap_is_shown() -> None:
    two = NEW.replace("line 34\n", "line 34, changed\n")

    assert parts(rows(opcodes(OLD, two))) == [Part(True, 0, 13), Part(False, 13, 43)]


def test_a_file_that_is_the_same_is_one_gap() -> None:
    assert parts(rows(opcodes("a\nb\n", "a\nb\n"))) == [Part(True, 0, 2)]
    assert parts([]) == []


@given(texts, texts)
def test_every_line_of_both_texts_is_shown_once_and_in_order(before: str, after: str) -> None:
    steps = opcodes(before, after)
    shown = rows(steps)

    assert [row.old for row in shown if row.old] == list(range(1, len(lines_of(before)) + 1))
    assert [row.new for row in shown if row.new] == list(range(1, len(lines_of(after)) + 1))
    assert {row.new for row in shown if row.kind == "added"} == changed_lines(steps, "after")
    assert [place for part in parts(shown) for place in range(part.start, part.stop)] == list(range(len(shown)))


PLACES = [
    ((5, 6), "before", (5, 6)),
    ((20, 20), "before", (20, 21)),
    ((21, 21), "after", (20, 20)),
    ((30, 31), "after", (29, 30)),
    ((90, 91), "after", (90, 91)),
]


@pytest.mark.parametrize(("lines", "given", "there"), PLACES)
def test_a_line_has_a_place_on_the_other_side(lines, given, there) -> None:
    assert on_side(opcodes(OLD, NEW), lines, given, "after" if given == "before" else "before") == there


def test_what_was_removed_stands_between_the_lines_around_it() -> None:
    gone = OLD.replace("line 20\n", "")

    assert on_side(opcodes(OLD, gone), (20, 20), "before", "after") == (19, 20)
    assert on_side(opcodes(OLD, ""), (20, 20), "before", "after") == (1, 1)


def test_every_line_is_coloured_by_itself() -> None:
    source = 'x = """one\ntwo <b>\n"""\n\n\n'
    lines = coloured_lines(source, "a.py")

    assert len(lines) == 5
    assert all(line.count("<span") == line.count("</span>") for line in lines)
    assert "&lt;b&gt;" in lines[1]


def test_files_that_changed_stand_first_and_empty_ones_nowhere() -> None:
    before = {"a.py": "x\n", "z.py": "x\n", "__init__.py": ""}
    files = shown_files(before, {**before, "z.py": "y\n", "n.py": "z"})

    assert [(file["path"], file["state"]) for file in files] == [
        ("n.py", "added"),
        ("z.py", "changed"),
        ("a.py", "same"),
    ]
