from django.conf import settings
from django.db import models


class Parcel(models.Model):
    shop = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    receiver = models.CharField(max_length=300)
    weight_g = models.PositiveIntegerField(null=True)
    length_mm = models.PositiveIntegerField(null=True)

    @property
    def number(self) -> str:
        return f"P{self.pk:08}"

    @property
    def is_weighed_by_hand(self) -> bool:
        return self.weight_g is None
