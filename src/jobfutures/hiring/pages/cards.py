"""Pages of scorecards: one's own, and those of an interview that are open."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.disclosure.reading import Reader, reader_for
from jobfutures.hiring.commands.cards import CannotWrite, amend_card, save_card, submit_card, waive_card
from jobfutures.hiring.commands.moving import refusal_of
from jobfutures.hiring.forms.cards import AmendmentForm, CardForm, PeekForm, WaiverForm
from jobfutures.hiring.models import Interview, Scorecard
from jobfutures.hiring.queries.cards import cards_page, criteria_of, interview_seen, said_now, written_in
from jobfutures.hiring.rules.scorecards import DONE, IN, Written
from jobfutures.ledger.transitions import IllegalTransition

READING = ["GET", "HEAD"]
METHODS = [*READING, "POST"]


def seen(request: SignedIn, company: str, pk: UUID) -> tuple[Reader, Interview]:
    """Return the viewer as a member, and an interview that they see. Raises Http404."""
    by = reader_for(request.user, company)
    found = by and interview_seen(by, pk)
    if not by or not found:
        raise Http404
    return by, found


def own_card(request: SignedIn, interview: Interview) -> Scorecard | None:
    found = Scorecard.objects.visible_to(request.user).filter(interview=interview).first()
    if found:
        found.interview = interview
    elif request.method == "POST":
        raise PermissionDenied
    return found


@login_required
@never_cache
@require_http_methods(METHODS)
def card(request: SignedIn, company: str, pk: UUID) -> HttpResponse:
    """The viewer's own card, while they write it."""
    _by, interview = seen(request, company, pk)
    found = own_card(request, interview)
    if found is None or (request.method != "POST" and found.state in DONE):
        return redirect("hiring:cards", company, pk)
    form = form_of(CardForm, request, found, written_in(found))
    if request.method != "POST":
        return card_page(request, found, form)
    if not form.is_valid():
        return card_page(request, found, form, status=422)
    act, told = (submit_card, _("Your card is in.")) if "submit" in request.POST else (save_card, _("Draft kept."))
    try:
        made = act(by=request.user, card=found, written=form.written(), version=version(form), at=timezone.now())
    except CannotWrite as refusal:
        return refused(request, found, form, refusal)
    messages.success(request, told)
    return redirect("hiring:cards" if made.state in IN else "hiring:card", company, pk)


@login_required
@never_cache
@require_http_methods(METHODS)
def amendment(request: SignedIn, company: str, pk: UUID) -> HttpResponse:
    """What an author would say differently; the card stays as it was, beside it."""
    _by, interview = seen(request, company, pk)
    found = own_card(request, interview)
    if found is None or (request.method != "POST" and found.state not in IN):
        return redirect("hiring:cards", company, pk)
    form = form_of(AmendmentForm, request, found, said_now(found))
    if request.method != "POST":
        return card_page(request, found, form)
    if not form.is_valid():
        return card_page(request, found, form, status=422)
    facts = {"written": form.written(), "reason": form.cleaned_data["reason"], "version": version(form)}
    try:
        amend_card(by=request.user, card=found, at=timezone.now(), **facts)
    except CannotWrite as refusal:
        return refused(request, found, form, refusal)
    messages.success(request, _("Amended. The card stays as it was, and this stands beside it."))
    return redirect("hiring:cards", company, pk)


def form_of[Form: CardForm](kind: type[Form], request: SignedIn, found: Scorecard, written: Written) -> Form:
    kit = found.interview.kit
    return kind(
        request.POST if request.method == "POST" else None, written=written, version=found.changed_at.isoformat(),
        criteria=criteria_of(kit), questions=list(kit.questions.order_by("position")),
    )  # fmt: skip


def version(form: CardForm) -> str:
    return str(form.cleaned_data["version"])


def refused(request: SignedIn, found: Scorecard, form: CardForm, refusal: CannotWrite) -> HttpResponse:
    form.tell(str(refusal), refusal.faults)
    return card_page(request, found, form, status=422 if refusal.faults else 409)


def card_page(request: SignedIn, found: Scorecard, form: CardForm, *, status: int = 200) -> HttpResponse:
    interview = found.interview
    context = {
        "company": interview.application.job.company,
        "interview": interview,
        "form": form,
        "is_amendment": isinstance(form, AmendmentForm),
    }
    return render(request, "hiring/card.html", context, status=status)


@login_required
@never_cache
def cards(request: SignedIn, company: str, pk: UUID) -> HttpResponse:
    """Who of the panel has written; and what, once every card is in."""
    by, interview = seen(request, company, pk)
    if request.method not in READING:
        return HttpResponseNotAllowed(READING)
    return cards_shown(request, by, interview)


def cards_shown(
    request: SignedIn, by: Reader, interview: Interview, *, status: int = 200, refusal: str = "", **forms: object
) -> HttpResponse:
    context = {
        "company": by.company,
        "page": cards_page(by, interview),
        "at": timezone.now(),
        "refusal": refusal,
        "waiver": WaiverForm(),
        "peek": PeekForm(),
        **forms,
    }
    return render(request, "hiring/cards.html", context, status=status)


@login_required
@never_cache
@require_POST
def waiver(request: SignedIn, company: str, pk: UUID, card: UUID) -> HttpResponse:
    """Wait no longer for a card."""
    by, interview = seen(request, company, pk)
    found = get_object_or_404(Scorecard.objects.filter(interview=interview), pk=card)
    found.interview = interview
    form = WaiverForm(request.POST)
    if not form.is_valid():
        return cards_shown(request, by, interview, status=422, waiver=form, waived=found.pk)
    try:
        waive_card(by=request.user, card=found, reason=form.cleaned_data["reason"], at=timezone.now())
    except CannotWrite as refusal:
        return cards_shown(request, by, interview, status=409, refusal=str(refusal), waiver=form, waived=found.pk)
    except IllegalTransition as refusal:
        return cards_shown(request, by, interview, status=409, refusal=refusal_of(refusal))
    messages.success(request, _("Waived. Nobody waits for this card any more."))
    return redirect("hiring:cards", company, pk)
