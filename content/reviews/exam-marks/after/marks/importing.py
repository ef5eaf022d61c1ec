import csv
from collections.abc import Iterable

from django.db import transaction

from .models import Exam, Mark
from .signals import refresh_average

BATCH = 500


class CannotImport(Exception):
    """Nothing was stored; the message names the line, for the teacher who sent the file."""


@transaction.atomic
def import_marks(exam: Exam, lines: Iterable[str]) -> int:
    """Store the marks of one exam from lines of "student;points"; return how many they were. All or none.

    bulk_create sends no post_save, on purpose: the average is needed once, not after every mark. Whoever adds a
    receiver for marks has to call it here as well; test_every_receiver_is_known_to_the_import reminds of it.
    """
    Exam.objects.select_for_update().get(pk=exam.pk)
    seen = set(exam.marks.values_list("student", flat=True))
    marks = []
    for number, row in enumerate(csv.reader(lines, delimiter=";"), start=1):
        if len(row) != 2 or not row[0] or not row[1].isdecimal() or int(row[1]) > 100:
            raise CannotImport(f"Line {number} is not a student and up to 100 points.")
        student, points = row
        if len(student) > 20 or student in seen:
            raise CannotImport(f"Line {number}: {student[:20]} has a mark already, or is no student's number.")
        seen.add(student)
        marks.append(Mark(exam=exam, student=student, points=int(points)))
    Mark.objects.bulk_create(marks, batch_size=BATCH)
    refresh_average(exam.pk)
    return len(marks)
