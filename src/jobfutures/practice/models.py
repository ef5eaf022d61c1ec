"""A person's practice: the log of what they did, and what follows from it. All of it is theirs alone."""

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from jobfutures.accounts.models import User
from jobfutures.guide.models import Card, Question
from jobfutures.practice.rules import Act, Line, Remembered
from jobfutures.topics.models import Level, Role


class Owned[Row: models.Model](models.QuerySet[Row]):
    def visible_to(self, viewer: User) -> Self:
        """Keep what the viewer did: nobody else ever sees any of it."""
        return self.filter(owner=viewer)


class EntryQuerySet(Owned["Entry"]):
    def in_order(self) -> Self:
        return self.order_by("at", "key")


class Entry(models.Model):
    """One line of the log: written once, never changed. `key` was made where it happened, perhaps without a network."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="practice_entries")
    key = models.UUIDField(default=uuid4)
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="practice_entries")
    act = models.CharField(max_length=9, choices=[(act.value, act.value.lower()) for act in Act])
    grade = models.PositiveSmallIntegerField(default=0)
    undoes = models.UUIDField(null=True)
    at = models.DateTimeField()
    received_at = models.DateTimeField()

    objects = models.Manager.from_queryset(EntryQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_entry_per_owner_and_key", fields=["owner", "key"]),
            models.CheckConstraint(
                name="reviews_have_a_grade",
                condition=Q(act=Act.REVIEWED, grade__range=(1, 4)) | (~Q(act=Act.REVIEWED) & Q(grade=0)),
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "card"], name="entry_by_owner_card"),
            models.Index(fields=["owner", "at"], name="entry_by_owner_time"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.key}"

    def line(self) -> Line:
        return Line(self.key, Act(self.act), self.at, self.grade, self.undoes)


class MemoryQuerySet(Owned["Memory"]):
    def due(self, at: datetime) -> Self:
        return self.filter(is_suspended=False, due_at__lte=at)

    def soonest_first(self) -> Self:
        return self.order_by("due_at", "pk")


class Memory(models.Model):
    """What follows from the log of one card: derived, and computed anew whenever an older line arrives."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="practice_memories")
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="practice_memories")
    state = models.PositiveSmallIntegerField()
    step = models.PositiveSmallIntegerField(null=True)
    stability = models.FloatField(null=True)
    difficulty = models.FloatField(null=True)
    due_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviews = models.PositiveIntegerField()
    lapses = models.PositiveIntegerField()
    is_suspended = models.BooleanField()
    last_at = models.DateTimeField()  # of the latest line that is in it
    last_key = models.UUIDField()

    objects = models.Manager.from_queryset(MemoryQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_memory_per_owner_and_card", fields=["owner", "card"])]
        indexes = [models.Index(fields=["owner", "due_at"], name="due", condition=Q(is_suspended=False))]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.card_id}"

    def remembered(self) -> Remembered:
        return Remembered(
            self.state,
            self.step,
            self.stability,
            self.difficulty,
            self.due_at,
            self.reviewed_at,
            self.reviews,
            self.lapses,
            self.is_suspended,
        )


class OwnedManager[Row: models.Model](models.Manager[Row]):
    def visible_to(self, viewer: User) -> models.QuerySet[Row]:
        return self.filter(owner=viewer)


class Preference(models.Model):
    """How a person likes to practise. A person without a row has the defaults."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="practice_preference")
    new_a_day = models.PositiveSmallIntegerField(default=10)
    reviews_a_day = models.PositiveSmallIntegerField(default=100)
    four_grades = models.BooleanField(default=False)

    objects = OwnedManager["Preference"]()

    def __str__(self) -> str:
        return f"{self.owner_id}"


class Plan(models.Model):
    """What a person prepares for: a kind of job, a level, perhaps a day."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="practice_plan")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="practice_plans")
    level = models.CharField(max_length=6, choices=Level)
    interview_on = models.DateField(null=True)
    minutes_a_day = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()

    objects = OwnedManager["Plan"]()

    def __str__(self) -> str:
        return f"{self.owner_id} {self.role_id} {self.level}"


class Sitting(models.Model):
    """One daily session, which can be left and continued. steps: what it consists of; done: which of them are done."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="practice_sittings")
    minutes = models.PositiveSmallIntegerField()
    steps = models.JSONField()
    done = models.JSONField(default=list)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = OwnedManager["Sitting"]()

    class Meta:
        indexes = [models.Index(fields=["owner", "-begun_at"], name="sitting_newest")]

    def __str__(self) -> str:
        return str(self.pk)


class Telling(models.Model):
    """A question that was explained aloud or in writing: which key points were covered. Sound is never here."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="practice_tellings")
    key = models.UUIDField(default=uuid4)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="practice_tellings")
    seconds = models.PositiveIntegerField()
    covered = models.JSONField()  # slugs of key points
    missed = models.JSONField()
    typed = models.TextField(blank=True)
    at = models.DateTimeField()

    objects = OwnedManager["Telling"]()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_telling_per_owner_and_key", fields=["owner", "key"])]
        indexes = [models.Index(fields=["owner", "question", "-at"], name="telling_by_question")]

    def __str__(self) -> str:
        return f"{self.question_id} {self.key}"


class Walkthrough(models.Model):
    """A project of the person's own, in their words. answers: slug of a guiding question -> text."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="walkthroughs")
    title = models.CharField(max_length=120)
    answers = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    objects = OwnedManager["Walkthrough"]()

    class Meta:
        indexes = [models.Index(fields=["owner", "-saved_at"], name="walkthrough_newest")]

    def __str__(self) -> str:
        return str(self.pk)
