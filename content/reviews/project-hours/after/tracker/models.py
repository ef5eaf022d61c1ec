from django.contrib.auth.models import User
from django.db import models


class Project(models.Model):
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    is_lead = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(name="one_membership", fields=["project", "person"]),)

    def __str__(self) -> str:
        return f"{self.person_id} in {self.project_id}"


class Entry(models.Model):
    """Time that a person spent; leads see everybody's, members their own."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="entries")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="entries")
    day = models.DateField(db_index=True)
    minutes = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.minutes} min on {self.day}"
