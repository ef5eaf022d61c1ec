from django.db import models
from django.db.models import Q


class Exam(models.Model):
    title = models.CharField(max_length=200)
    average = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    marks_count = models.PositiveIntegerField(default=0)


class Mark(models.Model):
    exam = models.ForeignKey(Exam, on_delete=models.CASCADE, related_name="marks")
    student = models.CharField(max_length=20)
    points = models.PositiveSmallIntegerField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_mark_per_student", fields=["exam", "student"]),
            models.CheckConstraint(name="points_up_to_100", condition=Q(points__lte=100)),
        )
