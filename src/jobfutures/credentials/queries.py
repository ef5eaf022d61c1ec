"""What people see of their credentials, and what the site publishes about all of them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch, Q

from jobfutures.accounts.models import User
from jobfutures.checks.models import Attempt, Part
from jobfutures.checks.models.attempts import CheckQuerySet
from jobfutures.checks.showing import listed
from jobfutures.credentials import issuer
from jobfutures.credentials.models import Copy, CopyQuerySet, Credential, CredentialQuerySet, StatusList
from jobfutures.credentials.rules import area_name
from jobfutures.credentials.vc import lists
from jobfutures.credentials.vc.lists import Trust


@dataclass(frozen=True, slots=True)
class Result:
    """A finished check, what it told, and what was issued about it. may_issue: it is the newest of its role."""

    attempt: Attempt
    told: str
    may_issue: bool
    credentials: list[Credential]


def counted(viewer: User) -> CredentialQuerySet:
    """Return the viewer's credentials, each with how many copies it has and how many are in force."""
    in_force = Count("copies", filter=Q(copies__revoked_at=None))
    return Credential.objects.visible_to(viewer).annotate(all_copies=Count("copies"), in_force=in_force)


def results(viewer: User) -> list[Result]:
    """Return the viewer's checks that have a result, newest first. Two queries."""
    rows = Attempt.objects.visible_to(viewer).with_result().newest_first().select_related("role")
    issued = Prefetch("credentials", queryset=counted(viewer).order_by("kind"))
    found, seen = [], set[str]()
    for check in rows.defer("candidates", "posterior").prefetch_related(issued):
        told = listed(check).told
        found.append(Result(check, told, check.role_id not in seen, list(check.credentials.all())))
        seen.add(check.role_id)
    return found


def own_check(viewer: User) -> CheckQuerySet:
    """Return what a credential can be about: the viewer's checks with a result."""
    rows = Attempt.objects.visible_to(viewer).with_result().select_related("role", "bank")
    return rows.defer("candidates", "posterior", "bank__items", "bank__accuracy")


def own_credential(viewer: User) -> CredentialQuerySet:
    return counted(viewer).select_related("attempt__role").defer("attempt__candidates", "attempt__posterior")


def own_copy(viewer: User) -> CopyQuerySet:
    return Copy.objects.visible_to(viewer).select_related("credential__attempt__role")


def titles() -> dict[str, str]:
    """Return the title of each part of checks by the name of its claim."""
    return {area_name(part.slug): part.title for part in Part.objects.order_by("position")}


def published_list(row: StatusList, at: datetime) -> str:
    """Return a status list as it is published now."""
    where = issuer.absolute(row.get_absolute_url())
    return lists.published(
        bytes(row.bits), row.order, address=where, issuer=issuer.address(), key=issuer.keys(at).signing, at=at
    )


def trust(at: datetime) -> Trust:
    """Return what this site goes by when it verifies: its own keys, and its own lists as they are now."""
    public = {key.kid: key.public() for key in issuer.keys(at).all if key.is_needed(at)}
    before = issuer.absolute("/credentials/status/")

    def status(address: str) -> str | None:
        number = address.removeprefix(before)
        is_ours = address.startswith(before) and number.isascii() and number.isdigit() and len(number) < 16
        row = StatusList.objects.filter(pk=int(number)).first() if is_ours else None
        return published_list(row, at) if row else None

    return Trust(issuer.address(), public, status)
