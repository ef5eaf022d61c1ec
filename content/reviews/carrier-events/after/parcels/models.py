from django.conf import settings
from django.db import models


class Parcel(models.Model):
    class State(models.TextChoices):
        ANNOUNCED = "ANNOUNCED"
        UNDER_WAY = "UNDER_WAY"
        DELIVERED = "DELIVERED"

    shop = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    number = models.CharField(max_length=20, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.ANNOUNCED)


class CarrierEvent(models.Model):
    """An event the carrier has told us; it sends each one again until we answer with 2xx."""

    event_id = models.CharField(max_length=40, unique=True)
    arrived_at = models.DateTimeField(auto_now_add=True)
