"""Taking a practice along and bringing it back: the whole of it as JSON, its cards as a deck for Anki."""

from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.practice import queries
from jobfutures.practice.anki import package
from jobfutures.practice.commands.entries import CannotKeep
from jobfutures.practice.commands.importing import import_practice
from jobfutures.practice.forms import ImportForm
from jobfutures.practice.personal import practice_of


@login_required
@require_safe
@never_cache
def file(request: SignedIn) -> HttpResponse:
    """The whole practice, without loss."""
    return download(practice_of(request.user).model_dump_json().encode(), "application/json", "practice.json")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def import_file(request: HttpRequest) -> HttpResponse:
    person = cast("SignedIn", request).user
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    imported = None
    if form.is_valid():
        try:
            imported = import_practice(by=person, practice=form.cleaned_data["file"], at=timezone.now())
        except CannotKeep as refusal:
            form.add_error("file", str(refusal))
    status = 422 if form.errors else 200
    return render(request, "practice/import.html", {"form": form, "imported": imported}, status=status)


@login_required
@require_safe
@never_cache
def anki(request: SignedIn) -> HttpResponse:
    """A deck of all cards, or with `?cards=mine` of the areas that the person practises or plans for."""
    cards = queries.live_cards().order_by(
        "question__area__section__position", "question__area__position", "question__position", "position"
    )
    if request.GET.get("cards") == "mine":
        cards = cards.filter(question__area__in=queries.own_areas(request.user))
    deck = package(cards, site=settings.SITE_NAME, address=settings.SITE_ADDRESS, at=timezone.now())
    return download(deck, "application/octet-stream", "jobfutures.apkg")


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
