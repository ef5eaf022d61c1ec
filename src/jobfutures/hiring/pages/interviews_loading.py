"""What the pages of interviews load, and how they refuse."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.companies.models import Company
from jobfutures.disclosure.reading import reader_for
from jobfutures.hiring.commands.moving import CannotAct
from jobfutures.hiring.models import Application, Interview
from jobfutures.hiring.models.application import HIRING_ROLES
from jobfutures.hiring.queries.interviews import seen, with_all
from jobfutures.ledger.transitions import IllegalTransition

READING = ("GET", "HEAD")
BOTH = (*READING, "POST")
type Page = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Member:
    """Who of a company looks, and as what. version: of the interview, as the form that came was opened with."""

    request: SignedIn
    company: Company
    role: str

    @property
    def hires(self) -> bool:
        return self.role in HIRING_ROLES

    @property
    def version(self) -> str:
        return self.request.POST.get("version", "")


def of_member(*methods: str) -> Callable[[Page], Page]:
    """Make a page for members of a company; whoever is none gets 404 for any method."""

    def made(page: Page) -> Page:
        @wraps(page)
        @login_required
        @never_cache
        def found(request: SignedIn, company: str, **more: object) -> HttpResponse:
            reader = reader_for(request.user, company)
            if reader is None or reader.company is None:
                raise Http404
            member = Member(request, reader.company, reader.role)
            if "pk" not in more and request.method not in methods:
                return HttpResponseNotAllowed(methods)
            return page(member, **more)

        return found

    return made


def of_interview(*methods: str) -> Callable[[Page], Page]:
    """Make a page about an interview that a member sees; what is not theirs to see is 404 for any method."""

    def made(page: Page) -> Page:
        @of_member(*methods)
        def found(member: Member, pk: UUID) -> HttpResponse:
            row = seen(member.request.user, member.company, member.role, pk)
            if row is None:
                raise Http404
            if member.request.method not in methods:
                return HttpResponseNotAllowed(methods)
            return page(member, row)

        return found

    return made


def of_candidate(*methods: str) -> Callable[[Page], Page]:
    """Make a page about an interview of the viewer's own."""

    def made(page: Page) -> Page:
        @wraps(page)
        @login_required
        @never_cache
        def found(request: SignedIn, pk: UUID) -> HttpResponse:
            row = with_all(Interview.objects.visible_to(request.user).filter(pk=pk)).first()
            if row is None:
                raise Http404
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            return page(request, row)

        return found

    return made


def seen_application(member: Member, pk: UUID) -> Application:
    rows = Application.objects.seen_by(member.request.user, member.company, member.role).filter(pk=pk)
    found = rows.select_related("job__company", "candidate").first()
    if found is None:
        raise Http404
    return found


def attempt(act: Callable[[], object]) -> str:
    """Do it; return the sentence of a refusal, or an empty text."""
    try:
        act()
    except IllegalTransition:
        return _("This is not possible any more: the interview has moved on. Look at it as it is now.")
    except CannotAct as refusal:
        return str(refusal)
    return ""
