"""What is asked with an application, and the files that come with one."""

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models

from jobfutures.accounts.models import User
from jobfutures.hiring.models.application import Application
from jobfutures.jobs.models import Job
from jobfutures.kit.ids import uuid7
from jobfutures.sharing.models import Request


class JobQuestion(models.Model):
    """A question that a company asks everybody who applies to a job."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    is_required = models.BooleanField(default=False)

    objects = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_job_question_per_position", fields=["job", "position"])]

    def __str__(self) -> str:
        return str(self.pk)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        """Keep the candidate's own. A company reaches one through an application that it sees."""
        return self.filter(application__candidate=viewer) if isinstance(viewer, User) else self.none()

    def in_order(self) -> Self:
        return self.order_by("added_at", "pk")


class Place(models.TextChoices):
    ROW = "ROW", "In the row"
    STORE = "STORE", "Sealed in the store"


class Attachment(models.Model):
    """A file that was looked at before it was kept. size: bytes.  digest: SHA-256, hex.

    content: of the file, or the key to what the store holds: it stands and falls with the row, in a backup as in an
    erasure. `sealing` reads and writes it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    place = models.CharField(max_length=5, choices=Place, default=Place.ROW, db_default=Place.ROW)
    added_at = models.DateTimeField()

    objects = models.Manager.from_queryset(AttachmentQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_file_once", fields=["application", "digest"])]

    def __str__(self) -> str:
        return str(self.pk)


class Asked(models.Model):
    """A request to share that was made for an application; `sharing` knows nothing of applications."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="asked")
    request = models.OneToOneField(Request, on_delete=models.CASCADE, related_name="+")

    objects = models.Manager()

    def __str__(self) -> str:
        return str(self.pk)
