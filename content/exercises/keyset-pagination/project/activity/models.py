from django.db import models


class Event(models.Model):
    """Something that a door of the building did. Many doors report at once, so equal times are common."""

    door = models.CharField(max_length=40)
    action = models.CharField(max_length=20)
    happened_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["-happened_at", "-id"], name="event_newest"),
            models.Index(fields=["door", "-happened_at", "-id"], name="event_door_newest"),
        ]
