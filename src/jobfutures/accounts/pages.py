"""A person's own pages. Signing up, in and out, and what opens the account, are allauth's pages."""

from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jobfutures.accounts import commands, forms, queries
from jobfutures.accounts.models import AccessToken
from jobfutures.accounts.signed_in import SignedIn
from jobfutures.accounts.tokens import CannotMakeToken, make_token, revoke_token


@login_required
def account(request: SignedIn) -> HttpResponse:
    return render(request, "accounts/account.html", {"overview": queries.overview(request.user, timezone.now())})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: SignedIn) -> HttpResponse:
    if request.method != "POST":
        return render(request, "accounts/export.html")
    at = timezone.now()
    response = HttpResponse(queries.export_archive(request.user, at), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="jobfutures-{at:%Y-%m-%d}.zip"'
    return response


@login_required
def deletion(request: SignedIn) -> HttpResponse:
    if request.method != "POST":
        return render(request, "accounts/deletion.html", {"form": forms.Deletion()})
    form = forms.Deletion(request.POST)
    if form.is_valid():
        try:
            commands.delete_account(by=request.user, at=timezone.now())
        except commands.CannotDelete as refusal:
            form.add_error(None, str(refusal))
        else:
            logout(request)
            messages.success(request, _("Your account is deleted, and everything in it. Goodbye, and good luck."))
            return redirect("/")
    return render(request, "accounts/deletion.html", {"form": form}, status=422)


@login_required
@require_POST
def session_end(request: SignedIn, pk: int) -> HttpResponse:
    session = get_object_or_404(UserSession.objects.filter(user=request.user), pk=pk)
    commands.end_session(by=request.user, session=session)
    messages.success(request, _("That device is signed out."))
    return redirect("usersessions_list")


@login_required
def tokens(request: SignedIn) -> HttpResponse:
    """List the tokens for the API and make one; its secret stands on the answer to that one form, and nowhere else."""
    form = forms.NewToken(request.POST if request.method == "POST" else None)
    secret = ""
    if form.is_valid():
        try:
            _made, secret = make_token(by=request.user, at=timezone.now(), **form.cleaned_data)
            form = forms.NewToken()
        except CannotMakeToken as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "secret": secret, "now": timezone.now()}
    context["tokens"] = AccessToken.objects.visible_to(request.user).order_by("-made_at")
    return render(request, "accounts/tokens.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def token_revocation(request: SignedIn, pk: UUID) -> HttpResponse:
    token = get_object_or_404(AccessToken.objects.visible_to(request.user), pk=pk)
    revoke_token(by=request.user, token=token, at=timezone.now())
    messages.success(request, _("The token is revoked: it opens nothing any more."))
    return redirect("accounts:tokens")
