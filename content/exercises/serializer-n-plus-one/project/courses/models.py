from django.db import models


class Teacher(models.Model):
    name = models.CharField(max_length=80)


class Course(models.Model):
    title = models.CharField(max_length=120)
    teacher = models.ForeignKey(Teacher, on_delete=models.PROTECT, related_name="courses")


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
