"""What becomes of an exercise as a code task."""

from jobfutures.exercises.rules import content_hash
from jobfutures.exercises.tasks import variant_of, variants_of
from jobfutures.exercises.tests.made import TASK_STATEMENT, as_written, with_task


def test_names_of_files_texts_checks_and_solutions_speak_of_the_new_domain():
    task = variant_of(with_task())

    assert (task.slug, task.fields.title, task.statement) == ("till-task", "Add up weights", TASK_STATEMENT)
    assert task.project["scale.py"] == "def load(weights):\n    return sum(weights[1:])\n"
    assert task.project["mill/names.py"] == 'MILL = "Corner"\n'
    assert 'run.same(run.call("load", [3, 4]), 7, "load([3, 4])")' in task.checks["visible.py"]
    assert task.solutions["reference"] == {"scale.py": "def load(weights):\n    return sum(weights)\n"}
    assert (task.fields.app, task.fields.editable) == ("scale", ["scale.py"])


def test_ids_of_requirements_stay_and_their_texts_are_renamed_or_said_anew():
    empty = {"id": "empty", "why": "An empty cart is weighed each morning, to see what it shows."}
    task = variant_of(with_task(requirement=[empty]))

    titles = [(one.id, one.title) for one in task.fields.requirement]
    assert titles == [
        ("sum", "The load is the sum"),
        ("empty", "Nothing costs nothing"),
        ("many", "Long lists are read once"),
    ]
    assert task.fields.requirement[0].why.startswith("A scale that adds up wrongly")
    assert task.fields.requirement[1].why == empty["why"]
    assert 'requirement="sum"' in task.checks["visible.py"]


def test_level_areas_limits_and_names_of_solutions_are_those_of_the_exercise():
    one, task = with_task(), variant_of(with_task())

    for field in ("level", "areas", "framework", "budgets", "walls", "shim", "workers", "status"):
        assert getattr(task.fields, field) == getattr(one.fields, field)
    assert [bad.folder for bad in task.fields.bad] == [bad.folder for bad in one.fields.bad]
    assert task.fields.minutes == 15


def test_a_task_has_a_version_of_its_own_and_leaves_that_of_its_exercise():
    assert content_hash(with_task()) == content_hash(as_written())
    assert variant_of(with_task()).version != as_written().version
    assert content_hash(variant_of(with_task(minutes=20))) != content_hash(variant_of(with_task()))


def test_an_exercise_without_a_task_makes_none():
    assert variant_of(as_written()) is None
    assert [task.slug for task in variants_of([as_written("other"), with_task()])] == ["till-task"]
