"""What a candidate chose: evidence that stands on the profile, and companies that never see it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.profiles.choosing import groups_of
from jobfutures.profiles.commands.blocks import CannotBlock, add_block, delete_block
from jobfutures.profiles.commands.evidence import CannotChoose, choose_evidence
from jobfutures.profiles.forms.blocks import BlockForm
from jobfutures.profiles.forms.evidence import EvidenceForm
from jobfutures.profiles.queries import own_blocks


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def evidence(request: SignedIn) -> HttpResponse:
    groups = groups_of(request.user)
    form = EvidenceForm(request.POST if request.method == "POST" else None, groups=groups)
    if form.is_bound and form.is_valid():
        try:
            choose_evidence(by=request.user, things=form.cleaned_data["chosen"], at=timezone.now())
        except CannotChoose as refusal:
            form.add_error("chosen", str(refusal))
        else:
            messages.success(request, _("Saved. Nobody sees it before you share it."))
            return redirect("profiles:evidence")
    context = {"form": form, "groups": groups, "is_empty": not form.things}
    return render(request, "profiles/evidence.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def blocks(request: SignedIn) -> HttpResponse:
    form = BlockForm(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            add_block(by=request.user, at=timezone.now(), **form.cleaned_data)
        except CannotBlock as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("From now on they see nothing of you."))
            return redirect("profiles:blocks")
    context = {"form": form, "rules": own_blocks(request.user)}
    return render(request, "profiles/blocks.html", context, status=status)


@login_required
@require_POST
@never_cache
def block_deletion(request: SignedIn, pk: UUID) -> HttpResponse:
    rule = get_object_or_404(own_blocks(request.user), pk=pk)
    delete_block(by=request.user, rule=rule, at=timezone.now())
    messages.success(request, _("The rule was deleted."))
    return redirect("profiles:blocks")
