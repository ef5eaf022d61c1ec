"""Giving: what a preview showed is what is shared. And asking, which tells a company nothing."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction
from django.tasks import task
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.disclosure.payload import digest_of, offers_of, values_of
from jobfutures.profiles.queries import is_blocked
from jobfutures.sharing.choices import CannotShare, Choice
from jobfutures.sharing.commands import bring_to, open_grant, store_request
from jobfutures.sharing.models import Grant, Mode, Request


class StalePreview(Exception):
    """What would be shared now is not what the preview showed; nothing was shared."""


@transaction.atomic
def give(*, by: User, choice: Choice, preview: str, request: Request | None, key: UUID, at: datetime) -> Grant:
    """Share what the owner saw. preview: the digest of the payload they saw. Raises StalePreview or CannotShare."""
    if known := Grant.objects.visible_to(by).filter(key=key).first():
        return known
    check_offered(by, choice.fields)
    company = choice.company
    if company and is_blocked(by, slug=company.slug, hosts=[company.host]):
        raise CannotShare(_("You have blocked this company. Take the block away first, if you mean to share with it."))
    values = values_of(by, choice.fields)
    if digest_of(values) != preview:
        raise StalePreview
    frozen = values if choice.mode == Mode.FROZEN else None
    return open_grant(by=by, choice=choice, preview=preview, frozen=frozen, request=request, key=key, at=at)


def check_offered(by: User, fields: Collection[str]) -> None:
    """Raise CannotShare for a field that is not the owner's, or has nothing in it now."""
    offered = {one.name for one in offers_of(by)}
    if not set(fields) <= offered:
        raise CannotShare(_("One of these fields has nothing in it any more. Choose again."))


@transaction.atomic
def ask(
    *, by: User, company: Company, email: str, fields: Collection[str], purpose: str, message: str, key: UUID,
    at: datetime,
) -> Request:  # fmt: skip
    """Ask whoever has an address. Raises `sharing.commands.CannotAct`.

    Nobody there, somebody who blocks the company, and somebody who never answers look alike to it; so that their time
    does too, who it is for is looked up by the worker.
    """
    request = store_request(
        by=by, company=company, email=email.strip().lower(), fields=fields, purpose=purpose, message=message, key=key,
        at=at,
    )  # fmt: skip
    bring_request.enqueue(str(request.pk))
    return request


@task
def bring_request(request_id: str) -> None:
    """Bring a request before whoever confirmed its address, unless they block the company. Safe to repeat."""
    request = Request.objects.select_related("company").filter(pk=request_id, candidate=None).first()
    if request is None:
        return
    rows = EmailAddress.objects.filter(email=request.email, verified=True, user__is_active=True)
    known = rows.select_related("user").first()
    company = request.company
    if known and not is_blocked(known.user, slug=company.slug, hosts=[company.host]):
        bring_to(request=request, candidate=known.user)
