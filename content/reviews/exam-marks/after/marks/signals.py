from django.db.models import Avg, Count
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from .models import Exam, Mark


def refresh_average(exam_id: int) -> None:
    told = Mark.objects.filter(exam=exam_id).aggregate(average=Avg("points"), marks_count=Count("pk"))
    Exam.objects.filter(pk=exam_id).update(**told)


@receiver([post_save, post_delete], sender=Mark)
def keep_average(instance: Mark, **_: object) -> None:
    """Keep the average of the exam; a mark is entered or corrected by hand on the teachers' page."""
    refresh_average(instance.exam_id)
