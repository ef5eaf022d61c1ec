"""An owner's look at cards before all are in. What it shows is in the answer to its form, and at no address."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.companies.models import MemberRole
from jobfutures.hiring.commands.peeks import CannotPeek, peek_cards
from jobfutures.hiring.forms.cards import PeekForm
from jobfutures.hiring.pages.cards import cards_shown, seen
from jobfutures.hiring.queries.cards import peeked


@login_required
@never_cache
@require_POST
def peek(request: SignedIn, company: str, pk: UUID) -> HttpResponse:
    by, interview = seen(request, company, pk)
    if by.role != MemberRole.OWNER:
        raise PermissionDenied
    form = PeekForm(request.POST)
    if not form.is_valid():
        return cards_shown(request, by, interview, status=422, peek=form)
    try:
        peek_cards(by=request.user, interview=interview, why=form.cleaned_data["why"], at=timezone.now())
    except CannotPeek as refusal:
        return cards_shown(request, by, interview, status=409, refusal=str(refusal), peek=form)
    return cards_shown(request, by, interview, peeked=peeked(interview))
