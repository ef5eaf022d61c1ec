"""Postings of companies, where they are, and what changed for the search index."""

from datetime import date
from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company, Membership
from jobfutures.companies.rules import READING
from jobfutures.jobs.rules import LIVE, last_day
from jobfutures.kit.ids import uuid7
from jobfutures.ledger.stateful import Stateful
from jobfutures.profiles.models import PayPeriod
from jobfutures.topics.models import Area


class State(models.TextChoices):
    DRAFT = "DRAFT", _("Draft")
    IN_REVIEW = "IN_REVIEW", _("With the operator")
    PUBLISHED = "PUBLISHED", _("Published")
    PAUSED = "PAUSED", _("Paused")
    CLOSING = "CLOSING", _("Closing: no new applications")
    CLOSED = "CLOSED", _("Closed")
    REMOVED = "REMOVED", _("Removed by the operator")


class Level(models.TextChoices):
    JUNIOR = "JUNIOR", _("Junior")
    MIDDLE = "MIDDLE", _("Middle")
    SENIOR = "SENIOR", _("Senior")
    STAFF = "STAFF", _("Staff")
    LEAD = "LEAD", _("Lead")


class Employment(models.TextChoices):
    FULL_TIME = "FULL_TIME", _("Full time")
    PART_TIME = "PART_TIME", _("Part time")
    CONTRACTOR = "CONTRACTOR", _("Contract")
    TEMPORARY = "TEMPORARY", _("Temporary")
    INTERN = "INTERN", _("Internship")


class Workplace(models.TextChoices):
    ONSITE = "ONSITE", _("On site")
    HYBRID = "HYBRID", _("Hybrid")
    REMOTE = "REMOTE", _("Remote")


class Visa(models.TextChoices):
    YES = "YES", _("Yes")
    NO = "NO", _("No")
    UNKNOWN = "UNKNOWN", _("Not said")


class ApplyMode(models.TextChoices):
    INTERNAL = "INTERNAL", _("Here")
    EXTERNAL = "EXTERNAL", _("On the company's own page")


class JobQuerySet(models.QuerySet["Job"]):
    def live(self) -> Self:
        """Keep what anybody may find: published, by a company in good standing."""
        return self.filter(state__in=LIVE, company__state__in=READING)

    def live_count(self) -> int:
        """Return how many are live, without a join of all of them: an index counts, and few companies stand badly."""
        published = self.filter(state__in=LIVE)
        badly = Company.objects.exclude(state__in=READING)
        return published.count() - published.filter(company__in=badly).count()

    def of_member(self, person: User) -> Self:
        """Keep the postings, in any state, of the companies that a person acts for."""
        return self.filter(company__in=Membership.objects.live().filter(person=person).values("company"))

    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        """Keep live ones; for members also all of their company's, for an operator all."""
        if not isinstance(viewer, User):
            return self.live()
        if viewer.is_operator:
            return self
        members = Membership.objects.live().filter(person=viewer)
        return self.filter(Q(state__in=LIVE, company__state__in=READING) | Q(company__in=members.values("company")))

    def queue(self) -> Self:
        """Keep those that wait for the operator, the longest first."""
        return self.filter(state=State.IN_REVIEW).order_by("state_at", "pk")

    def newest_first(self) -> Self:
        return self.order_by("-posted_at", "-pk")


class Job(Stateful):
    """One posting.

    pay_min, pay_max: minor units of pay_currency for one pay_period; empty only in a draft.
    applicant_countries: ISO 3166-1 codes, for remote work.  timezone_min, timezone_max: minutes from UTC.
    stages: [{"name", "minutes", "topics": [area id]}], at most 4 and 300 minutes.
    posted_at: set once, when it is first published, and never again.  confirmed_at: when somebody last said that it is
    still open.  asked_at: when they were asked again, and have not answered.  changed_at: also the version that a form
    was opened with.  source_*: where an imported one came from, and since when it stands there.  imported_at: when an
    import last wrote it; whoever changed it since has another changed_at.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="jobs")
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=80)
    description = models.TextField(max_length=10_000)
    topics = models.ManyToManyField(Area, related_name="jobs")
    level = models.CharField(max_length=6, choices=Level, blank=True)
    employment = models.CharField(max_length=10, choices=Employment, blank=True)
    workplace = models.CharField(max_length=6, choices=Workplace, blank=True)
    hybrid_days = models.PositiveSmallIntegerField(null=True)
    applicant_countries = models.JSONField(default=list)
    timezone_min = models.SmallIntegerField(null=True)
    timezone_max = models.SmallIntegerField(null=True)
    pay_min = models.BigIntegerField(null=True)
    pay_max = models.BigIntegerField(null=True)
    pay_currency = models.CharField(max_length=3, blank=True)
    pay_period = models.CharField(max_length=5, choices=PayPeriod, blank=True)
    equity_note = models.CharField(max_length=200, blank=True)
    visa = models.CharField(max_length=7, choices=Visa, default=Visa.UNKNOWN)
    languages = models.JSONField(default=list)
    vacancy_exists = models.BooleanField(default=False)
    ai_screening = models.CharField(max_length=1000, blank=True)
    response_promise_days = models.PositiveSmallIntegerField(default=7)
    stages = models.JSONField(default=list)
    apply_mode = models.CharField(max_length=8, choices=ApplyMode, default=ApplyMode.INTERNAL)
    apply_url = models.URLField(max_length=500, blank=True)
    posted_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    close_reason = models.CharField(max_length=20, blank=True)
    returned_note = models.CharField(max_length=1000, blank=True)
    source_system = models.CharField(max_length=20, blank=True)
    source_id = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    source_hash = models.CharField(max_length=64, blank=True)
    source_posted_at = models.DateTimeField(null=True)
    imported_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = models.Manager.from_queryset(JobQuerySet)()

    class Meta:
        indexes = [
            models.Index(name="job_newest", fields=["state", "-posted_at", "-id"]),
            models.Index(name="job_of_company", fields=["company", "state"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_job_per_source",
                fields=["company", "source_system", "source_id"],
                condition=~Q(source_system=""),
            ),
            models.CheckConstraint(name="job_pay_in_order", condition=Q(pay_min=None) | Q(pay_max__gte=F("pay_min"))),
            models.CheckConstraint(
                name="job_published_is_posted_and_paid",
                condition=~Q(state="PUBLISHED")
                | Q(posted_at__isnull=False, closes_at__isnull=False, pay_min__isnull=False, pay_max__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("jobs:job", args=[self.slug, self.pk])

    @property
    def last_day(self) -> date | None:
        """The last day on which it is open, in UTC."""
        return last_day(self.closes_at) if self.closes_at else None

    def ledger_subject(self) -> str:
        return f"jobs.job:{self.pk}"


class Place(models.Model):
    """Where one works, on site or on some days; a posting may have several."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="places")
    street = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=100)
    region = models.CharField(max_length=100, blank=True)
    postal = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=2)

    objects = models.Manager()

    class Meta:
        indexes = [models.Index(name="job_place", fields=["country", "city"])]

    def __str__(self) -> str:
        return str(self.pk)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        """Keep those of the companies that the viewer recruits for."""
        if not isinstance(viewer, User):
            return self.none()
        members = Membership.objects.live().recruiting().filter(person=viewer)
        return self.filter(company__in=members.values("company"))


class Delivery(models.Model):
    """The board that somebody of a company brought last, until they said yes to its import or threw it away.

    content: as it came, packed with zlib.  address: where it was read from, or empty for a file.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    company = models.OneToOneField(Company, on_delete=models.CASCADE, related_name="+")
    system = models.CharField(max_length=20)
    address = models.CharField(max_length=2000, blank=True)
    content = models.BinaryField()
    brought_at = models.DateTimeField()

    objects = models.Manager.from_queryset(DeliveryQuerySet)()

    def __str__(self) -> str:
        return str(self.pk)


class Change(models.Model):
    """A posting that search indexes have to look at again; written in the transaction that changed it.

    It stays for a day, for every host has an index of its own.
    """

    id = models.BigAutoField(primary_key=True)
    job_id = models.UUIDField()
    at = models.DateTimeField(db_default=Now(), db_index=True)

    objects = models.Manager()

    def __str__(self) -> str:
        return str(self.pk)


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        return self.filter(owner=viewer) if isinstance(viewer, User) else self.none()

    def by_name(self) -> Self:
        return self.order_by("name", "pk")


class SavedSearch(models.Model):
    """A search that somebody keeps. query: the parameters of its address.

    told_until: of what was posted until then no letter tells any more.  mailed_at: when a letter last told of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_job_searches")
    name = models.CharField(max_length=100)
    query = models.TextField(max_length=4000)
    alerts = models.BooleanField(default=False)
    told_until = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    objects = models.Manager.from_queryset(SavedSearchQuerySet)()

    class Meta:
        indexes = [models.Index(name="saved_search_alerts", fields=["owner"], condition=Q(alerts=True))]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return f"{reverse('jobs:search')}?{self.query}"

    def ledger_subject(self) -> str:
        return f"jobs.search:{self.pk}"
