"""The lists of a profile: one list with a form to add to it, one entry, its place, its end."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.profiles import labels
from jobfutures.profiles.commands.items import CannotKeep, add_item, change_item, delete_item, move_item
from jobfutures.profiles.forms.items import ItemForm, form_for
from jobfutures.profiles.models import Item
from jobfutures.profiles.queries import items_of
from jobfutures.profiles.showing import item_rows, shown_title


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def items(request: SignedIn, section: str) -> HttpResponse:
    form = form_for(section)(request.POST if request.method == "POST" else None, section=section)
    if form.is_bound and form.is_valid():
        try:
            add_item(
                by=request.user, section=section, said=form.said(), key=form.cleaned_data["key"], at=timezone.now()
            )
        except CannotKeep as refusal:
            form.add_error(None, str(refusal))
            return items_page(request, section, form, status=409)
        messages.success(request, _("Added. Nobody sees it before you share it."))
        return redirect("profiles:items", section)
    return items_page(request, section, form, status=422 if form.is_bound else 200)


def items_page(request: SignedIn, section: str, form: ItemForm, status: int) -> HttpResponse:
    context = {**words(section), "form": form, "rows": item_rows(section, list(items_of(request.user, section)))}
    return render(request, "profiles/items.html", context, status=status)


def words(section: str) -> dict[str, object]:
    return {
        "section": section,
        "title": labels.SECTIONS[section],
        "explained": labels.EXPLAINED[section],
        "add": labels.ADD[section],
    }


def own(request: SignedIn, section: str, pk: UUID) -> Item:
    """Return an entry of this person, or answer 404."""
    return get_object_or_404(items_of(request.user, section), pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def item(request: SignedIn, section: str, pk: UUID) -> HttpResponse:
    stored = own(request, section, pk)
    form = form_for(section)(request.POST if request.method == "POST" else None, section=section, item=stored)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            change_item(by=request.user, section=section, item=stored, said=form.said(), at=timezone.now())
        except CannotKeep as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("Saved. Nobody sees it before you share it."))
            return redirect("profiles:items", section)
    context = {**words(section), "form": form, "item": stored, "name": shown_title(section, stored)}
    return render(request, "profiles/item.html", context, status=status)


@login_required
@require_POST
@never_cache
def moves(request: SignedIn, section: str, pk: UUID) -> HttpResponse:
    """Put an entry at the place that the form names."""
    stored = own(request, section, pk)
    place = request.POST.get("to", "")
    if place.isascii() and place.isdigit() and len(place) <= 4:
        move_item(by=request.user, section=section, item=stored, to=int(place), at=timezone.now())
    return redirect("profiles:items", section)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def deletion(request: SignedIn, section: str, pk: UUID) -> HttpResponse:
    stored = own(request, section, pk)
    if request.method == "POST":
        delete_item(by=request.user, section=section, item=stored, at=timezone.now())
        messages.success(request, _("Deleted."))
        return redirect("profiles:items", section)
    context = {**words(section), "item": stored, "name": shown_title(section, stored)}
    return render(request, "profiles/item_deletion.html", context)
