"""A mail backend that keeps letters in a folder of this instance."""

from django.core.mail.backends.base import BaseEmailBackend


class MailboxBackend(BaseEmailBackend):
    pass
