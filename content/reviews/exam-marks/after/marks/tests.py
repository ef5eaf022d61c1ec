from decimal import Decimal

import pytest
from django.db.models import signals

from .importing import CannotImport, import_marks
from .models import Exam, Mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def exam():
    return Exam.objects.create(title="Bees and flowers")


def average_of(exam):
    exam.refresh_from_db()
    return exam.average, exam.marks_count


def test_a_mark_by_hand_changes_the_average(exam):
    mark = Mark.objects.create(exam=exam, student="S1", points=80)
    assert average_of(exam) == (Decimal(80), 1)
    mark.delete()
    assert average_of(exam) == (None, 0)


def test_marks_are_imported(exam):
    assert import_marks(exam, ["S1;80", "S2;70", "S3;75"]) == 3
    assert average_of(exam) == (Decimal(75), 3)


@pytest.mark.parametrize("line", ["S2", "S2;", ";70", "S2;101", "S2;-1", "S1;70", "S" * 21 + ";70"])
def test_one_wrong_line_stores_nothing(exam, line):
    with pytest.raises(CannotImport, match="Line 2"):
        import_marks(exam, ["S1;80", line, "S3;75"])
    assert average_of(exam) == (None, 0)


def test_an_import_adds_to_marks_by_hand(exam):
    Mark.objects.create(exam=exam, student="S9", points=40)
    import_marks(exam, ["S1;80", "S2;60"])
    assert average_of(exam) == (Decimal(60), 3)


@pytest.mark.parametrize("students", [100, 400])
def test_a_larger_file_needs_no_more_queries(exam, students, django_assert_num_queries):
    lines = [f"S{number};{number % 101}" for number in range(students)]
    # savepoint, lock, known students, marks, average, exam, end of the savepoint
    with django_assert_num_queries(7):
        import_marks(exam, lines)


def test_every_receiver_is_known_to_the_import():
    assert not signals.pre_save.has_listeners(Mark)
    receivers, _ = signals.post_save._live_receivers(Mark)
    assert [receiver.__name__ for receiver in receivers] == ["keep_average"]
