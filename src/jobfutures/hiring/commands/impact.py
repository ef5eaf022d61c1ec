"""What people say of themselves for reports on hiring; and the counts, made at night once a half-year is over."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.hiring.models import ImpactAnswer, ImpactReport
from jobfutures.hiring.queries.impact import Counts, counted, together
from jobfutures.hiring.rules.impact import KINDS, STAGES, Cell, last_half, shown

type Shown = dict[str, dict[str, dict[str, Cell]]]


def keep_impact_answer(*, by: User, gender: str, age: str, background: str, at: datetime) -> ImpactAnswer:
    """Keep what was said; what is left open is empty."""
    said = {"gender": gender, "age": age, "background": background, "said_at": at}
    found, _created = ImpactAnswer.objects.update_or_create(owner=by, defaults=said)
    return found


def forget_impact_answer(*, by: User) -> None:
    ImpactAnswer.objects.visible_to(by).delete()


@task
def count_impact() -> None:
    """Make the reports of the last half-year, if they are not made yet. Safe to repeat."""
    make_impact_reports(half=last_half(timezone.now()), at=timezone.now())


@transaction.atomic
def make_impact_reports(*, half: str, at: datetime) -> int:
    """Write the reports of one half-year, of each company and of all, once; return how many were written. A second
    count, after somebody left or changed what they say, would tell of them beside the first: so there is none.
    """
    if ImpactReport.objects.filter(half=half).exists():
        return 0
    counts = counted(half)
    of_companies = {company: tables_of(one) for company, one in counts.items()}
    of_all = tables_of(together(counts.values()), list(of_companies.values()))
    rows: list[tuple[UUID | None, Shown]] = [*of_companies.items(), (None, of_all)]
    made = [ImpactReport(company_id=pk, half=half, tables=stored(tables), made_at=at) for pk, tables in rows]
    return len(ImpactReport.objects.bulk_create(made))


def tables_of(counts: Counts, parts: list[Shown] | None = None) -> Shown:
    """Return what may be shown. parts: what the reports show of which this one is the sum."""
    known = parts or []
    return {
        stage: {
            kind: shown(counts.groups[stage][kind], counts.everybody[stage], [one[stage][kind] for one in known])
            for kind in KINDS
        }
        for stage in STAGES
    }


def stored(tables: Shown) -> dict[str, Any]:
    return {
        stage: {
            kind: {name: [cell.entered, cell.passed] for name, cell in groups.items()} for kind, groups in of.items()
        }
        for stage, of in tables.items()
    }
