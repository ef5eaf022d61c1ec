"""Access tokens: made once, shown once, known afterwards by their hash only."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from jobfutures.accounts.models import AccessToken, User
from jobfutures.accounts.queries import digest_of
from jobfutures.accounts.rules import LONGEST_TOKEN, MOST_TOKENS
from jobfutures.accounts.scopes import SCOPES

MARK = "jfp_"  # what scanners for secrets look for
SHOWN = 12  # characters of a token that stay readable in the list


class CannotMakeToken(Exception):
    """No token was made; the message is written for the person."""


@transaction.atomic
def make_token(*, by: User, name: str, scopes: Iterable[str], days: int, at: datetime) -> tuple[AccessToken, str]:
    """Make a token; return its row and the secret, which nobody can show again. A letter tells its owner.

    Raises CannotMakeToken without a scope, with one that is not known, for too long a time, and beyond MOST_TOKENS.
    """
    chosen = sorted(set(scopes))
    if not chosen or not set(chosen) <= SCOPES.keys():
        raise CannotMakeToken(_("Choose at least one thing that the token may do. No token was made."))
    if not 1 <= days <= LONGEST_TOKEN.days:
        raise CannotMakeToken(_("A token lives for 1 to 365 days. No token was made."))
    User.objects.select_for_update().get(pk=by.pk)
    if AccessToken.objects.visible_to(by).open_at(at).count() >= MOST_TOKENS:
        raise CannotMakeToken(_("You have 20 tokens that work. Revoke one that you do not need first."))
    secret = MARK + secrets.token_urlsafe(32)
    made = AccessToken.objects.create(
        owner=by, name=name, digest=digest_of(secret), start=secret[:SHOWN], scopes=chosen, made_at=at,
        expires_at=at + timedelta(days=days),
    )  # fmt: skip
    tell_owner(made, at)
    return made, secret


def tell_owner(made: AccessToken, at: datetime) -> None:
    facts = {"token": made, "at": at, "site_name": settings.SITE_NAME, "site_address": settings.SITE_ADDRESS}
    subject = _("{site}: a token for the API was made").format(site=settings.SITE_NAME)
    EmailMessage(subject, render_to_string("accounts/token_made.txt", facts), to=[made.owner.email]).send()


@transaction.atomic
def revoke_token(*, by: User, token: AccessToken, at: datetime) -> None:
    """End one of one's own tokens at once. A token that has ended stays as it is."""
    AccessToken.objects.visible_to(by).filter(pk=token.pk, revoked_at=None).update(revoked_at=at)


def opened_by(secret: str, at: datetime) -> AccessToken | None:
    """Return the token that a program showed, with its owner, if it lets anybody in; note the day."""
    found = AccessToken.objects.open_at(at).select_related("owner").filter(digest=digest_of(secret)).first()
    if found and found.last_used_on != at.date():
        AccessToken.objects.filter(pk=found.pk).update(last_used_on=at.date())
    return found
