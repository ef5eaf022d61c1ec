from decimal import ROUND_HALF_UP, Decimal

from django.contrib.auth.models import User
from django.core.validators import MaxValueValidator
from django.db import models

MONTHLY = {"SMALL": Decimal("19.00"), "LARGE": Decimal("149.00")}


class Account(models.Model):
    class Plan(models.TextChoices):
        SMALL = "SMALL", "Up to 100 parcels a month"
        LARGE = "LARGE", "Up to 2,000 parcels a month"

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="account")
    company = models.CharField(max_length=120)
    vat_number = models.CharField(max_length=20, blank=True)
    wants_news = models.BooleanField(default=False)
    plan = models.CharField(max_length=10, choices=Plan, default=Plan.SMALL)
    discount_percent = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(100)])
    next_invoice_on = models.DateField()

    def __str__(self) -> str:
        return self.company

    def monthly_price(self) -> Decimal:
        """What the next invoice says, after the discount that sales agreed with the customer."""
        full = MONTHLY[self.plan]
        return (full * (100 - self.discount_percent) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
