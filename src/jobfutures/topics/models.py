"""The shared vocabulary: what the guide teaches, checks measure, jobs ask for and interviews talk about."""

from typing import Self

from django.db import models


class Section(models.Model):
    id = models.CharField(primary_key=True, max_length=1)
    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=100)
    line = models.CharField(max_length=400)
    position = models.PositiveSmallIntegerField()

    objects = models.Manager()

    def __str__(self) -> str:
        return f"{self.id} {self.slug}"


class Area(models.Model):
    id = models.CharField(primary_key=True, max_length=3)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="areas")
    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=100)
    line = models.CharField(max_length=400)
    first_release = models.BooleanField()
    position = models.PositiveSmallIntegerField()

    objects = models.Manager()

    def __str__(self) -> str:
        return f"{self.id} {self.slug}"


class Role(models.Model):
    """A kind of job; its shares say how much of it each area makes up at each level."""

    id = models.SlugField(primary_key=True)
    title = models.CharField(max_length=100)
    line = models.CharField(max_length=400)
    retired = models.BooleanField(default=False)

    objects = models.Manager()

    def __str__(self) -> str:
        return self.id


class Level(models.TextChoices):
    JUNIOR = "JUNIOR", "Junior"
    MIDDLE = "MIDDLE", "Middle"
    SENIOR = "SENIOR", "Senior"


class RoleShare(models.Model):
    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="shares")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="role_shares")
    level = models.CharField(max_length=6, choices=Level)
    share = models.FloatField()

    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_share_per_role_area_level", fields=["role", "area", "level"]),
            models.CheckConstraint(name="share_is_a_fraction", condition=models.Q(share__gt=0, share__lte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.role_id} {self.level} {self.area_id}"


class EditionQuerySet(models.QuerySet["Edition"]):
    def newest_first(self) -> Self:
        return self.order_by("-pk")


class Edition(models.Model):
    """One state of everything that public pages show; a new row makes every kept page and index start afresh.

    is_demo: the instance holds made-up companies and people, and every page says so.
    """

    content_hash = models.CharField(max_length=64)
    is_demo = models.BooleanField(default=False, db_default=False)
    reason = models.CharField(max_length=100)
    at = models.DateTimeField()

    objects = models.Manager.from_queryset(EditionQuerySet)()

    def __str__(self) -> str:
        return f"edition {self.pk}"
