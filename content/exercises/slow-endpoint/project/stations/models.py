from django.db import models


class Keeper(models.Model):
    name = models.CharField(max_length=80)


class Station(models.Model):
    """A weather station on somebody's roof."""

    name = models.CharField(max_length=80, unique=True)
    keeper = models.ForeignKey(Keeper, on_delete=models.PROTECT)


class Reading(models.Model):
    """tenths: temperature in tenths of a degree Celsius.

    taken_at: by the station's clock; readings may arrive late and out of order.
    """

    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="readings", db_index=False)
    taken_at = models.DateTimeField()
    tenths = models.SmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["station", "taken_at"], name="reading_by_station")]
