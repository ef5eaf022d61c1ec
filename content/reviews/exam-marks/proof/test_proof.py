"""What the signal did for each mark is compared with what the import does once."""

import pytest
from django.db import IntegrityError, connection
from django.db.models import signals
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from marks.importing import CannotImport, import_marks
from marks.models import Exam, Mark

pytestmark = pytest.mark.django_db

LINES = [f"S{number};{number % 101}" for number in range(1200)]


@pytest.fixture
def exam() -> Exam:
    return Exam.objects.create(title="Bees and flowers")


def one_by_one(exam: Exam) -> None:
    for line in LINES:
        student, points = line.split(";")
        Mark.objects.create(exam=exam, student=student, points=int(points))


def test_the_average_is_the_same_as_with_a_signal_for_each_mark(exam) -> None:
    other = Exam.objects.create(title="The same marks")
    with CaptureQueriesContext(connection) as slow:
        one_by_one(other)
    with CaptureQueriesContext(connection) as quick:
        assert import_marks(exam, LINES) == 1200

    exam.refresh_from_db()
    other.refresh_from_db()
    assert (exam.average, exam.marks_count) == (other.average, other.marks_count)
    assert len(slow) == 3600
    assert len(quick) == 9


def test_no_other_receiver_is_skipped() -> None:
    for signal, expected in ((signals.pre_save, []), (signals.post_save, ["keep_average"])):
        receivers, _ = signal._live_receivers(Mark)
        assert [receiver.__name__ for receiver in receivers] == expected
    assert Mark.save is Mark.__mro__[1].save  # no save of its own is skipped either


def test_the_time_is_filled_in(exam) -> None:
    before = timezone.now()
    import_marks(exam, LINES[:3])
    assert all(before <= mark.recorded_at <= timezone.now() for mark in Mark.objects.all())


def test_one_wrong_line_stores_nothing_and_keeps_the_average(exam) -> None:
    Mark.objects.create(exam=exam, student="by-hand", points=40)
    with pytest.raises(CannotImport, match="Line 1200"):
        import_marks(exam, [*LINES[:1199], "S0;50"])
    exam.refresh_from_db()
    assert (exam.average, exam.marks_count) == (40, 1)


def test_the_constraints_hold_for_bulk_create_too(exam) -> None:
    with pytest.raises(IntegrityError, match="points_up_to_100"):
        Mark.objects.bulk_create([Mark(exam=exam, student="S1", points=101)])


def test_an_empty_file_is_no_error(exam) -> None:
    assert import_marks(exam, []) == 0
    exam.refresh_from_db()
    assert (exam.average, exam.marks_count) == (None, 0)
