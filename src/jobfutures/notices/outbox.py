"""Django's default mailer here: letters are stored with what they tell of, and a worker sends them."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from jobfutures.notices.commands.letters import queue_letter


class OutboxBackend(BaseEmailBackend):
    @transaction.atomic
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            queue_letter(message=message)
        return len(email_messages)
