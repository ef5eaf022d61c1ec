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
