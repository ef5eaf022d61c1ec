"""Sharing: choose, look at exactly what would be seen, and share that."""

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
from jobfutures.disclosure import commands, forms
from jobfutures.disclosure.payload import digest_of, parts_of, values_of
from jobfutures.sharing import rules
from jobfutures.sharing.choices import CannotShare
from jobfutures.sharing.labels import named
from jobfutures.sharing.models import Request
from jobfutures.sharing.notice import notice

METHODS = ["GET", "HEAD", "POST"]


@login_required
@never_cache
@require_http_methods(METHODS)
def share(request: SignedIn) -> HttpResponse:
    """Share with a company or one person, unasked."""
    return sharing(request, None)


@login_required
@never_cache
@require_http_methods(METHODS)
def answer(request: SignedIn, pk: UUID) -> HttpResponse:
    """Share because a company asked; which of the fields is the owner's choice."""
    waiting = Request.objects.visible_to(request.user).waiting(timezone.now()).select_related("company")
    return sharing(request, get_object_or_404(waiting, pk=pk))


def sharing(request: SignedIn, asked: Request | None) -> HttpResponse:
    if request.method != "POST":
        return page(request, forms.Share(owner=request.user, asked=asked), asked)
    form = forms.Share(request.POST, owner=request.user, asked=asked)
    if not form.is_valid():
        return page(request, form, asked, status=422)
    if not form.cleaned_data["preview"] or "change" in request.POST:
        return preview(request, form, asked)
    try:
        grant = commands.give(
            by=request.user, choice=form.choice(), preview=form.cleaned_data["preview"], request=asked,
            key=form.cleaned_data["key"], at=timezone.now(),
        )  # fmt: skip
    except commands.StalePreview:
        return preview(request, form, asked, is_stale=True, status=409)
    except CannotShare as refusal:
        form.add_error(None, str(refusal))
        return page(request, form, asked, status=409)
    messages.success(request, _("Shared. You can end it here at any moment."))
    return redirect(grant)


def page(request: SignedIn, form: forms.Share, asked: Request | None, status: int = 200) -> HttpResponse:
    context = {"form": form, "asked": asked, "wanted": named(asked.fields) if asked else ""}
    return render(request, "disclosure/share.html", context, status=status)


def preview(
    request: SignedIn, form: forms.Share, asked: Request | None, *, is_stale: bool = False, status: int = 200
) -> HttpResponse:
    """Show what the reader would see, from the same payload and by the same template as their page."""
    choice = form.choice()
    values = values_of(request.user, choice.fields)
    context = {
        "parts": parts_of(asked.fields if asked else rules.kinds_of(choice.fields), values),
        "digest": digest_of(values),
        "choice": choice,
        "until": choice.expires_at(timezone.now()),
        "posted": [(name, value) for name, values in request.POST.lists() for value in values if name in form.fields],
        "asked": asked,
        "notice": notice(),
        "is_stale": is_stale,
    }
    return render(request, "disclosure/preview.html", context, status=status)
