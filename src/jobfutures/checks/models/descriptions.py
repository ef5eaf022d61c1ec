"""What people say of themselves, of their own free will; it stands apart from everything else here."""

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User


class DescriptionQuerySet(models.QuerySet["Description"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        return self.filter(owner=viewer) if isinstance(viewer, User) else self.none()


class Description(models.Model):
    """What somebody says of themselves, of their own free will: for reports on fairness only, in large groups.

    It stands apart: no page of a check reads it, and nothing here leads back to a result.
    """

    class Gender(models.TextChoices):
        WOMAN = "WOMAN", _("Woman")
        MAN = "MAN", _("Man")
        OTHER = "OTHER", _("Another")

    class Age(models.TextChoices):
        UNDER_25 = "UNDER_25", _("Under 25")
        TO_39 = "25_TO_39", _("25 to 39")
        FROM_40 = "FROM_40", _("40 and over")

    class Background(models.TextChoices):
        ASIAN = "ASIAN", _("Asian")
        BLACK = "BLACK", _("Black or African")
        HISPANIC = "HISPANIC", _("Hispanic or Latino")
        WHITE = "WHITE", _("White")
        MIXED = "MIXED", _("More than one")
        OTHER = "OTHER", _("Another")

    class English(models.TextChoices):
        FIRST = "FIRST", _("English is my first language")
        LATER = "LATER", _("I learned English later")

    owner = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="+")
    gender = models.CharField(max_length=8, choices=Gender, blank=True)
    age = models.CharField(max_length=8, choices=Age, blank=True)
    background = models.CharField(max_length=8, choices=Background, blank=True)
    english = models.CharField(max_length=8, choices=English, blank=True)
    said_on = models.DateField()

    objects = models.Manager.from_queryset(DescriptionQuerySet)()

    def __str__(self) -> str:
        return str(self.owner_id)
