from django.db.models import Avg, Count
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from .models import Exam, Mark


@receiver([post_save, post_delete], sender=Mark)
def keep_average(instance: Mark, **_: object) -> None:
    """Keep the average of the exam; a mark is entered or corrected by hand on the teachers' page."""
    told = Mark.objects.filter(exam=instance.exam_id).aggregate(average=Avg("points"), marks_count=Count("pk"))
    Exam.objects.filter(pk=instance.exam_id).update(**told)
