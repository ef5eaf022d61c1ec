"""Pages for members of companies, and for the operator who lets companies in."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobfutures.accounts.signed_in import SignedIn, operator_only
from jobfutures.companies import commands, forms
from jobfutures.companies.models import Company, Invitation, MemberRole, Membership
from jobfutures.companies.queries import role_in
from jobfutures.companies.rules import Actor
from jobfutures.ledger.transitions import IllegalTransition, allowed

METHODS = ["GET", "HEAD", "POST"]


@login_required
@never_cache
@require_safe
def hire(request: SignedIn) -> HttpResponse:
    """The viewer's companies, and invitations to join one."""
    context = {
        "companies": Company.objects.of_member(request.user).by_name(),
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
    except commands.CannotChange as refusal:
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
    form = forms.Invite(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return members_page(request, found, form)
    if not form.is_valid():
        return members_page(request, found, form, status=422)
    try:
        commands.invite_member(by=request.user, company=found, at=timezone.now(), **form.cleaned_data)
    except commands.CannotChange as refusal:
        form.add_error(None, str(refusal))
        return members_page(request, found, form, status=409)
    messages.success(request, _("Invited. They join by signing in with that address."))
    return redirect(found)


def members_page(request: SignedIn, found: Company, form: forms.Invite, status: int = 200) -> HttpResponse:
    rows = Membership.objects.live().filter(company=found).select_related("person").order_by("added_at")
    is_owner = role_in(found, request.user) == MemberRole.OWNER
    context = {"company": found, "members": rows, "is_owner": is_owner, "form": form}
    return render(request, "companies/members.html", context, status=status)


@login_required
@require_POST
def removal(request: SignedIn, company: str, member: int) -> HttpResponse:
    found = get_object_or_404(Company.objects.of_member(request.user), slug=company)
    row = get_object_or_404(Membership.objects.live().filter(company=found), pk=member)
    try:
        commands.remove_member(by=request.user, company=found, membership=row, at=timezone.now())
    except commands.CannotChange as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("They act for the company no more, from now on."))
    return redirect("companies:hire" if row.person == request.user else found)


@operator_only
@require_http_methods(METHODS)
def operate(request: SignedIn) -> HttpResponse:
    """All companies; the operator adds one whose domain they have verified by hand."""
    form = forms.Company(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            commands.add_company(by=request.user, at=timezone.now(), **form.cleaned_data)
        except commands.CannotChange as refusal:
            form.add_error("slug", str(refusal))
        else:
            messages.success(
                request, _("Added, and its owner invited. Verify it once you know that the domain is theirs.")
            )
            return redirect("companies:operate")
    rows = Company.objects.visible_to(request.user).by_name()
    listed = [(one, allowed(commands.TABLE, one.state, Actor.OPERATOR)) for one in rows]
    return render(request, "companies/operate.html", {"form": form, "listed": listed}, status=status)


@operator_only
@require_POST
def move(request: SignedIn, company: str) -> HttpResponse:
    found = get_object_or_404(Company.objects.visible_to(request.user), slug=company)
    try:
        commands.move_company(by=request.user, company=found, event=request.POST.get("event", ""), at=timezone.now())
    except (commands.CannotChange, IllegalTransition) as refusal:
        messages.warning(request, str(refusal))
        return redirect("companies:operate")
    messages.success(
        request, _("%(name)s is %(state)s now.") % {"name": found.name, "state": found.get_state_display().lower()}
    )
    return redirect("companies:operate")
