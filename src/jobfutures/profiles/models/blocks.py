"""Whom a candidate never wants to be seen by."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobfutures.kit.ids import uuid7
from jobfutures.profiles.models.written import ProfileRows
from jobfutures.profiles.rules import COMPANY, DOMAIN


class BlockRule(models.Model):
    """One rule. value: a company's short name in its address here, or a domain as an A-label and all below it."""

    class Kind(models.TextChoices):
        COMPANY = COMPANY, _("A company on this site")
        DOMAIN = DOMAIN, _("A domain, and all that stands below it")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=7, choices=Kind)
    value = models.CharField(max_length=253)
    made_at = models.DateTimeField()

    objects = ProfileRows["BlockRule"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_rule_per_value", fields=["owner", "kind", "value"]),
            models.CheckConstraint(name="a_rule_blocks_somebody", condition=~Q(value="")),
        ]
        indexes = [models.Index(name="rule_by_value", fields=["value", "kind"])]

    def __str__(self) -> str:
        return str(self.pk)
