"""Programs of a company: its owners make them, give them new secrets and revoke them."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.clients.commands import clients as commands
from jobfutures.clients.forms import ClientForm
from jobfutures.clients.models import ApiClient
from jobfutures.clients.wording import SCOPE_WORDS
from jobfutures.companies.models import Company, MemberRole
from jobfutures.companies.queries import role_in


def owned(request: SignedIn, slug: str) -> Company:
    """Return a company that the viewer owns: 404 for strangers, 403 for other members."""
    found = get_object_or_404(Company.objects.of_member(request.user), slug=slug)
    if role_in(found, request.user) != MemberRole.OWNER:
        raise PermissionDenied
    return found


def seen(request: SignedIn, slug: str, pk: UUID) -> ApiClient:
    rows = ApiClient.objects.visible_to(request.user).filter(company=owned(request, slug))
    return get_object_or_404(rows.select_related("company", "oidc"), pk=pk)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def clients(request: SignedIn, company: str) -> HttpResponse:
    """The programs of a company. The secret of a new one is in the answer to its form, and at no address."""
    found = owned(request, company)
    form = ClientForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return list_shown(request, found, form)
    if not form.is_valid():
        return list_shown(request, found, form, status=422)
    try:
        made, secret = commands.add_client(by=request.user, company=found, at=timezone.now(), **form.cleaned_data)
    except commands.CannotMake as refusal:
        form.add_error(None, str(refusal))
        return list_shown(request, found, form, status=409)
    return secret_shown(request, made, secret, status=201)


def list_shown(request: SignedIn, found: Company, form: ClientForm, status: int = 200) -> HttpResponse:
    rows = ApiClient.objects.visible_to(request.user).filter(company=found).select_related("oidc").newest_first()
    listed = [
        (one, [SCOPE_WORDS.get(scope, scope) for scope in (one.oidc.get_scopes() if one.oidc else [])],
         commands.mark_of(one))
        for one in rows
    ]  # fmt: skip
    return render(request, "clients/clients.html", {"company": found, "listed": listed, "form": form}, status=status)


def secret_shown(request: SignedIn, client: ApiClient, secret: str, status: int = 200) -> HttpResponse:
    context = {"client": client, "company": client.company, "secret": secret}
    return render(request, "clients/secret.html", context, status=status)


@login_required
@never_cache
@require_POST
def renewal(request: SignedIn, company: str, pk: UUID) -> HttpResponse:
    found = seen(request, company, pk)
    try:
        secret = commands.renew_secret(
            by=request.user, client=found, seen=request.POST.get("seen", ""), at=timezone.now()
        )
    except commands.CannotMake as refusal:
        messages.warning(request, str(refusal))
        return redirect("clients:clients", found.company.slug)
    return secret_shown(request, found, secret)


@login_required
@require_POST
def revocation(request: SignedIn, company: str, pk: UUID) -> HttpResponse:
    found = seen(request, company, pk)
    commands.revoke_client(by=request.user, client=found, at=timezone.now())
    messages.success(request, _("Revoked. The program can do nothing from now on."))
    return redirect("clients:clients", found.company.slug)
