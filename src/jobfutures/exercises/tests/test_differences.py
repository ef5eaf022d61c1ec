from jobfutures.exercises.differences import MOST_LINES, differences, tree
from jobfutures.exercises.rules import path_fault, taken_from


def test_only_files_that_differ_are_shown_with_what_came_and_went():
    (found, new) = differences({"a.py": "one\ntwo\n", "b.py": "same"}, {"a.py": "one\n2\n", "b.py": "same", "c.py": ""})

    assert (found.path, found.state) == ("a.py", "changed")
    assert [(line.kind, line.text) for line in found.lines][1:4] == [
        ("kept", " one"),
        ("removed", "-two"),
        ("added", "+2"),
    ]
    assert (new.path, new.state) == ("c.py", "added")


def test_letters_that_turn_text_around_can_be_seen():
    (found,) = differences({"a.py": ""}, {"a.py": "x = '\u202e'"})

    assert [line.text for line in found.lines if "U+202E" in line.text]
    assert not [line.text for line in found.lines if "\u202e" in line.text]


def test_very_long_files_are_not_compared():
    (found,) = differences({"a.py": ""}, {"a.py": "\n" * (MOST_LINES + 1)})

    assert found.lines == []


def test_a_tree_shows_folders_first_and_what_may_be_changed():
    nodes = tree(["till.py", "shop/names.py", "shop/deep/x.py"], {"till.py": "file-0"}, ["till.py"])

    assert [node.name for node in nodes] == ["shop/", "till.py"]
    assert [node.name for node in nodes[0].below] == ["deep/", "names.py"]
    assert (nodes[1].anchor, nodes[1].is_editable) == ("file-0", True)


def test_a_new_file_is_a_python_file_beside_the_others():
    assert path_fault("shop/totals.py", {"till.py", "shop/names.py"}) == ""
    assert "ends in .py" in path_fault("notes.txt", set())
    assert "folder" in path_fault("till.py/more.py", {"till.py"})
    assert "not accepted" in path_fault("a/../b.py", set())


def test_of_a_zip_only_what_may_change_counts_and_the_rest_is_named():
    project = {"till.py": "1", "settings.py": "2", "README.md": "3"}
    given = {"till.py": "x", "settings.py": "y", "README.md": "3", "new.py": "z", "data.csv": "4", "STATEMENT.md": "s"}

    taken = taken_from(project, ["till.py"], given | {"checks/visible.py": "v"})

    assert taken.files == {"till.py": "x", "new.py": "z"}
    assert taken.ignored == ["data.csv", "settings.py"]
