"""What a company asks everybody who applies to a job."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.hiring.commands.moving import CannotAct, check_hires
from jobfutures.hiring.models import JobQuestion
from jobfutures.hiring.queries.applying import questions_of
from jobfutures.hiring.queries.applying_questions import ASKING, version_of
from jobfutures.jobs.models import Job
from jobfutures.ledger.commands import record


class IsStale(CannotAct):
    """Somebody else changed the questions since the page was opened; nothing was changed."""


@transaction.atomic
def set_questions(*, by: User, job: Job, asked: Sequence[tuple[str, bool]], version: str, at: datetime) -> None:
    """Ask these questions from now on. Answers that were sent keep the question as it was. Raises IsStale, CannotAct.

    asked: (text, is it required) by place; an empty text asks nothing there.  version: of those that `by` saw.
    """
    check_hires(by, job.company)
    found = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if found.state not in ASKING:
        raise CannotAct(_("This job takes no more applications, so nothing is asked any more."))
    known = questions_of(found)
    wanted = {place: one for place, one in enumerate(asked, 1) if one[0]}
    if {one.position: (one.text, one.is_required) for one in known} == wanted:
        return
    if version != version_of(known):
        raise IsStale(
            _(
                "Somebody changed these questions since you opened them. Yours are here, and not saved: "
                "save again to replace theirs."
            )
        )
    JobQuestion.objects.filter(job=found).exclude(position__in=wanted).delete()
    for place, (text, is_required) in wanted.items():
        JobQuestion.objects.update_or_create(
            job=found, position=place, defaults={"text": text, "is_required": is_required}
        )
    record(by=by, kind="hiring.questions", subject=found.ledger_subject(), at=at)
