"""Somebody's saved searches, and the end of the letters about them."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.jobs.commands import saved as commands
from jobfutures.jobs.forms_saved import NewSavedForm, SavedForm
from jobfutures.jobs.models import SavedSearch
from jobfutures.jobs.queries.saved import own_searches


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def saved_searches(request: SignedIn) -> HttpResponse:
    form = NewSavedForm(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            commands.save_search(by=request.user, at=timezone.now(), **form.cleaned_data)
        except commands.CannotSave as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("The search is saved. Only you see it."))
            return redirect("jobs:saved_searches")
    context = {"form": form if form.is_bound else None, "kept": own_searches(request.user)}
    return render(request, "jobs/saved.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def saved_search(request: SignedIn, pk: UUID) -> HttpResponse:
    found = get_object_or_404(SavedSearch.objects.visible_to(request.user), pk=pk)
    said = {"name": found.name, "alerts": found.alerts}
    form = SavedForm(request.POST if request.method == "POST" else None, initial=said)
    if form.is_bound and form.is_valid():
        commands.change_search(by=request.user, pk=pk, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("jobs:saved_searches")
    context = {"form": form, "saved": found}
    return render(request, "jobs/saved_search.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
@never_cache
def saved_search_deletion(request: SignedIn, pk: UUID) -> HttpResponse:
    found = get_object_or_404(SavedSearch.objects.visible_to(request.user), pk=pk)
    commands.delete_search(by=request.user, saved=found, at=timezone.now())
    messages.success(request, _("The search was deleted."))
    return redirect("jobs:saved_searches")


@csrf_exempt  # a mail program posts without a page of ours; the signed token is the proof, and it can end letters only
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def alerts_ending(request: HttpRequest, token: str) -> HttpResponse:
    person = commands.person_of(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        commands.end_alerts(person=person, at=timezone.now())
    return render(request, "jobs/alerts_ending.html", {"is_done": request.method == "POST"})
