"""Whom somebody acts for, and who else does."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.companies.commands import members as commands
from jobfutures.companies.commands.lifecycle import CannotChange
from jobfutures.companies.forms.members import Invite
from jobfutures.companies.linking import links_of
from jobfutures.companies.models import Company, Invitation, MemberRole, Membership
from jobfutures.companies.queries import members_of, role_in
from jobfutures.companies.rules import may_read

METHODS = ["GET", "HEAD", "POST"]


@login_required
@never_cache
@require_safe
def hire(request: SignedIn) -> HttpResponse:
    """The viewer's companies, and invitations to join one."""
    companies = list(Company.objects.of_member(request.user).by_name())
    links = links_of(request.user, companies)
    context = {
        "companies": [(one, links[one.pk]) for one in companies],
        "invitations": Invitation.objects.visible_to(request.user).select_related("company").order_by("made_at"),
    }
    return render(request, "companies/hire.html", context)


@login_required
@require_POST
def invitation(request: SignedIn, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Invitation.objects.visible_to(request.user).select_related("company"), pk=pk)
    accepts = "accept" in request.POST
    try:
        commands.answer_invitation(by=request.user, invitation=found, accepts=accepts, at=timezone.now())
    except CannotChange as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("You are in.") if accepts else _("Declined."))
    return redirect("companies:hire")


@login_required
@never_cache
@require_http_methods(METHODS)
def members(request: SignedIn, company: str) -> HttpResponse:
    """Who acts for a company; its owners invite more."""
    found = get_object_or_404(Company.objects.of_member(request.user), slug=company)
    form = Invite(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return members_page(request, found, form)
    if not form.is_valid():
        return members_page(request, found, form, status=422)
    try:
        commands.invite_member(by=request.user, company=found, at=timezone.now(), **form.cleaned_data)
    except CannotChange as refusal:
        form.add_error(None, str(refusal))
        return members_page(request, found, form, status=409)
    messages.success(request, _("Invited. They join by signing in with that address."))
    return redirect(found)


def members_page(request: SignedIn, found: Company, form: Invite, status: int = 200) -> HttpResponse:
    rows = members_of(found)
    is_owner = role_in(found, request.user) == MemberRole.OWNER
    context = {"company": found, "members": rows, "is_owner": is_owner, "form": form}
    context["may_invite"] = form.is_bound or may_read(found.state)
    context["links"] = links_of(request.user, [found])[found.pk]
    return render(request, "companies/members.html", context, status=status)


@login_required
@require_POST
def removal(request: SignedIn, company: str, member: int) -> HttpResponse:
    found = get_object_or_404(Company.objects.of_member(request.user), slug=company)
    row = get_object_or_404(Membership.objects.live().people().filter(company=found), pk=member)
    try:
        commands.remove_member(by=request.user, company=found, membership=row, at=timezone.now())
    except CannotChange as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("They act for the company no more, from now on."))
    return redirect("companies:hire" if row.person == request.user else found)
