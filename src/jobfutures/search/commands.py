"""Writes the index, and counts what is searched for."""

import hmac
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.utils import timezone

from jobfutures.accounts.limits import seconds_to_wait
from jobfutures.accounts.models import User
from jobfutures.ledger.commands import record
from jobfutures.search.models import Choice, ChosenTerm, SearchVisit
from jobfutures.search.queries import POPULAR_DAYS, entries, is_counted, site_index
from jobfutures.search.rules import words_of
from jobfutures.topics.commands.edition import begin_edition
from jobfutures.topics.queries import edition_token

LONGEST_TERM = 60
SPENT_SECONDS = 10
MOST_SPENT = 1000  # networks; each takes some 200 bytes
log = structlog.get_logger(__name__)


class CannotChoose(Exception):
    """The operator's choice was refused; the message says why."""


class SpentLimits:
    """Networks that have used up their limit, so that no database is asked about each further search of theirs.

    The database stays the judge: what it said is believed for SPENT_SECONDS, and never beyond the wait that it named.
    """

    def __init__(self) -> None:
        self.until: dict[str, datetime] = {}

    def holds(self, network: str, at: datetime) -> bool:
        until = self.until.get(network)
        return until is not None and at < until

    def note(self, network: str, at: datetime, wait_s: int) -> None:
        """Remember a refusal. `wait_s` was rounded up, so that the last second of it may already have room."""
        if len(self.until) >= MOST_SPENT:
            self.until.clear()
        self.until[network] = at + timedelta(seconds=min(wait_s - 1, SPENT_SECONDS))


spent = SpentLimits()


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

    What a browser says of itself does not count: one visitor could claim to be five with it. A search that is counted
    already costs one reading and nothing of the limit: writers wait for each other, readers for nobody.
    """
    if spent.holds(network, at):
        return
    key = f"{settings.SECRET_KEY} searches {at:%Y-%m}".encode()
    visitor = hmac.digest(key, network.encode(), "sha256").hex()[:32]
    term = normal_term(text)
    if is_counted(term, visitor):
        return
    with transaction.atomic():  # one lock for both: the try, and what it is for
        wait_s = seconds_to_wait("search", network, at)
        if wait_s:
            spent.note(network, at, wait_s)
        else:
            SearchVisit.objects.bulk_create(
                [SearchVisit(term=term, visitor=visitor, on=at.date())], ignore_conflicts=True
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
