from django.db import models


class Box(models.Model):
    """A box on a shelf, and how many pieces are in it. version: free for you to use; nothing else uses it."""

    label = models.CharField(max_length=40)
    note = models.CharField(max_length=200, default="")
    pieces = models.IntegerField(default=0)
    version = models.IntegerField(default=0)


class Movement(models.Model):
    """Pieces that were put in (above 0) or taken out (below 0). pieces_after: in the box, right after this movement."""

    box = models.ForeignKey(Box, on_delete=models.CASCADE, related_name="movements")
    change = models.IntegerField()
    pieces_after = models.IntegerField()
