"""One application before the eyes of the company, and what it does with it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.disclosure.reading import Reader
from jobfutures.hiring.commands import answering as commands
from jobfutures.hiring.commands.moving import CannotAct, check_hires, refusal_of
from jobfutures.hiring.forms.answering import Decline, Message
from jobfutures.hiring.models import Application, ReasonCode
from jobfutures.hiring.models.application import HIRING_ROLES
from jobfutures.hiring.pages.reading import read_only
from jobfutures.hiring.pages.receiving import member_of
from jobfutures.hiring.queries.answering import found_for, shown
from jobfutures.ledger.transitions import IllegalTransition


@dataclass(frozen=True)
class Case:
    """What a page or an act is about: the request, who asks, which application."""

    request: SignedIn
    reader: Reader
    application: Application
    forms: dict[str, Any] = field(default_factory=dict)


type Act = Callable[[Case], HttpResponse]
type Page = Callable[..., HttpResponse]


def case_of(request: SignedIn, company: str, pk: UUID) -> Case:
    """Raises Http404 for what the viewer does not see."""
    reader, _company = member_of(request, company)
    application = found_for(reader, pk)
    if application is None:
        raise Http404
    return Case(request, reader, application)


def is_a_look(request: SignedIn) -> bool:
    """Tell a person who looks from a browser that fetches ahead."""
    ahead = f"{request.headers.get('Sec-Purpose', '')} {request.headers.get('Purpose', '')}"
    return request.method == "GET" and "prefetch" not in ahead.lower()


@login_required
@never_cache
@read_only
def company_application(request: SignedIn, company: str, pk: UUID) -> HttpResponse:
    """The first look of somebody who hires opens it, and the candidate is told."""
    case = case_of(request, company, pk)
    if case.reader.role in HIRING_ROLES and case.application.state == "SUBMITTED" and is_a_look(request):
        commands.open_application(by=request.user, application=case.application, at=timezone.now())
        case = case_of(request, company, pk)
    return page(case)


def page(case: Case, *, refusal: str = "", status: int = 200, **forms: Any) -> HttpResponse:
    """Show an application; forms: those that were not taken, with what was typed."""
    found = shown(case.reader, case.application, timezone.now())
    decline_form = forms.get("decline") or (decline_form_of(case) if found.may_decline else None)
    if decline_form:
        decline_form.renew(version=found.version)
    context = {
        "company": case.application.job.company, "shown": found, "refusal": refusal, "decline": decline_form,
        "message": forms.get("message") or (Message(auto_id="message_%s") if found.may_write else None),
    }  # fmt: skip
    return render(case.request, "hiring/company_application.html", context, status=status)


def decline_form_of(case: Case, said: Any = None) -> Decline:
    return Decline(said, topics=case.application.job.topics.order_by("section__position", "position", "pk"))


def act(does: Act) -> Page:
    """Make a page of an act. What came too late is answered with the application as it stands, and the reason."""

    @login_required
    @never_cache
    @require_POST
    def posted(request: SignedIn, company: str, pk: UUID) -> HttpResponse:
        case = case_of(request, company, pk)
        check_hires(request.user, case.application.job.company)
        try:
            return does(case)
        except IllegalTransition as refusal:
            return refused(case, refusal_of(refusal))
        except CannotAct as refusal:
            return refused(case, str(refusal))

    return posted


def refused(case: Case, sentence: str) -> HttpResponse:
    """Say why, and give back what was typed, for the application as it is now."""
    now = case_of(case.request, case.application.job.company.slug, case.application.pk)
    return page(now, refusal=sentence, status=409, **case.forms)


def done(case: Case, sentence: str) -> HttpResponse:
    messages.success(case.request, sentence)
    return redirect(case.application.company_address())


@act
def company_message(case: Case) -> HttpResponse:
    form = Message(case.request.POST, auto_id="message_%s")
    case.forms["message"] = form
    if not form.is_valid():
        return page(case, status=422, message=form)
    commands.write_message(by=case.request.user, application=case.application, at=timezone.now(), **form.cleaned_data)
    return done(case, _("Sent. It stands in the timeline that both of you see."))


@act
def advance(case: Case) -> HttpResponse:
    version = case.request.POST.get("version", "")
    commands.advance_application(by=case.request.user, application=case.application, version=version, at=timezone.now())
    return done(case, _("They were told. Propose times for the first interview next."))


@act
def decline(case: Case) -> HttpResponse:
    form = decline_form_of(case, case.request.POST)
    case.forms["decline"] = form
    if not form.is_valid():
        return page(case, status=422, decline=form)
    said = form.cleaned_data
    no = commands.No(ReasonCode(said["reason"]), said["message"], said["topic"])
    commands.decline_application(
        by=case.request.user, application=case.application, no=no, version=said["version"], at=timezone.now()
    )
    return done(case, _("They were told, with your words."))
