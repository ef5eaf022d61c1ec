"""Writes the index, and counts what is searched for."""

import hashlib
import hmac
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.ledger.commands import record
from jobfutures.search.models import Choice, ChosenTerm, SearchVisit
from jobfutures.search.queries import POPULAR_DAYS, entries, site_index
from jobfutures.search.rules import words_of
from jobfutures.topics.commands.edition import begin_edition
from jobfutures.topics.queries import edition_token

LONGEST_TERM = 60
log = structlog.get_logger(__name__)


class CannotChoose(Exception):
    """The operator's choice was refused; the message says why."""


def update_index() -> bool:
    """Bring the index to the current edition; return whether it was written here."""
    edition = edition_token()
    index = site_index()
    if index.edition() == edition:
        return False
    with index.sole_writer() as mine:
        if not mine:
            return False
        index.replace(entries(), edition)
    log.info("index written", edition=edition)
    return True


def normal_term(text: str) -> str:
    """Return a search as it is counted: its words in lower case."""
    return " ".join(words_of(text))[:LONGEST_TERM].strip()


def count_search(*, text: str, network: str, at: datetime) -> None:
    """Remember that a network searched for a term this month, under a hash that cannot be followed into the next.

    What a browser says of itself does not count: one visitor could claim to be five with it.
    """
    key = f"{settings.SECRET_KEY} searches {at:%Y-%m}".encode()
    visitor = hmac.new(key, network.encode(), hashlib.sha256).hexdigest()[:32]
    SearchVisit.objects.bulk_create(
        [SearchVisit(term=normal_term(text), visitor=visitor, on=at.date())], ignore_conflicts=True
    )


@transaction.atomic
def choose_term(*, by: User, text: str, choice: str, at: datetime) -> None:
    """Set the operator's word on a term: SHOWN, HIDDEN, or empty to leave it to its use. Raises CannotChoose."""
    term = normal_term(text)
    if not by.is_operator:
        raise CannotChoose("Only the operator chooses which searches are offered.")
    if not term:
        raise CannotChoose("A search needs at least one word.")
    if choice in Choice.values:
        ChosenTerm.objects.update_or_create(term=term, defaults={"choice": choice})
    else:
        ChosenTerm.objects.filter(term=term).delete()
    record(by=by, kind="search.chosen", subject="search.terms", at=at, fields=["choice"])
    begin_edition(reason="popular searches chosen", at=at)


@task
def prune_searches() -> None:
    """Forget searches too old to be offered. Safe to repeat."""
    SearchVisit.objects.before((timezone.now() - timedelta(days=POPULAR_DAYS)).date()).delete()
