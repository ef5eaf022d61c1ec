"""What a candidate says of themselves, and what they look for. There is no way to search or sort it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobfutures.kit.ids import uuid7
from jobfutures.profiles.models.written import JsonText, ProfileRows


class SearchState(models.TextChoices):
    """How much somebody looks for a job; told to nobody."""

    NOT_LOOKING = "NOT_LOOKING", _("Not looking")
    OPEN = "OPEN", _("Open to the right thing")
    LOOKING = "LOOKING", _("Looking")


class Workplace(models.TextChoices):
    REMOTE = "REMOTE", _("Remote")
    HYBRID = "HYBRID", _("Some days on site")
    ONSITE = "ONSITE", _("On site")


class Availability(models.TextChoices):
    NOW = "NOW", _("At once")
    WEEKS_2 = "WEEKS_2", _("In two weeks")
    MONTH_1 = "MONTH_1", _("In a month")
    MONTHS_3 = "MONTHS_3", _("In three months")
    LATER = "LATER", _("Later than that")


class PayPeriod(models.TextChoices):
    HOUR = "HOUR", _("an hour")
    DAY = "DAY", _("a day")
    WEEK = "WEEK", _("a week")
    MONTH = "MONTH", _("a month")
    YEAR = "YEAR", _("a year")


class Profile(models.Model):
    """One person's profile. A person without a row has said nothing.

    country: ISO 3166-1.  timezone: IANA.  work_auth: [{country, status}], see `conditions.Permission`.
    pay_floor: minor units of pay_currency (ISO 4217), shown to its owner alone.
    links: [{network, username, url}], languages: [{language, fluency}], each with whatever else a file said.
    extra: what a file said that we have no field for, see `resume.pairs`: of the document, basics, location.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile")
    name = models.CharField(max_length=200, blank=True)
    headline = models.CharField(max_length=120, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    homepage = models.CharField(max_length=500, blank=True)
    summary_md = models.TextField(blank=True)
    city = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=2, blank=True)
    timezone = models.CharField(max_length=64, blank=True)
    links: Any = JsonText(default=list)
    languages: Any = JsonText(default=list)
    workplaces: Any = models.JSONField(default=list)
    relocates = models.BooleanField(null=True)
    work_auth: Any = models.JSONField(default=list)
    availability = models.CharField(max_length=8, choices=Availability, blank=True)
    pay_floor = models.PositiveBigIntegerField(null=True)
    pay_currency = models.CharField(max_length=3, blank=True)
    pay_period = models.CharField(max_length=5, choices=PayPeriod, blank=True)
    search_state = models.CharField(max_length=11, choices=SearchState, default=SearchState.NOT_LOOKING)
    extra: Any = JsonText(default=dict)
    changed_at = models.DateTimeField()

    objects = ProfileRows["Profile"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="pay_floor_is_whole_or_absent",
                condition=Q(pay_floor=None, pay_currency="", pay_period="")
                | (Q(pay_floor__gt=0) & ~Q(pay_currency="") & ~Q(pay_period="")),
            ),
            models.CheckConstraint(name="search_state_is_known", condition=Q(search_state__in=SearchState.values)),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def ledger_subject(self) -> str:
        return f"profiles.profile:{self.pk}"
