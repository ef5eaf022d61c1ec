"""Owners of a company make programs that act for it, give them new secrets, and revoke them."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from allauth.idp.oidc.models import Client
from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.accounts.rules import PROGRAMS_HOST
from jobfutures.clients.models import ApiClient
from jobfutures.clients.queries.bearers import bearer_of
from jobfutures.clients.rules import MOST_CLIENTS, SCOPES
from jobfutures.companies.commands.lifecycle import check_owner
from jobfutures.companies.models import Company, MemberRole, Membership
from jobfutures.companies.queries import members_of
from jobfutures.companies.rules import may_read
from jobfutures.kit.ids import uuid7
from jobfutures.ledger.commands import record
from jobfutures.notices.telling import tell


class CannotMake(Exception):
    """The client stays as it was; the sentence says why."""


@transaction.atomic
def add_client(*, by: User, company: Company, name: str, scopes: Sequence[str], at: datetime) -> tuple[ApiClient, str]:
    """Make a client; return it with its secret, of which only a hash is kept. Raises CannotMake."""
    check_owner(by, company)
    Company.objects.select_for_update().get(pk=company.pk)  # two at once would both be the last that fits
    rows = ApiClient.objects.live().filter(company=company)
    if not may_read(company.state):
        raise CannotMake(_("Only a verified company has programs that act for it."))
    if rows.count() >= MOST_CLIENTS:
        raise CannotMake(_("A company has %d clients at most. Revoke one that is not used.") % MOST_CLIENTS)
    if rows.filter(name=name).exists():
        raise CannotMake(_("There is a client of this name already. Nothing was made."))
    actor, oidc, secret = actor_for(company, at), *credentials(name, scopes)
    facts = {"name": name, "oidc": oidc, "actor": actor, "made_by": by, "made_at": at}
    made = ApiClient.objects.create(company=company, **facts)
    record(by=by, kind="clients.made", subject=made.ledger_subject(), at=at, fields=["secret", "scopes"])
    tell_owners(company, at)
    return made, secret


def actor_for(company: Company, at: datetime) -> User:
    """Make the account in whose name a program acts: without a password or an address, a member of one company."""
    number: UUID = uuid7()
    actor = User.objects.create_user(f"{number}@{PROGRAMS_HOST}", None, id=number)
    Membership.objects.create(company=company, person=actor, role=MemberRole.CLIENT, added_at=at)
    return actor


def credentials(name: str, scopes: Sequence[str]) -> tuple[Client, str]:
    """Make what a program signs in with. No refresh token, no redirect: it can do nothing but ask for a token."""
    secret = secrets.token_urlsafe(32)
    made = Client(name=name, type=Client.Type.CONFIDENTIAL, response_types="")
    made.set_grant_types([Client.GrantType.CLIENT_CREDENTIALS])
    chosen = [scope for scope in SCOPES if scope in scopes]
    made.set_scopes(chosen)
    made.set_default_scopes(chosen)
    made.set_secret(secret)
    made.save(force_insert=True)
    return made, secret


def tell_owners(company: Company, at: datetime) -> None:
    """Tell every owner: a new way in is something that all of them should know."""
    path = f"/hire/{company.slug}/clients/"
    for one in members_of(company).filter(role=MemberRole.OWNER):
        subject = _("a program may act for your company now")
        tell(one.person, subject=subject, template="clients/mail/made.txt", path=path, at=at)


@transaction.atomic
def renew_secret(*, by: User, client: ApiClient, seen: str, at: datetime) -> str:
    """Give a new secret; the old one and its tokens end at once. seen: `mark_of` the secret that the page was opened
    with, so that a form sent twice renews once. Raises CannotMake.
    """
    check_owner(by, client.company)
    found = ApiClient.objects.select_for_update(of=("self",)).select_related("oidc").get(pk=client.pk)
    if found.oidc is None or found.revoked_at:
        raise CannotMake(_("This client was revoked."))
    if seen != mark_of(found):
        raise CannotMake(_("The secret was changed a moment ago. It was shown then, and only then."))
    secret = secrets.token_urlsafe(32)
    found.oidc.set_secret(secret)
    found.oidc.save(update_fields=["secret"])
    found.oidc.token_set.all().delete()
    record(by=by, kind="clients.renewed", subject=found.ledger_subject(), at=at, fields=["secret"])
    return secret


def mark_of(client: ApiClient) -> str:
    """Return the end of the hash of its secret, which tells one secret from the next and nothing else."""
    return client.oidc.secret[-8:] if client.oidc else ""


@transaction.atomic
def revoke_client(*, by: User, client: ApiClient, at: datetime) -> None:
    """End a client with its next request. What it did stays in the ledger under its own account."""
    check_owner(by, client.company)
    found = ApiClient.objects.select_for_update(of=("self",)).select_related("oidc").get(pk=client.pk)
    if found.revoked_at:
        return
    ApiClient.objects.filter(pk=found.pk).update(revoked_at=at)
    Membership.objects.filter(person=found.actor_id, removed_at=None).update(removed_at=at)
    User.objects.filter(pk=found.actor_id).update(is_active=False)
    if found.oidc:
        found.oidc.delete()  # its tokens go with it
    record(by=by, kind="clients.revoked", subject=found.ledger_subject(), at=at)


def note_use_of(*, token: str, at: datetime) -> None:
    """Keep on which day a client last asked for a token; the hour is nobody's business."""
    if bearer := bearer_of(token, at):
        rows = ApiClient.objects.filter(pk=bearer.client.pk).exclude(last_used_on=at.date())
        rows.update(last_used_on=at.date())
