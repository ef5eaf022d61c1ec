from django.db import models


class Vehicle(models.Model):
    plate = models.CharField(max_length=12, unique=True)


class Trip(models.Model):
    vehicle = models.ForeignKey(Vehicle, on_delete=models.PROTECT, related_name="trips")
    started_at = models.DateTimeField()
    metres = models.PositiveIntegerField()
