"""What would stand in a credential about a check, and whether it may be issued."""

from typing import Any

from django.conf import settings

from jobfutures.accounts.models import User
from jobfutures.checks import engine
from jobfutures.checks.models import Attempt, Part, Taking
from jobfutures.checks.showing import taken_on
from jobfutures.credentials import issuer
from jobfutures.credentials.rules import area_name, stated
from jobfutures.credentials.vc import badges
from jobfutures.credentials.vc.claims import Facts
from jobfutures.topics.models import Role


def is_newest(viewer: User, check: Attempt) -> bool:
    """Tell whether no later check for the role has a result."""
    later = Attempt.objects.visible_to(viewer).filter(role=check.role_id, started_at__gt=check.started_at)
    return not later.with_result().exists()


def facts_of(viewer: User, check: Attempt) -> Facts:
    """Return what a credential about this result states. check: with its role and bank. One query."""
    taking = Taking.objects.visible_to(viewer).filter(role=check.role_id).only("results").first()
    day = taken_on(check)
    return stated(
        role=check.role.title,
        told=engine.told(check.outcome, day),
        taken_on=day,
        attempts=max(taking.results if taking else 1, 1),
        bank=f"{check.role_id} {check.bank.number}",
        evidence_url=f"{issuer.address()}/checks/{check.role_id}/accuracy/",
        outcome=check.outcome,
        parts=check.bank.parts,
    )


def profile() -> dict[str, object]:
    return badges.profile(issuer.address(), str(settings.SITE_NAME))


def badge_of(check: Attempt) -> dict[str, Any]:
    """Return what a badge refers to, as arguments of `badges.badge`."""
    areas = {area_name(part["id"]): part["title"] for part in check.bank.parts}
    return {
        "about": badges.achievement(issuer.address(), check.role_id, check.role.title, areas),
        "by": profile(),
    }


def achievement_of(role: Role) -> dict[str, object]:
    """Return the document about the badges of a role, with today's parts."""
    areas = {area_name(part.slug): part.title for part in Part.objects.order_by("position")}
    return badges.achievement(issuer.address(), role.pk, role.title, areas)
