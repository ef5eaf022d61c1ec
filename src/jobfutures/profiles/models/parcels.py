"""A file that waits for its owner's yes."""

from django.conf import settings
from django.db import models

from jobfutures.kit.ids import uuid7
from jobfutures.profiles.models.written import ProfileRows


class Parcel(models.Model):
    """The JSON Resume that a person brought last and has not taken in or thrown away yet: one a person."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    brought_at = models.DateTimeField()

    objects = ProfileRows["Parcel"]()

    def __str__(self) -> str:
        return str(self.pk)
