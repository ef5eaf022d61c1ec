"""What is done at night: old exposure is forgotten, abandoned checks end, operators' figures are taken, roles are
calibrated. And queued simulations.

All of it needs the engine, whose NumPy a worker must not hold, so the worker only starts a program and waits for it.
"""

import subprocess
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.tasks import task

from jobfutures.accounts.models import User
from jobfutures.checks import engine
from jobfutures.checks.commands.attempts import end_check
from jobfutures.checks.commands.items import check_operator
from jobfutures.checks.figures import counted
from jobfutures.checks.models import Attempt, Bank, Exposure, Figures

MONTH = timedelta(days=30)
ABANDONED = timedelta(days=90)
LONGEST_S = 4 * 3600
log = structlog.get_logger(__name__)


@task
def calibrate_nightly() -> None:
    """Do what `jobfutures calibrate --nightly` does. Safe to repeat."""
    run_apart("calibrate", "--nightly")


@task
def simulate_queued(role_id: str, number: int) -> None:
    """Simulate one bank version. Safe to repeat: the same version gives the same figures."""
    run_apart("bank", "simulate", "--role", role_id, "--version", str(number))


def queue_simulation(*, by: User, bank: Bank) -> None:
    """Let the worker simulate a bank version; a page cannot wait for it."""
    check_operator(by)
    simulate_queued.enqueue(bank.role_id, bank.number)


def run_apart(*words: str) -> None:
    """Run one of our own commands in a process of its own, and log what it said."""
    ended = subprocess.run(
        [*settings.OWN_COMMAND, *words], check=False, capture_output=True, text=True, timeout=LONGEST_S
    )
    told = {"command": " ".join(words), "said": (ended.stdout + ended.stderr).strip(), "code": ended.returncode}
    (log.warning if ended.returncode else log.info)("ran apart", **told)


@transaction.atomic
def decay_exposure(*, at: datetime) -> int:
    """Let older checks count less, once for each month that has passed; return how many roles that was for."""
    decayed = 0
    for row in Exposure.objects.select_for_update().filter(decayed_on__lte=(at - MONTH).date()):
        months = (at.date() - row.decayed_on) // MONTH
        kept = engine.KEPT_A_MONTH**months
        row.counts = {slug: [eligible * kept, given * kept] for slug, (eligible, given) in row.counts.items()}
        row.decayed_on += months * MONTH
        row.save(update_fields=["counts", "decayed_on"])
        decayed += 1
    return decayed


def take_figures(*, at: datetime) -> None:
    """Keep what operators may know until the next night."""
    Figures.objects.update_or_create(pk=1, defaults={"taken_at": at, "told": counted()})


def end_abandoned(*, at: datetime) -> int:
    """End checks that nobody touched for 90 days, as if their candidate had; return how many."""
    since = at - ABANDONED
    rows = Attempt.objects.open().filter(started_at__lt=since).select_related("owner")
    rows = rows.exclude(paused_at__gte=since).exclude(questions__shown_at__gte=since)
    found = list(rows.exclude(questions__answered_at__gte=since))
    for attempt in found:
        end_check(by=attempt.owner, attempt=attempt, at=at)
    return len(found)
