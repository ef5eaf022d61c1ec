from django.db import models
from django.db.models import Count, Prefetch, Q


class Teacher(models.Model):
    name = models.CharField(max_length=80)


class CourseQuerySet(models.QuerySet):
    def for_catalogue(self) -> "CourseQuerySet":
        """With all that the serializer shows, in three queries."""
        lessons = Prefetch("lessons", Lesson.objects.order_by("position"), to_attr="ordered_lessons")
        latest = Prefetch("reviews", Review.objects.order_by("-written_at", "-id")[:1], to_attr="latest_reviews")
        enrolled = Count("enrolments", filter=Q(enrolments__cancelled=False))
        return self.select_related("teacher").prefetch_related(lessons, latest).annotate(enrolled=enrolled)


class Course(models.Model):
    title = models.CharField(max_length=120)
    teacher = models.ForeignKey(Teacher, on_delete=models.PROTECT, related_name="courses")

    objects = CourseQuerySet.as_manager()


class Lesson(models.Model):
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="lessons")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    minutes = models.PositiveIntegerField()


class Enrolment(models.Model):
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="enrolments")
    email = models.EmailField()
    cancelled = models.BooleanField(default=False)


class Review(models.Model):
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="reviews")
    author = models.CharField(max_length=80)
    stars = models.PositiveSmallIntegerField()
    text = models.TextField()
    written_at = models.DateTimeField()
