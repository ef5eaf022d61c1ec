"""Hiding from companies. What a company's members get is what they get for somebody who does not exist."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.ledger.commands import record
from jobfutures.profiles.commands.profiles import held_profile
from jobfutures.profiles.models import BlockRule

MOST_RULES = 500


class CannotBlock(Exception):
    """No rule was added; the sentence is for the person."""


@transaction.atomic
def add_block(*, by: User, kind: str, value: str, at: datetime) -> BlockRule:
    """Hide from a company or a domain; the same rule twice is one. Raises CannotBlock."""
    profile = held_profile(by, at)
    mine = BlockRule.objects.visible_to(by)
    known = mine.filter(kind=kind, value=value).first()
    if known:
        return known
    if mine.count() >= MOST_RULES:
        raise CannotBlock(
            _("There are %(most)d rules here, and more do not fit. A domain holds for all below it: one may do.")
            % {"most": MOST_RULES}
        )
    made = BlockRule.objects.create(owner=by, kind=kind, value=value, made_at=at)
    record(by=by, kind="profiles.block_added", subject=profile.ledger_subject(), at=at)
    return made


@transaction.atomic
def delete_block(*, by: User, rule: BlockRule, at: datetime) -> None:
    profile = held_profile(by, at)
    deleted, _by_model = BlockRule.objects.visible_to(by).filter(pk=rule.pk).delete()
    if deleted:
        record(by=by, kind="profiles.block_deleted", subject=profile.ledger_subject(), at=at)
