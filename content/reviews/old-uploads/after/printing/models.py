from django.db import models


class UploadQuerySet(models.QuerySet["Upload"]):
    def waiting(self) -> "UploadQuerySet":
        return self.filter(printed_at=None).order_by("arrived_at", "pk")


class Upload(models.Model):
    """A file that a customer sent to be printed."""

    customer = models.EmailField()
    file = models.FileField(upload_to="uploads")
    pages = models.PositiveIntegerField()
    arrived_at = models.DateTimeField(db_index=True)
    printed_at = models.DateTimeField(null=True)

    objects = UploadQuerySet.as_manager()
