"""Questions and answers about the site, and messages to its operator."""

from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.guide.models import Question
from jobfutures.kit.http import is_operator
from jobfutures.kit.ids import uuid7

LONGEST_TEXT = 4000
LONGEST_QUOTE = 1000


class FaqEntryQuerySet(models.QuerySet["FaqEntry"]):
    def published(self) -> Self:
        return self.filter(retired=False)

    def in_order(self) -> Self:
        return self.order_by("order", "pk")


class FaqEntry(models.Model):
    """A question about the site, as loaded from `faq/*.md`. The HTML is what our renderer made and sanitised."""

    id = models.SlugField(primary_key=True, max_length=80)
    title = models.CharField(max_length=400)
    group = models.CharField(max_length=400)
    order = models.IntegerField()
    body_html = models.TextField()
    body_text = models.TextField()
    retired = models.BooleanField(default=False)
    content_hash = models.CharField(max_length=64)
    changed_at = models.DateTimeField()

    objects = models.Manager.from_queryset(FaqEntryQuerySet)()

    def __str__(self) -> str:
        return self.id

    def get_absolute_url(self) -> str:
        return f"{reverse('support:help')}#{self.pk}"


class Kind(models.TextChoices):
    CONTACT = "CONTACT", _("Message")
    WRONG_ANSWER = "WRONG_ANSWER", _("Wrong or unclear answer")
    FRAUD = "FRAUD", _("A company or posting")


class State(models.TextChoices):
    NEW = "NEW", _("New")
    OPEN = "OPEN", _("Open")
    ANSWERED = "ANSWERED", _("Answered")
    CLOSED = "CLOSED", _("Closed")


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, viewer: Any) -> Self:
        """Keep all messages for an operator, and none for anybody else."""
        return self if is_operator(viewer) else self.none()

    def unfinished(self) -> Self:
        return self.filter(state__in=[State.NEW, State.OPEN])

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class Message(models.Model):
    """What somebody wrote to the operator. `form_key` is one form with one text: sent twice, it is stored once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=8, choices=State, default=State.NEW)
    email = models.EmailField(blank=True)
    text = models.CharField(max_length=LONGEST_TEXT)
    quote = models.CharField(max_length=LONGEST_QUOTE, blank=True)
    about = models.CharField(max_length=200, blank=True)
    question = models.ForeignKey(Question, null=True, on_delete=models.SET_NULL, related_name="+")
    sender = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    form_key = models.UUIDField(unique=True)

    objects = models.Manager.from_queryset(MessageQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["state", "-at"], name="message_by_state")]

    def __str__(self) -> str:
        return str(self.pk)  # never what it says: this lands in logs

    def get_absolute_url(self) -> str:
        return reverse("support:message", args=[self.pk])

    def ledger_subject(self) -> str:
        return f"support.message:{self.pk}"

    def reported_address(self) -> str:
        """Return the address of the page that a report is about; the form took none but ours."""
        return self.about if self.kind == Kind.FRAUD and self.about.startswith("/") else ""


class Reply(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="replies")
    text = models.CharField(max_length=LONGEST_TEXT)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    objects = models.Manager()

    def __str__(self) -> str:
        return str(self.pk)
