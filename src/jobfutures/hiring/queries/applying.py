"""Before an application is sent: whether somebody may, what they could send, and exactly what would go."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.accounts.queries import confirmed_addresses
from jobfutures.companies.queries import role_in
from jobfutures.companies.rules import READING
from jobfutures.disclosure.payload import Part, Values, digest_of, offers_of, parts_of, values_of
from jobfutures.hiring.models import Application, Attachment, JobQuestion, State
from jobfutures.hiring.rules.applications import LIVE, SHOWN, may_apply_again
from jobfutures.hiring.rules.applying import suggested
from jobfutures.jobs import rules as jobs
from jobfutures.jobs.models import ApplyMode, Job, JobQuerySet
from jobfutures.jobs.queries.showing import is_over
from jobfutures.kit.offers import Offer
from jobfutures.profiles.queries import is_blocked
from jobfutures.sharing.rules import KINDS, is_of

PROFILE = tuple(kind for kind in KINDS if is_of(kind, "profile"))
FILLED_AT = {
    "profile.work": ("profiles:items", ("work",)),
    "profile.education": ("profiles:items", ("education",)),
    "profile.work_auth": ("profiles:wishes", ()),
}


def known_jobs() -> JobQuerySet:
    """Return the postings that anybody could have seen; for an application to any other there is no such page."""
    known = jobs.LIVE | jobs.GONE | {"PAUSED"}
    return Job.objects.filter(state__in=known, company__state__in=READING).select_related("company")


def standing_application(viewer: User, job: Job) -> Application | None:
    """Return the draft or application that stands in the way of a new one, with its job. One query."""
    rows = Application.objects.visible_to(viewer).filter(job=job).select_related("job__company").newest_first()
    return next((one for one in rows if one.state in {State.DRAFT, *LIVE} or not may_apply_again(one.state)), None)


def refusal_of_job(job: Job, at: datetime) -> str:
    """Return the sentence for a job that takes no applications now, or ""."""
    if job.apply_mode != ApplyMode.INTERNAL:
        return _("This company takes applications on its own page. Go there from the posting.")
    if job.state == "PAUSED":
        return _("This job is paused, so nobody can apply now. What you wrote stays here for when it goes on.")
    if job.state not in jobs.LIVE or job.company.state not in READING or is_over(job, at):
        return _("This job takes no more applications. What you wrote was not sent.")
    return ""


def refusal_to_apply(by: User, job: Job, at: datetime) -> str:
    """Return the sentence for somebody who may not apply to a job now, or "". Three queries at most."""
    company = job.company
    if refusal := refusal_of_job(job, at):
        return refusal
    if role_in(company, by):
        return _("You act for this company yourself, so you cannot apply to it.")
    if is_blocked(by, slug=company.slug, hosts=[company.host]):
        return _("You hide from this company. Only you see this. Take the rule away first, if you mean to apply.")
    if not confirmed_addresses(by):
        return _("Confirm your e-mail address first: the company's answer has to reach you.")
    return ""


def own_offers(person: User) -> list[Offer]:
    """Return the fields of a profile that have something in them. One query."""
    return offers_of(person, PROFILE)


def first_choice(person: User, offers: Sequence[Offer]) -> list[str]:
    """Return what to suggest to somebody who begins. One query."""
    sent = Application.objects.visible_to(person).filter(state__in=[*SHOWN, State.WITHDRAWN]).order_by("-submitted_at")
    return suggested([one.name for one in offers], sent.values_list("fields", flat=True).first() or [])


def filled_at(name: str) -> str:
    """Return where a field of the profile is filled in."""
    page, arguments = FILLED_AT.get(name, ("profiles:about", ()))
    return reverse(page, args=arguments)


def questions_of(job: Job) -> list[JobQuestion]:
    return list(JobQuestion.objects.filter(job=job).order_by("position"))


def kept_answers(application: Application) -> dict[str, str]:
    """Return what a draft answers, by the question's id."""
    return {one["id"]: one["answer"] for one in application.answers if "id" in one}


def files_of(application: Application) -> list[Attachment]:
    return list(Attachment.objects.filter(application=application).defer("content").in_order())


@dataclass(frozen=True, slots=True)
class Sending:
    """What would be sent. missing: questions that have to be answered first.  seal: of all of it, as it was shown."""

    names: list[str]
    values: Values
    answers: list[dict[str, str]]
    missing: list[JobQuestion]
    note: str
    files: list[Attachment]
    seal: str

    @property
    def digest(self) -> str:
        return digest_of(self.values)

    @property
    def parts(self) -> list[Part]:
        return parts_of([], self.values)


def sending(application: Application, person: User) -> Sending:
    """Return what a draft would send now: values as they are in the profile, questions as the company asks them."""
    values = values_of(person, [name for name in application.fields if name in PROFILE])
    said, questions = kept_answers(application), questions_of(application.job)
    answers = [
        {"question": one.text, "answer": said[str(one.pk)]} for one in questions if said.get(str(one.pk), "").strip()
    ]
    missing = [one for one in questions if one.is_required and not said.get(str(one.pk), "").strip()]
    files = files_of(application)
    whole = [digest_of(values), answers, application.note, [[one.name, one.digest] for one in files]]
    seal = hashlib.sha256(json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
    return Sending(list(values), values, answers, missing, application.note, files, seal)
