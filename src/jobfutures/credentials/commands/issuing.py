"""Issues a credential about a check: on its owner's click, about their own finished check, and of each kind once.

No act of this room is written to the ledger: a credential tells that somebody took a check, and that they know alone.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.checks.models import Attempt
from jobfutures.credentials import issuer
from jobfutures.credentials.commands.places import take_places
from jobfutures.credentials.models import Copy, Credential, Kind, StatusList
from jobfutures.credentials.stating import badge_of, facts_of, is_newest
from jobfutures.credentials.vc import badges, issuing
from jobfutures.credentials.vc.claims import BATCH
from jobfutures.credentials.vc.issuing import Place, Validity

Holders = Sequence[Mapping[str, str]]


class CannotIssue(Exception):
    """Nothing was issued; the sentence is for the candidate."""


@transaction.atomic
def issue_sd_jwt(*, by: User, attempt: Attempt, holders: Holders, key: UUID, at: datetime) -> Credential:
    """Issue copies that show what their holder chooses. holders: one public key for each of the BATCH copies.

    The same form again gives the first credential back. Raises CannotIssue.
    """
    if len(holders) != BATCH:
        raise CannotIssue(_("There must be %(number)d keys, one for each copy.") % {"number": BATCH})
    found, is_there = begun(by, attempt, Kind.SD_JWT, key, at)
    if is_there:
        return found
    held, places = take_places(kind=Kind.SD_JWT, number=BATCH)
    signing, address = issuer.keys(at).signing, issuer.absolute(held.get_absolute_url())
    tokens = [
        issuing.sd_jwt(
            found.facts, issuer=issuer.address(), key=signing, holder=holder, place=Place(address, place),
            validity=Validity.from_day(at),
        )
        for holder, place in zip(holders, places, strict=True)
    ]  # fmt: skip
    return stored(found, held, places, tokens)


@transaction.atomic
def issue_badge(*, by: User, attempt: Attempt, key: UUID, at: datetime) -> Credential:
    """Issue one badge, which shows all of it to whoever has it. Raises CannotIssue."""
    found, is_there = begun(by, attempt, Kind.BADGE, key, at)
    if is_there:
        return found
    held, places = take_places(kind=Kind.BADGE, number=1)
    place = Place(issuer.absolute(held.get_absolute_url()), places[0])
    validity = Validity.from_day(at)
    body = badges.badge(
        found.facts, **badge_of(attempt), urn=uuid4().urn, subject=uuid4().urn, place=place, validity=validity
    )
    token = badges.signed(body, issuer=issuer.address(), key=issuer.keys(at).signing, validity=validity)
    return stored(found, held, places, [token])


def begun(by: User, attempt: Attempt, kind: Kind, key: UUID, at: datetime) -> tuple[Credential, bool]:
    """Return the credential that this form asked for before, or a new one that is not stored yet."""
    mine = Attempt.objects.visible_to(by).select_for_update(of=("self",)).select_related("role", "bank")
    check = mine.filter(pk=attempt.pk).first()
    if check is None or check.outcome is None:
        raise CannotIssue(_("A credential is about a check of yours that has a result."))
    before = Credential.objects.visible_to(by).filter(attempt=check, kind=kind).first()
    if before and before.key == key:
        return before, True
    if before:
        raise CannotIssue(
            _(
                "There is one of this kind about this check already, and nothing was changed. If you want another one, "
                "because its key is lost for example, delete that one first: its copies are withdrawn then."
            )
        )
    if not is_newest(by, check):
        raise CannotIssue(_("You took this check again since. The newest result counts, so only that one is issued."))
    if Credential.objects.visible_to(by).filter(key=key).exists():
        key = uuid4()  # of another form, sent from a page that was kept too long
    validity = Validity.from_day(at)
    facts = facts_of(by, check)
    return Credential(
        owner=by, attempt=check, kind=kind, key=key, facts=facts, issued_at=at, expires_at=validity.end
    ), False  # fmt: skip


def stored(found: Credential, held: StatusList, places: list[int], tokens: list[str]) -> Credential:
    found.save(force_insert=True)
    Copy.objects.bulk_create(
        Copy(credential=found, number=number, status_list=held, place=place, token=token)
        for number, (place, token) in enumerate(zip(places, tokens, strict=True), 1)
    )
    return found
