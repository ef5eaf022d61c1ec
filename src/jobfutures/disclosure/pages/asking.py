"""A company asks. What its page says next is the same whoever has the address."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.companies.models import Company
from jobfutures.disclosure import commands, forms
from jobfutures.sharing.commands import CannotAct


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: SignedIn, company: str) -> HttpResponse:
    found = get_object_or_404(Company.objects.of_member(request.user), slug=company)
    form = forms.Ask(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        facts = dict(form.cleaned_data)
        try:
            asked = commands.ask(by=request.user, company=found, fields=facts.pop("names"), at=timezone.now(), **facts)
        except CannotAct as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("Asked. If they share something, it stands here."))
            return redirect("disclosure:company_share", found.slug, asked.pk)
    return render(request, "disclosure/ask.html", {"company": found, "form": form}, status=status)
