"""The first page of a profile, and its two pages of single facts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.profiles.commands.profiles import change_profile
from jobfutures.profiles.forms.about import AboutForm
from jobfutures.profiles.forms.wishes import WishesForm
from jobfutures.profiles.queries import profile_of
from jobfutures.profiles.showing import overview_of


@login_required
@require_safe
@never_cache
def overview(request: SignedIn) -> HttpResponse:
    return render(
        request,
        "profiles/overview.html",
        {"overview": overview_of(request.user)},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def about(request: SignedIn) -> HttpResponse:
    profile, email = profile_of(request.user), request.user.email
    form = AboutForm(request.POST if request.method == "POST" else None, profile=profile, account_email=email)
    return facts(request, form, "profiles/about.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def wishes(request: SignedIn) -> HttpResponse:
    form = WishesForm(request.POST if request.method == "POST" else None, profile=profile_of(request.user))
    return facts(request, form, "profiles/wishes.html")


def facts(request: SignedIn, form: AboutForm | WishesForm, template: str) -> HttpResponse:
    if form.is_bound and form.is_valid():
        change_profile(by=request.user, said=form.said(), at=timezone.now())
        messages.success(request, _("Saved. Nobody sees it before you share it."))
        return redirect("profiles:overview")
    return render(request, template, {"form": form}, status=422 if form.is_bound else 200)
