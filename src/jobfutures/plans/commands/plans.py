"""A plan is begun, frozen when somebody is first interviewed by it, and copied to be changed."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.companies.queries import role_in
from jobfutures.jobs.commands.moving import HIRING
from jobfutures.jobs.models import Job
from jobfutures.ledger.commands import record
from jobfutures.plans import rules
from jobfutures.plans.models import InterviewPlan, Kit, KitCriterion, KitQuestion
from jobfutures.plans.queries.reading import read_plan, said, whole_kits
from jobfutures.topics.models import Area

SHORTEST = 15  # minutes of a stage that says none


class CannotPlan(Exception):
    """The plan stays as it is; the sentence says why."""


class IsStale(CannotPlan):
    """Somebody else changed it since the page was opened."""


def check_hires(by: User, company: Company) -> None:
    if role_in(company, by) not in HIRING:
        raise PermissionDenied


@transaction.atomic
def begin_plan(*, by: User, job: Job, at: datetime) -> InterviewPlan:
    """Begin the plan of a job with a kit for each stage of the posting. Whoever comes second gets the one there is."""
    check_hires(by, job.company)
    found = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if there := InterviewPlan.objects.filter(job=found).newest_first().first():
        return there
    plan = InterviewPlan.objects.create(job=found, version=1, made_at=at, changed_at=at)
    known = {area.pk for area in Area.objects.all()}
    for stage in found.stages[: rules.MOST_KITS]:
        topics = tuple(one for one in stage.get("topics", []) if one in known)
        write_kit(plan, rules.Kit(str(stage.get("name", "")), int(stage.get("minutes") or SHORTEST), topics))
    record(by=by, kind="plans.begun", subject=plan.ledger_subject(), at=at)
    return plan


@transaction.atomic
def begin_version(*, by: User, job: Job, at: datetime) -> InterviewPlan:
    """Copy the newest version to change it; the open one, where there is one. Raises CannotPlan without any."""
    check_hires(by, job.company)
    Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    last = InterviewPlan.objects.filter(job=job).newest_first().first()
    if last is None:
        raise CannotPlan(_("There is no plan yet. Begin one first."))
    if last.frozen_at is None:
        return last
    plan = InterviewPlan.objects.create(job=job, version=last.version + 1, made_at=at, changed_at=at)
    for kit in whole_kits(Kit.objects.filter(plan=last)):
        write_kit(plan, said(kit))
    record(by=by, kind="plans.versioned", subject=plan.ledger_subject(), at=at)
    return plan


@transaction.atomic
def freeze_plan(*, by: User, plan: InterviewPlan, at: datetime) -> InterviewPlan:
    """Freeze a plan when it is first used; one that is frozen stays as it is. Raises CannotPlan where a gap is left."""
    check_hires(by, plan.job.company)
    found = InterviewPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if found.frozen_at is None:
        if not read_plan(found).is_ready:
            raise CannotPlan(_("The plan lacks something, so nobody is interviewed by it yet."))
        found.frozen_at = at
        found.save(update_fields=["frozen_at"])
        record(by=by, kind="plans.frozen", subject=found.ledger_subject(), at=at)
    return found


def locked(plan: InterviewPlan, version: str) -> InterviewPlan:
    """Return an open plan, locked. version: of the one that was seen. Raises IsStale, and CannotPlan where frozen."""
    found = InterviewPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if found.frozen_at is not None:
        raise CannotPlan(
            _("Somebody is interviewed by this version, so it does not change any more. Begin a new version.")
        )
    if version != found.changed_at.isoformat():
        raise IsStale(
            _(
                "Somebody changed this plan since you opened it. Your text is here, and not saved: "
                "save again to replace theirs."
            )
        )
    return found


def changed(plan: InterviewPlan, *, by: User, kind: str, at: datetime, fields: Iterable[str] = ()) -> None:
    InterviewPlan.objects.filter(pk=plan.pk).update(changed_at=at)
    record(by=by, kind=kind, subject=plan.ledger_subject(), at=at, fields=fields)


def write_kit(plan: InterviewPlan, text: rules.Kit, row: Kit | None = None) -> Kit:
    """Write a kit after the last one, or in the place of an open plan's `row`."""
    last = Kit.objects.filter(plan=plan).order_by("-position").values_list("position", flat=True).first() or 0
    facts = {"title": text.title, "minutes": text.minutes, "brief": text.brief, "guide": text.guide}
    if row is None:
        row = Kit.objects.create(plan=plan, position=last + 1, **facts)
    else:
        Kit.objects.filter(pk=row.pk).update(**facts)
        row.questions.all().delete()
        row.criteria.all().delete()
    row.topics.set(Area.objects.filter(pk__in=text.topics))
    criteria = KitCriterion.objects.bulk_create(
        KitCriterion(
            kit=row, position=place, key=one.key, name=one.name, topic_id=one.topic or None, anchors=list(one.anchors)
        )
        for place, one in enumerate(text.criteria, 1)
    )
    by_key = {one.key: one for one in criteria}
    for place, question in enumerate(text.questions, 1):
        asked = KitQuestion.objects.create(
            kit=row, position=place, text=question.text, probes=list(question.probes), source=question.source
        )
        asked.criteria.set([by_key[key] for key in question.criteria if key in by_key])
    return row
