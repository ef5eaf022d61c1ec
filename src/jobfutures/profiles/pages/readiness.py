"""How ready one is for a role; for the person alone."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.profiles.readiness import readiness_of
from jobfutures.profiles.readiness_form import RoleForm
from jobfutures.topics.models import Level


@login_required
@require_safe
@never_cache
def readiness(request: SignedIn) -> HttpResponse:
    """For the role and level that the address names, else those of the practice plan, else only the choice."""
    form = RoleForm(request.GET, person=request.user)
    context: dict[str, Any] = {"form": form, "ready": None}
    if form.is_valid():
        said = form.cleaned_data
        context["ready"] = readiness_of(request.user, said["role"], Level(said["level"]), timezone.now())
    return render(request, "profiles/readiness.html", context, status=422 if form.errors else 200)
