from django.db import models


class Course(models.Model):
    title = models.CharField(max_length=120)
    starts_on = models.DateField()
    places = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.title


class Booking(models.Model):
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="bookings")
    name = models.CharField(max_length=120)
    email = models.EmailField()

    class Meta:
        constraints = (models.UniqueConstraint(name="one_place_a_person", fields=["course", "email"]),)

    def __str__(self) -> str:
        return f"{self.name}: {self.course_id}"
