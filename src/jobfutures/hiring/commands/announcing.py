"""The company's own programs are told of what stands in the timeline of an application: its kind and ids, no more."""

from datetime import datetime

from jobfutures.companies.models import Company
from jobfutures.companies.rules import may_read
from jobfutures.hiring.models import Application, Interview
from jobfutures.hiring.rules.turns import Side
from jobfutures.profiles.queries import is_blocked
from jobfutures.webhooks.commands.announcing import announce, has_listeners

# What a line of the timeline is called outside; what is not here, a company causes itself or is not told of.
KINDS = {
    "submit": "application.received",
    "withdraw": "application.withdrawn",
    "advance": "application.advanced",
    "accept": "application.offer_answered",
    "refuse": "application.offer_answered",
    "no_answer": "application.unanswered",
    "conclude": "scorecards.complete",
    "offer": "decision.made",
    "rescind": "decision.made",
    "decline": "decision.made",
    "decline_unseen": "decision.made",
    "propose": "interview.proposed",
    "repropose": "interview.proposed",
    "choose": "interview.chosen",
    "ask_other": "interview.other_times_asked",
    "move": "interview.other_times_asked",
    "cancel": "interview.cancelled",
    "complete": "interview.held",
    "miss_candidate": "interview.missed",
    "miss_company": "interview.missed",
}


def announce_line(
    application: Application, event: str, *, side: Side, interview: Interview | None = None, at: datetime
) -> None:
    """Tell the company's programs of one line, unless the company may see nothing of the person now."""
    kind = "application.message" if (event, side) == ("write", Side.CANDIDATE) else KINDS.get(event)
    if kind is None:
        return
    company = Company.objects.get(pk=application.company_id)
    candidate = application.candidate
    if not may_read(company.state) or candidate is None or not has_listeners(company):
        return
    if is_blocked(candidate, slug=company.slug, hosts=[company.host]):
        return
    ids = {"application": application.pk, "job": application.job_id}
    path, api = f"/hire/{company.slug}/applications/{application.pk}/", f"applications/{application.pk}"
    if interview is not None:
        ids["interview"] = interview.pk
        path, api = f"/hire/{company.slug}/interviews/{interview.pk}/", f"interviews/{interview.pk}"
    announce(company, kind, ids=ids, path=path, at=at, api=f"/api/v1/companies/{company.slug}/{api}")
