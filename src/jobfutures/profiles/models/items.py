"""What stands on a profile in lists: work, education, projects, certificates, topics. Dates are as precise as given."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from jobfutures.kit.ids import uuid7
from jobfutures.profiles.models.written import JsonText, ProfileRows
from jobfutures.topics.models import Area


class Item(models.Model):
    """One entry. position: its place in its list, from 0.  extra: what a file said of it that has no column."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    extra: Any = JsonText(default=list)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)


class WorkItem(Item):
    name = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200, blank=True)
    location = models.CharField(max_length=200, blank=True)
    description = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=500, blank=True)
    began = models.CharField(max_length=10, blank=True)
    ended = models.CharField(max_length=10, blank=True)
    summary = models.TextField(blank=True)
    highlights: Any = JsonText(default=list)

    objects = ProfileRows["WorkItem"]()

    class Meta:
        indexes = [models.Index(name="work_in_order", fields=["owner", "position"])]


class EducationItem(Item):
    institution = models.CharField(max_length=200, blank=True)
    study = models.CharField(max_length=200, blank=True)
    area = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=500, blank=True)
    began = models.CharField(max_length=10, blank=True)
    ended = models.CharField(max_length=10, blank=True)
    score = models.CharField(max_length=60, blank=True)
    courses: Any = JsonText(default=list)

    objects = ProfileRows["EducationItem"]()

    class Meta:
        indexes = [models.Index(name="education_in_order", fields=["owner", "position"])]


class ProjectItem(Item):
    name = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    url = models.CharField(max_length=500, blank=True)
    began = models.CharField(max_length=10, blank=True)
    ended = models.CharField(max_length=10, blank=True)
    entity = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=100, blank=True)
    roles: Any = JsonText(default=list)
    highlights: Any = JsonText(default=list)
    keywords: Any = JsonText(default=list)

    objects = ProfileRows["ProjectItem"]()

    class Meta:
        indexes = [models.Index(name="projects_in_order", fields=["owner", "position"])]


class CertificateItem(Item):
    name = models.CharField(max_length=300, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    dated = models.CharField(max_length=10, blank=True)
    url = models.CharField(max_length=500, blank=True)

    objects = ProfileRows["CertificateItem"]()

    class Meta:
        indexes = [models.Index(name="certificates_in_order", fields=["owner", "position"])]


class TopicClaim(Item):
    """What somebody says they know. topic: the area of the guide that it is, if it is one; name: as they wrote it."""

    topic = models.ForeignKey(Area, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    level = models.CharField(max_length=100, blank=True)
    years = models.PositiveSmallIntegerField(null=True)
    keywords: Any = JsonText(default=list)

    objects = ProfileRows["TopicClaim"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_claim_per_topic", fields=["owner", "topic"], condition=Q(topic__isnull=False)
            ),
            models.CheckConstraint(name="years_of_a_life", condition=Q(years=None) | Q(years__lte=60)),
        ]
        indexes = [models.Index(name="topics_in_order", fields=["owner", "position"])]
