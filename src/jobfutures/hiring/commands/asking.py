"""A company asks an applicant to share something. It is never a condition, and tells the company nothing."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.tasks import task
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.hiring.commands.moving import CannotAct, add_line, check_hires, locked
from jobfutures.hiring.models import Application, Asked
from jobfutures.hiring.queries.asking import requests_of
from jobfutures.hiring.rules.applications import LIVE
from jobfutures.hiring.rules.turns import Side
from jobfutures.profiles.queries import is_blocked
from jobfutures.sharing import commands as sharing
from jobfutures.sharing.models import Request


@transaction.atomic
def ask_applicant(
    *, by: User, application: Application, fields: Collection[str], purpose: str, message: str, key: UUID, at: datetime
) -> Request:
    """Ask for fields of the registry; whether there is anything in them is not told. Raises CannotAct.

    Who it is for is looked up by the worker, as for any other request: a refusal, a silence and a block look alike.
    """
    company = application.job.company
    check_hires(by, company)
    found = locked(application)
    if found.state not in LIVE:
        raise CannotAct(_("The application has ended; nothing more is asked for it."))
    before = requests_of(found)
    is_known = before.filter(key=key).exists()
    try:
        request = sharing.store_request(
            by=by, company=company, email="", fields=fields, purpose=purpose, message=message, key=key, at=at,
            among=before,
        )  # fmt: skip
    except sharing.CannotAct as refusal:
        raise CannotAct(str(refusal)) from None
    if not is_known:
        Asked.objects.create(application=found, request=request)
        add_line(found, "ask", side=Side.COMPANY, by=by, at=at)
        bring_asked.enqueue(str(request.pk))
    return request


@task
def bring_asked(request_id: str) -> None:
    """Bring a request before the applicant, unless they hide from the company by now. Safe to repeat."""
    rows = Asked.objects.select_related("request", "application__candidate", "application__job__company")
    asked = rows.filter(request=UUID(request_id), request__candidate=None, request__answered_at=None).first()
    if asked is None or asked.application.candidate is None:
        return
    candidate, company = asked.application.candidate, asked.application.job.company
    if candidate.is_active and not is_blocked(candidate, slug=company.slug, hosts=[company.host]):
        sharing.bring_to(request=asked.request, candidate=candidate)
