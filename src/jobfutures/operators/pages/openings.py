"""Breaking the glass: an operator's pages, and the page on which the person sees it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jobfutures.accounts.models import User
from jobfutures.accounts.queries import as_json
from jobfutures.accounts.signed_in import SignedIn, operator_only
from jobfutures.operators.commands import openings as commands
from jobfutures.operators.forms.people import Reason
from jobfutures.operators.models import Opening
from jobfutures.operators.pages.people import person_page
from jobfutures.operators.queries.openings import listed, title_of


@require_POST
def glass(request: SignedIn, person: UUID) -> HttpResponse:
    found = get_object_or_404(User.objects.all(), pk=person)
    form = Reason(request.POST)
    if form.is_valid():
        try:
            opened = commands.break_glass(by=request.user, person=found, at=timezone.now(), **form.cleaned_data)
        except commands.CannotOpen as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(opened)
    return person_page(request, found, 422, reason=form)


def held(request: SignedIn, person: UUID, pk: UUID) -> Opening:
    """Return an opening that this operator holds and that is not over. Raises Http404."""
    mine = Opening.objects.held_by(request.user).open_at(timezone.now()).select_related("person")
    return get_object_or_404(mine, pk=pk, person=person)


@operator_only
@require_safe
def opening(request: SignedIn, person: UUID, pk: UUID) -> HttpResponse:
    """What can be read; with `?file=` one of it, which is written down. A HEAD shows nothing and is not."""
    found = held(request, person, pk)
    context = {"opening": found, "title": title_of(found.part), "files": listed(found)}
    asked = request.GET.get("file", "")
    if asked and request.method == "GET":
        try:
            content = commands.look_at(by=request.user, opening=found, file=asked, at=timezone.now())
        except commands.CannotLook as refusal:
            return render(request, "operators/opening.html", {**context, "refusal": str(refusal)}, status=404)
        context |= {"name": asked, "content": as_json(content).decode()}
    return render(request, "operators/opening.html", context)


@operator_only
@require_POST
def mending(request: SignedIn, person: UUID, pk: UUID) -> HttpResponse:
    found = held(request, person, pk)
    commands.close_opening(by=request.user, opening=found, at=timezone.now())
    messages.success(request, _("The account is closed to you again."))
    return redirect("operators:person", found.person_id)


@login_required
@never_cache
@require_safe
def openings(request: SignedIn) -> HttpResponse:
    """Every time that an operator opened the viewer's own account, why, and what they looked at."""
    rows = Opening.objects.visible_to(request.user).newest_first().prefetch_related("looks")
    return render(request, "operators/openings.html", {"rows": [(one, title_of(one.part)) for one in rows]})
