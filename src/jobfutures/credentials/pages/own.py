"""A person's own credentials: the list, one of them, and one copy of it, from which presentations are made."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.credentials import queries, words
from jobfutures.credentials.commands.withdrawing import note_copy
from jobfutures.credentials.forms import Note


@login_required
@never_cache
@require_safe
def credentials(request: SignedIn) -> HttpResponse:
    return render(request, "credentials/credentials.html", {"results": queries.results(request.user)})


@login_required
@never_cache
def credential(request: SignedIn, pk: UUID) -> HttpResponse:
    found = get_object_or_404(queries.own_credential(request.user), pk=pk)
    if request.method not in ("GET", "HEAD"):  # said to its owner only: for others there is no such page
        return HttpResponseNotAllowed(["GET", "HEAD"])
    context = {
        "credential": found,
        "statements": words.statements(found.facts, queries.titles()),
        "copies": found.copies.in_order().defer("token"),
    }
    return render(request, "credentials/credential.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: SignedIn, pk: UUID, number: int) -> HttpResponse:
    """One copy: a presentation is made of it in the browser; POST keeps a note on who has it."""
    found = get_object_or_404(queries.own_copy(request.user), credential=pk, number=number)
    form = Note(request.POST if request.method == "POST" else None, initial={"note": found.note})
    if form.is_valid():
        note_copy(by=request.user, copy=found, note=form.cleaned_data["note"])
        messages.success(request, _("Your note is kept."))
        return redirect("credentials:copy", pk, number)
    statements = words.statements(found.credential.facts, queries.titles())
    context = {"copy": found, "credential": found.credential, "statements": statements, "form": form}
    return render(request, "credentials/copy.html", context, status=422 if form.is_bound else 200)


@login_required
@never_cache
def text(request: SignedIn, pk: UUID, number: int) -> HttpResponse:
    """The copy as it was issued, to keep or for another wallet."""
    found = get_object_or_404(queries.own_copy(request.user), credential=pk, number=number)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    name = "badge.jwt" if found.credential.is_badge else f"copy-{number}.sd-jwt"
    response = HttpResponse(found.token, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
