"""One card after the other: the queue, an answer, taking it back, setting aside; and parcels from the browser."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from pydantic import ValidationError

from jobfutures.accounts.models import User
from jobfutures.accounts.signed_in import SignedIn
from jobfutures.guide.models import Card
from jobfutures.kit.public import public
from jobfutures.practice import queries, shown
from jobfutures.practice.commands import entries
from jobfutures.practice.commands.due import make_due
from jobfutures.practice.commands.parcels import take_parcel
from jobfutures.practice.forms import GRADES, PARCEL, AnswerForm
from jobfutures.practice.rules import AGAIN, GOOD, Act
from jobfutures.topics.models import Area

TEMPLATE = "practice/cards.html"


@require_http_methods(["GET", "HEAD", "POST"])
def cards(request: HttpRequest) -> HttpResponse:
    """The card of now. For visitors the page is the same for all: what they did lives in their browser."""
    if request.method == "POST":
        return answer(cast("SignedIn", request))
    if not isinstance(request.user, User):
        return visitor_cards(request)
    return own_cards(request, request.user, AnswerForm(initial={"key": uuid4()}))


@public("area")
def visitor_cards(request: HttpRequest) -> HttpResponse:
    areas = queries.practised_areas()
    wanted = chosen_area(request.GET)
    return render(request, TEMPLATE, {"areas": areas, "area": wanted, "grades": grades(four=False)})


def chosen_area(address: QueryDict) -> Area | None:
    """Return the area that the address names; a name that is none is as good as no name."""
    slug = address.get("area")
    return next((area for area in queries.practised_areas() if area.slug == slug), None) if slug else None


def grades(*, four: bool) -> Mapping[int, str]:
    return {grade: str(label) for grade, label in GRADES if four or grade in (AGAIN, GOOD)}


def own_cards(request: HttpRequest, person: User, form: AnswerForm, status: int = 200) -> HttpResponse:
    at = timezone.now()
    wanted, area = queries.preference_of(person), chosen_area(request.GET)
    queue = queries.queue(person, wanted, at, area=area)
    first = queue.cards[0] if queue.cards else None
    offered = grades(four=wanted.four_grades)
    context: dict[str, Any] = {
        "form": form,
        "area": area,
        "queue": queue,
        "first": first and shown.card_facts(first.card),
        "cards": [shown.waiting_facts(waiting) for waiting in queue.cards],
        "grades": offered,
        "waits": shown.waits(first.memory, list(offered), at) if first else {},
        "coming": queries.due_forecast(person, at) if not first else [],
    }
    response = render(request, TEMPLATE, context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


@login_required
@never_cache
def answer(request: SignedIn) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("That answer could not be read. Nothing was changed; here is the card again."))
        return own_cards(request, request.user, form, status=422)
    card = named_card(form.cleaned_data["card"])
    entries.grade_card(
        by=request.user, card=card, grade=form.cleaned_data["grade"], key=form.cleaned_data["key"], at=timezone.now()
    )
    return redirect(request.get_full_path())


def named_card(name: str) -> Card:
    """Return the card called `question/card`, or answer 404."""
    question_id, _slash, slug = name.partition("/")
    return get_object_or_404(queries.live_cards(), question=question_id, slug=slug)


@login_required
@require_POST
def withdrawal(request: SignedIn) -> HttpResponse:
    """Take the last answer back."""
    if entries.undo_last(by=request.user, at=timezone.now()) is None:
        messages.info(request, _("There is no answer of the last day to take back."))
    return redirect("practice:cards")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def suspension(request: SignedIn, question_id: str, slug: str) -> HttpResponse:
    """POST: set a card aside, or take it up again; GET leads to the list of what is set aside."""
    if request.method == "POST":
        act = Act.RESUMED if "resume" in request.POST else Act.SUSPENDED
        entries.add_entry(by=request.user, card=named_card(f"{question_id}/{slug}"), act=act, at=timezone.now())
        return redirect("practice:set_aside" if act is Act.RESUMED else "practice:cards")
    return redirect("practice:set_aside")


@login_required
@require_POST
def due(request: SignedIn) -> HttpResponse:
    """Make the cards of the named questions due now; names that are none are passed over."""
    number = make_due(by=request.user, questions=request.POST.getlist("question"), at=timezone.now())
    words = ngettext("%(number)s card is due now.", "%(number)s cards are due now.", number)
    messages.success(request, words % {"number": number})
    return redirect("practice:cards")


@login_required
@require_POST
def reset(request: SignedIn, question_id: str, slug: str) -> HttpResponse:
    """Begin anew with one card, as if it had never been seen. The log keeps what was."""
    card = named_card(f"{question_id}/{slug}")
    entries.add_entry(by=request.user, card=card, act=Act.RESET, at=timezone.now())
    return redirect("practice:cards")


@login_required
@require_safe
@never_cache
def set_aside(request: SignedIn) -> HttpResponse:
    rows = queries.set_aside(request.user)[:500]
    return render(request, "practice/set_aside.html", {"cards": [shown.card_facts(memory.card) for memory in rows]})


@public()
def deck(request: HttpRequest, area_slug: str) -> HttpResponse:
    """The cards of one area, for the browser; the same for everybody."""
    area = get_object_or_404(Area, slug=area_slug)
    response = JsonResponse({"cards": [shown.card_facts(card) for card in queries.deck(area)]})
    response.headers["Cache-Control"] = "private, max-age=0, must-revalidate"
    return response


@login_required
@require_POST
@never_cache
def log(request: SignedIn) -> HttpResponse:
    """Take what a browser brings: all of it or, with a sentence, nothing."""
    if request.content_type != "application/json":
        return refused(_("A parcel is sent as application/json."))
    try:
        parcel = PARCEL.validate_json(request.body)
        kept = take_parcel(
            by=request.user,
            entries=[entry.brought() for entry in parcel.entries],
            tellings=[telling.told() for telling in parcel.tellings],
            predicted=[one.predicted() for one in parcel.predictions],
            reviewed=[one.reviewed() for one in parcel.reviews],
            at=timezone.now(),
        )
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(part) for part in fault["loc"])
        return refused(_("The parcel could not be read at %(where)s: %(why)s.") % {"where": where, "why": fault["msg"]})
    except entries.CannotKeep as refusal:
        return refused(str(refusal))
    return JsonResponse({"kept": [str(key) for key in kept]})


def refused(sentence: str, status: int = 422) -> HttpResponse:
    return JsonResponse({"detail": sentence}, status=status, content_type="application/problem+json")
