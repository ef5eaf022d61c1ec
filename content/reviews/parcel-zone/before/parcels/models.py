from django.db import models


class ParcelQuerySet(models.QuerySet["Parcel"]):
    def waiting(self) -> "ParcelQuerySet":
        return self.filter(delivered_at__isnull=True)


class Parcel(models.Model):
    """A parcel from the moment it is announced; rows of delivered parcels are kept for three years."""

    number = models.CharField(max_length=30, unique=True)
    postcode = models.CharField(max_length=5)
    weight_g = models.PositiveIntegerField()
    announced_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)

    objects = ParcelQuerySet.as_manager()

    def __str__(self) -> str:
        return self.number
