import csv
from collections.abc import Iterable

from django.db import transaction

from .models import Exam, Mark


class CannotImport(Exception):
    """Nothing was stored; the message names the line, for the teacher who sent the file."""


@transaction.atomic
def import_marks(exam: Exam, lines: Iterable[str]) -> int:
    """Store the marks of one exam from lines of "student;points"; return how many they were. All or none."""
    Exam.objects.select_for_update().get(pk=exam.pk)
    seen = set(exam.marks.values_list("student", flat=True))
    stored = 0
    for number, row in enumerate(csv.reader(lines, delimiter=";"), start=1):
        if len(row) != 2 or not row[0] or not row[1].isdecimal() or int(row[1]) > 100:
            raise CannotImport(f"Line {number} is not a student and up to 100 points.")
        student, points = row
        if len(student) > 20 or student in seen:
            raise CannotImport(f"Line {number}: {student[:20]} has a mark already, or is no student's number.")
        seen.add(student)
        Mark.objects.create(exam=exam, student=student, points=int(points))
        stored += 1
    return stored
