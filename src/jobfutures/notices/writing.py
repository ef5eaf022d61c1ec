"""Letters that rooms write: a sentence and a link to where the rest is read. Values of a person never stand in one."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string


def write(to: str, subject: str, template: str, **context: object) -> None:
    """Queue one letter with the caller's transaction. template: plain text; it knows `site` and `address`."""
    facts = {"site": settings.SITE_NAME, "address": settings.SITE_ADDRESS, **context}
    send_mail(f"{settings.SITE_NAME}: {subject}", render_to_string(template, facts), None, [to])
