"""Taking a JSON Resume in: bring it, look at what it would do, say yes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.profiles.commands.importing import (
    CannotTake,
    Way,
    bring_parcel,
    planned,
    seal_of,
    take_parcel,
    throw_parcel_away,
)
from jobfutures.profiles.forms.imports import ResumeForm
from jobfutures.profiles.models import Parcel
from jobfutures.profiles.queries import parcel_of
from jobfutures.profiles.showing import plan_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def bring(request: SignedIn) -> HttpResponse:
    form = ResumeForm(request.POST, request.FILES) if request.method == "POST" else ResumeForm()
    if form.is_bound and form.is_valid():
        bring_parcel(by=request.user, text=form.cleaned_data["text"], at=timezone.now())
        return redirect(f"{reverse('profiles:plan')}?way={form.cleaned_data['way']}")
    context = {"form": form, "waiting": parcel_of(request.user)}
    return render(request, "profiles/import.html", context, status=422 if form.is_bound else 200)


def way_of(said: str | None) -> Way:
    return Way.REPLACE if said == Way.REPLACE else Way.MERGE


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def plan(request: SignedIn) -> HttpResponse:
    """What the file that waits would do; saying yes does it."""
    parcel = parcel_of(request.user)
    if request.method != "POST":
        if parcel is None:
            raise Http404
        return plan_page(request, parcel, way_of(request.GET.get("way")))
    way = way_of(request.POST.get("way"))
    try:
        take_parcel(by=request.user, way=way, seal=request.POST.get("seal", ""), at=timezone.now())
    except CannotTake as refusal:
        messages.error(request, str(refusal))
        return plan_page(request, parcel, way, status=409) if parcel else redirect("profiles:import")
    messages.success(request, _("Taken in. Nobody sees any of it before you share it."))
    return redirect("profiles:overview")


def plan_page(request: SignedIn, parcel: Parcel, way: Way, status: int = 200) -> HttpResponse:
    _then, found = planned(request.user, parcel, way)
    context = {"parts": plan_of(found), "way": way.value, "seal": seal_of(found, parcel), "parcel": parcel}
    return render(request, "profiles/plan.html", context, status=status)


@login_required
@require_POST
@never_cache
def withdrawal(request: SignedIn) -> HttpResponse:
    throw_parcel_away(by=request.user)
    messages.success(request, _("The file was thrown away. Your profile is as it was."))
    return redirect("profiles:import")
