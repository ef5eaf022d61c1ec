from django.db import models


class Venue(models.Model):
    name = models.CharField(max_length=80)


class Event(models.Model):
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT)
    title = models.CharField(max_length=120)


class Sale(models.Model):
    """One ticket that was sold. price_cents: what was paid, in euro cents, VAT included."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT)
    sold_at = models.DateTimeField(db_index=True)
    buyer = models.CharField(max_length=120)
    note = models.TextField(blank=True)
    price_cents = models.PositiveIntegerField()
