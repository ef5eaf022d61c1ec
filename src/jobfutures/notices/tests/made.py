"""Mailers for the tests of this room."""

from smtplib import SMTPRecipientsRefused

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

OUTBOX = {"BACKEND": "jobfutures.notices.outbox.OutboxBackend"}
MEMORY = {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}


class ServerIsAway(BaseEmailBackend):
    def send_messages(self, email_messages):
        raise ConnectionRefusedError(111, f"refused while sending to {email_messages[0].to[0]}")


class ServerKnowsNobody(BaseEmailBackend):
    def send_messages(self, email_messages):
        raise SMTPRecipientsRefused({email_messages[0].to[0]: (550, b"no such user")})


def away(backend: type[BaseEmailBackend] = ServerIsAway) -> dict[str, dict[str, str]]:
    return {"default": OUTBOX, "delivery": {"BACKEND": f"{backend.__module__}.{backend.__name__}"}}


def letter(subject: str = "Confirm your address", to: str = "ana@example.org") -> EmailMessage:
    return EmailMessage(subject, "Open http://testserver/confirm/1/ to confirm.", "site@example.org", [to])
