"""Items and banks as they are measured with, and the checks that people took: theirs alone."""

from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.exercises.models import Attempt as TaskAttempt
from jobfutures.exercises.models import Exercise
from jobfutures.guide.models import Question as GuideQuestion
from jobfutures.kit.ids import uuid7
from jobfutures.topics.models import Area, Level, Role


class Kind(models.TextChoices):
    """How an item is answered."""

    ONE_OF = "ONE_OF", _("One of several")
    SOME_OF = "SOME_OF", _("Several of several")
    NUMBER = "NUMBER", _("A number")
    OUTPUT = "OUTPUT", _("What is printed")
    ORDER = "ORDER", _("An order")
    GAP = "GAP", _("A gap in code")
    LINE = "LINE", _("A line of code")
    TASK = "TASK", _("A code task")


class Part(models.Model):
    """One part of every check: whole sections of the vocabulary, by their ids."""

    slug = models.SlugField(primary_key=True)
    title = models.CharField(max_length=100)
    sections: Any = models.JSONField()
    position = models.PositiveSmallIntegerField()

    objects = models.Manager()

    def __str__(self) -> str:
        return self.slug


class ItemQuerySet(models.QuerySet["Item"]):
    def usable(self) -> Self:
        """Keep what may be asked: still in the content, and not withdrawn by an operator."""
        return self.filter(retired=False, withdrawn_at=None)

    def in_order(self) -> Self:
        return self.order_by("area__section__position", "area__position", "slug")


class Item(models.Model):
    """One family of questions, or one code task. Its slug is unique, and is its id everywhere.

    level, second_level: what the author and a second person take it for; the second is empty where nobody has said.
    options: among how many an answer is chosen, 0 where it is not.  best_score: 1, or the requirements of a task.
    """

    slug = models.SlugField(primary_key=True, max_length=80)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="items")
    exercise = models.OneToOneField(Exercise, on_delete=models.PROTECT, null=True, related_name="item")
    kind = models.CharField(max_length=8, choices=Kind)
    level = models.CharField(max_length=6, choices=Level)
    second_level = models.CharField(max_length=6, choices=Level, blank=True)
    title = models.CharField(max_length=400)
    options = models.PositiveSmallIntegerField(default=0)
    best_score = models.PositiveSmallIntegerField(default=1)
    practise = models.ManyToManyField(GuideQuestion, related_name="items")
    wording = models.ForeignKey("Wording", on_delete=models.PROTECT, null=True, related_name="+")
    content_hash = models.CharField(max_length=64)
    changed_at = models.DateTimeField()
    retired = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(ItemQuerySet)()

    def __str__(self) -> str:
        return self.slug

    def ledger_subject(self) -> str:
        return f"checks.item:{self.pk}"


class Wording(models.Model):
    """All variants of a family as they stood at one time; never changed, so that old results can be read again.

    variants: by seed, see `families.storing`.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="wordings")
    digest = models.CharField(max_length=64)
    variants: Any = models.JSONField()

    objects = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_wording_per_digest", fields=["item", "digest"])]

    def __str__(self) -> str:
        return f"{self.item_id} {self.digest[:8]}"


class Source(models.TextChoices):
    TAGS = "TAGS", _("What authors say")
    ANSWERS = "ANSWERS", _("What people answered")


class BankQuerySet(models.QuerySet["Bank"]):
    def released(self) -> Self:
        """Keep those that were ever in use, the one of today first."""
        return self.exclude(released_at=None).order_by("-released_at", "-pk")

    def newest_first(self) -> Self:
        return self.order_by("-pk")


class Bank(models.Model):
    """One version of a role's items with their numbers; never changed once it is made.

    parts: [{id, title, areas, share}], shares summing to 1.  items: see `banks.Entry`.
    accuracy: what its simulation found; None until it ran.
    """

    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="banks")
    number = models.PositiveIntegerField()
    source = models.CharField(max_length=8, choices=Source)
    parts: Any = models.JSONField()
    items: Any = models.JSONField()
    accuracy: Any = models.JSONField(null=True)
    made_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(BankQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_bank_per_role_number", fields=["role", "number"])]

    def __str__(self) -> str:
        return f"{self.role_id} {self.number}"

    @property
    def is_provisional(self) -> bool:
        return self.source == Source.TAGS

    def ledger_subject(self) -> str:
        return f"checks.bank:{self.role_id}:{self.number}"


class Exposure(models.Model):
    """How often each item of a role was eligible and given, older checks counting less; nobody's name in it.

    counts: slug -> [eligible, given].
    """

    role = models.OneToOneField(Role, on_delete=models.CASCADE, primary_key=True, related_name="exposure")
    counts: Any = models.JSONField(default=dict)
    decayed_on = models.DateField()

    objects = models.Manager()

    def __str__(self) -> str:
        return self.role_id


class Pace(models.TextChoices):
    """How much time the hints on a question leave; chosen before the start, shown to nobody else."""

    USUAL = "1", _("Usual")
    QUARTER = "1.25", _("A quarter more")
    HALF = "1.5", _("Half as much again")
    DOUBLE = "2", _("Twice as much")
    NONE = "0", _("No time shown at all")


class Ending(models.TextChoices):
    """Why a check ended."""

    CANDIDATE = "CANDIDATE", _("You ended it")
    LEVEL = "LEVEL", _("One level had become likely enough")
    PRECISION = "PRECISION", _("The band had become narrow enough")
    LENGTH = "LENGTH", _("It had its full length")


class CheckQuerySet(models.QuerySet["Attempt"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        """Keep the viewer's own checks; nobody else's are ever shown, to operators neither."""
        return self.filter(owner=viewer) if isinstance(viewer, User) else self.none()

    def open(self) -> Self:
        return self.filter(finished_at=None)

    def finished(self) -> Self:
        return self.exclude(finished_at=None)

    def with_result(self) -> Self:
        return self.filter(outcome__isnull=False)

    def newest_first(self) -> Self:
        return self.order_by("-started_at", "-pk")


class Attempt(models.Model):
    """One check of one person.

    key: of the form that began it; sent twice, it is one check.  seed: of everything drawn in it.
    candidates: places in the bank that may be asked.  posterior: see `psychometrics.Posterior.stored`.
    outcome: what the result page tells, see `outcomes.Outcome`; None while it goes on, or where it ended too early.
    is_flagged: the answers do not hang together; it offers another check, and is told to nobody but the owner.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="checks")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="checks")
    bank = models.ForeignKey(Bank, on_delete=models.PROTECT, related_name="checks")
    key = models.UUIDField()
    pace = models.CharField(max_length=4, choices=Pace, default=Pace.USUAL)
    wants_task = models.BooleanField()
    seed = models.BigIntegerField()
    candidates: Any = models.JSONField()
    posterior = models.BinaryField()
    started_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=9, choices=Ending, blank=True)
    outcome: Any = models.JSONField(null=True)
    is_flagged = models.BooleanField(default=False)
    recheck_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="rechecks")

    objects = models.Manager.from_queryset(CheckQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_check_per_key", fields=["owner", "key"]),
            models.UniqueConstraint(
                name="one_open_check_per_role", fields=["owner", "role"], condition=Q(finished_at=None)
            ),
        ]
        indexes = [models.Index(name="check_by_owner", fields=["owner", "-started_at"])]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("checks:attempt", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.finished_at is None


class AskedQuerySet(models.QuerySet["Question"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        return self.filter(attempt__owner=viewer) if isinstance(viewer, User) else self.none()

    def answered(self) -> Self:
        return self.exclude(answered_at=None)

    def unanswered(self) -> Self:
        return self.filter(answered_at=None)

    def in_order(self) -> Self:
        return self.order_by("number")


class Question(models.Model):
    """One question of a check, and its answer. number: from 1.  place: of the item in the bank.  variant: its seed.

    draft: fields as typed so far.  answer: as it was given, see `rules.score_of`.  seconds: with pauses left out.
    score: None while a task is being judged.  task: the submission of a code task.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="questions")
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, null=True, related_name="questions")
    place = models.PositiveSmallIntegerField()
    variant = models.PositiveSmallIntegerField(default=0)
    is_pilot = models.BooleanField(default=False)
    task = models.ForeignKey(TaskAttempt, on_delete=models.SET_NULL, null=True, related_name="+")
    draft: Any = models.JSONField(default=dict)
    answer: Any = models.JSONField(null=True)
    score = models.PositiveSmallIntegerField(null=True)
    seconds = models.FloatField(default=0)
    shown_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(AskedQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_question_per_number", fields=["attempt", "number"]),
            models.UniqueConstraint(name="no_item_twice_in_a_check", fields=["attempt", "item"]),
            models.UniqueConstraint(
                name="one_open_question_per_check", fields=["attempt"], condition=Q(answered_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.number}"


class TakingQuerySet(models.QuerySet["Taking"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        return self.filter(owner=viewer) if isinstance(viewer, User) else self.none()


class Taking(models.Model):
    """What stays of a person's checks for one role when results are deleted: how many, when, and what was met.

    met: slug of an item -> day it was last met, so that another check asks others.
    """

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="takings")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="takings")
    results = models.PositiveIntegerField(default=0)
    last_result_at = models.DateTimeField(null=True)
    met: Any = models.JSONField(default=dict)

    objects = models.Manager.from_queryset(TakingQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_taking_per_role", fields=["owner", "role"])]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.role_id}"


class Reason(models.TextChoices):
    """Why an operator should look at an item."""

    FIT = "FIT", _("Its answers do not follow its curve")
    DRIFT = "DRIFT", _("It became easier or harder")
    LEAKED = "LEAKED", _("Faster and more often right: known outside")
    DIF_B = "DIF_B", _("Groups of equal ability answer it somewhat differently")
    DIF_C = "DIF_C", _("Groups of equal ability answer it very differently")


class ItemReviewQuerySet(models.QuerySet["Review"]):
    def waiting(self) -> Self:
        return self.filter(closed_at=None)

    def oldest_first(self) -> Self:
        return self.order_by("opened_at", "pk")


class Review(models.Model):
    """One item in the operators' queue. figures: what was found, as names and numbers."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="reviews")
    reason = models.CharField(max_length=8, choices=Reason)
    figures: Any = models.JSONField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=400, blank=True)

    objects = models.Manager.from_queryset(ItemReviewQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_waiting_review_per_reason", fields=["item", "reason"], condition=Q(closed_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.reason}"


class DescriptionQuerySet(models.QuerySet["Description"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        return self.filter(owner=viewer) if isinstance(viewer, User) else self.none()


class Description(models.Model):
    """What somebody says of themselves, of their own free will: for reports on fairness only, in large groups.

    It stands apart: no page of a check reads it, and nothing here leads back to a result.
    """

    class Gender(models.TextChoices):
        WOMAN = "WOMAN", _("Woman")
        MAN = "MAN", _("Man")
        OTHER = "OTHER", _("Another")

    class Age(models.TextChoices):
        UNDER_25 = "UNDER_25", _("Under 25")
        TO_39 = "25_TO_39", _("25 to 39")
        FROM_40 = "FROM_40", _("40 and over")

    class Background(models.TextChoices):
        ASIAN = "ASIAN", _("Asian")
        BLACK = "BLACK", _("Black or African")
        HISPANIC = "HISPANIC", _("Hispanic or Latino")
        WHITE = "WHITE", _("White")
        MIXED = "MIXED", _("More than one")
        OTHER = "OTHER", _("Another")

    class English(models.TextChoices):
        FIRST = "FIRST", _("English is my first language")
        LATER = "LATER", _("I learned English later")

    owner = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="+")
    gender = models.CharField(max_length=8, choices=Gender, blank=True)
    age = models.CharField(max_length=8, choices=Age, blank=True)
    background = models.CharField(max_length=8, choices=Background, blank=True)
    english = models.CharField(max_length=8, choices=English, blank=True)
    said_on = models.DateField()

    objects = models.Manager.from_queryset(DescriptionQuerySet)()

    def __str__(self) -> str:
        return str(self.owner_id)
