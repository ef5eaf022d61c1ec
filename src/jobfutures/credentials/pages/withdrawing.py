"""Withdrawing copies and deleting credentials: each asks once."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.credentials import queries
from jobfutures.credentials.commands.withdrawing import delete_credential, revoke_copies

reads_or_posts = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@never_cache
@reads_or_posts
def copy(request: SignedIn, pk: UUID, number: int) -> HttpResponse:
    found = get_object_or_404(queries.own_copy(request.user), credential=pk, number=number)
    if request.method != "POST":
        context = {"credential": found.credential, "copy": found}
        return render(request, "credentials/withdrawal.html", context)
    revoke_copies(by=request.user, credential=found.credential, numbers=[number], at=timezone.now())
    messages.success(request, _("Copy %(number)d is withdrawn.") % {"number": number})
    return redirect("credentials:credential", pk)


@login_required
@never_cache
@reads_or_posts
def withdrawal(request: SignedIn, pk: UUID) -> HttpResponse:
    found = get_object_or_404(queries.own_credential(request.user), pk=pk)
    if request.method != "POST":
        return render(request, "credentials/withdrawal.html", {"credential": found})
    revoke_copies(by=request.user, credential=found, at=timezone.now())
    messages.success(request, _("Every copy is withdrawn."))
    return redirect("credentials:credential", pk)


@login_required
@never_cache
@reads_or_posts
def deletion(request: SignedIn, pk: UUID) -> HttpResponse:
    found = get_object_or_404(queries.own_credential(request.user), pk=pk)
    if request.method != "POST":
        return render(request, "credentials/deletion.html", {"credential": found})
    delete_credential(by=request.user, credential=found, at=timezone.now())
    messages.success(request, _("The credential is deleted, and every copy of it withdrawn."))
    return redirect("credentials:credentials")
