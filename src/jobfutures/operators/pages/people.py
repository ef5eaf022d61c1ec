"""People, for operators: whether there is an account and how it is kept."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobfutures.accounts.models import User
from jobfutures.accounts.signed_in import SignedIn, operator_only
from jobfutures.operators.commands import people as commands
from jobfutures.operators.forms.people import Erasure, Named, Reason
from jobfutures.operators.queries.openings import open_for, title_of
from jobfutures.operators.queries.people import metadata, person_named


@operator_only
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: SignedIn) -> HttpResponse:
    """Find one account; by POST, so that the address stays out of histories and logs."""
    form = Named(request.POST if request.method == "POST" else None)
    if form.is_valid():
        found = person_named(form.cleaned_data["who"])
        if found:
            return redirect("operators:person", found.pk)
        form.add_error("who", _("No account has this address or id. Nothing was changed."))
    return render(request, "operators/people.html", {"form": form}, status=422 if form.errors else 200)


@operator_only
@require_safe
def person(request: SignedIn, person: UUID) -> HttpResponse:
    return person_page(request, get_object_or_404(User.objects.all(), pk=person))


def person_page(request: SignedIn, found: User, status: int = 200, **forms: Any) -> HttpResponse:
    openings = [(one, title_of(one.part)) for one in open_for(request.user, found, timezone.now())]
    context = {
        "person": found, "metadata": metadata(found), "openings": openings,
        "reason": Reason(), "erasure": Erasure(), "is_self": found == request.user, **forms,
    }  # fmt: skip
    return render(request, "operators/person.html", context, status=status)


def act_page(act: Callable[..., None], said: Promise) -> Callable[..., HttpResponse]:
    """Make the page behind one button: `said` is what it answers once the act is done."""

    @operator_only
    @require_POST
    def page(request: SignedIn, person: UUID) -> HttpResponse:
        found = get_object_or_404(User.objects.all(), pk=person)
        try:
            act(by=request.user, person=found, at=timezone.now())
        except commands.CannotAct as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, str(said))
        return redirect("operators:person", found.pk)

    return page


end_sessions = act_page(commands.end_sessions, gettext_lazy("Every device of this account is signed out."))
reset_link = act_page(commands.send_reset_link, gettext_lazy("A link to choose a new password is on its way."))
export = act_page(commands.hand_over_export, gettext_lazy("A letter shows the person the way to all their data."))
deactivation = act_page(commands.deactivate, gettext_lazy("The account is closed. Nothing in it was deleted."))
reactivation = act_page(commands.reactivate, gettext_lazy("The account is open again."))


@require_POST
def erasure(request: SignedIn, person: UUID) -> HttpResponse:
    found = get_object_or_404(User.objects.all(), pk=person)
    form = Erasure(request.POST)
    if form.is_valid():
        try:
            commands.erase_person(by=request.user, person=found, at=timezone.now(), **form.cleaned_data)
        except commands.CannotAct as refusal:
            form.add_error("address", str(refusal))
        else:
            messages.success(request, _("The account is erased, and everything in it."))
            return redirect("operators:people")
    return person_page(request, found, 422, erasure=form)
