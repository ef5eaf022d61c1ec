"""Exercises and their code tasks on their way into rows."""

from dataclasses import replace
from datetime import timedelta

from jobfutures.exercises.commands.loading import load_exercises
from jobfutures.exercises.models import Exercise
from jobfutures.exercises.tests.made import as_written, code_task, exercise, with_task
from tests.people import NOON

LATER = NOON + timedelta(hours=1)


def test_a_code_task_is_loaded_beside_its_exercise(db):
    task = code_task()

    assert (task.pk, task.title, task.level, task.minutes) == ("till-task", "Add up weights", "JUNIOR", 15)
    assert [area.pk for area in task.areas.all()] == ["A1"]
    assert task.editable == ["scale.py"]
    assert [row.pk for row in Exercise.objects.published()] == ["till"]


def test_what_did_not_change_touches_no_row(db):
    code_task()

    assert load_exercises(exercises=[with_task()], at=LATER) == 0
    assert load_exercises(exercises=[with_task(minutes=20)], at=LATER) == 1
    assert Exercise.objects.get(pk="till").changed_at == NOON


def test_a_task_whose_folder_is_gone_is_retired_and_comes_back(db):
    code_task()

    assert load_exercises(exercises=[as_written()], at=LATER) == 1
    assert not Exercise.objects.tasks().exists()
    assert Exercise.objects.get(pk="till-task").retired

    assert load_exercises(exercises=[with_task()], at=LATER) == 1
    assert Exercise.objects.tasks().get().pk == "till-task"


def test_the_task_of_a_draft_is_not_loaded_and_goes_with_its_exercise(db):
    code_task()
    draft = with_task()
    draft = replace(draft, fields=draft.fields.model_copy(update={"status": "draft"}))

    assert load_exercises(exercises=[draft], at=LATER) == 2
    assert not Exercise.objects.tasks().exists()


def test_tasks_and_exercises_do_not_retire_each_other(db):
    code_task()
    exercise("other")

    assert [row.pk for row in Exercise.objects.published().in_order()] == ["other", "till"]
    assert Exercise.objects.get(pk="till-task").retired, "loaded without its folder"
