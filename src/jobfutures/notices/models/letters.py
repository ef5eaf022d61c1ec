"""Letters on their way out."""

from datetime import datetime
from typing import Self

from django.core.mail import EmailMultiAlternatives
from django.db import models

from jobfutures.kit.ids import uuid7

BLANK = {"addresses": {}, "sender": "", "subject": "", "text": "", "html": "", "headers": {}}


class LetterQuerySet(models.QuerySet["Letter"]):
    def waiting(self) -> Self:
        return self.filter(sent_at=None)

    def sent_before(self, instant: datetime) -> Self:
        return self.filter(sent_at__lt=instant)


class Letter(models.Model):
    """One letter. Once it is sent only its id and its times are kept: what it said is between its sender and reader."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    addresses = models.JSONField()  # to, cc, bcc, reply_to: lists of addresses
    sender = models.TextField()
    subject = models.TextField()
    text = models.TextField()
    html = models.TextField()
    headers = models.JSONField()
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, db_index=True)
    attempts = models.PositiveIntegerField(default=0)

    objects = models.Manager.from_queryset(LetterQuerySet)()

    def __str__(self) -> str:
        return str(self.pk)  # never the addresses: this lands in logs

    def is_for(self, addresses: set[str]) -> bool:
        return any(one.lower() in addresses for kind in ("to", "cc", "bcc") for one in self.addresses.get(kind, []))

    def message(self) -> EmailMultiAlternatives:
        """Return the letter as Django sends it."""
        message = EmailMultiAlternatives(self.subject, self.text, self.sender, headers=self.headers, **self.addresses)
        if self.html:
            message.attach_alternative(self.html, "text/html")
        return message
