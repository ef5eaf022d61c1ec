"""The outbox, for operators: what waits, what could not be sent and why. Of a letter only its address is shown."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobfutures.accounts.signed_in import SignedIn, operator_only
from jobfutures.notices.models import Letter
from jobfutures.notices.queries import outbox as queries
from jobfutures.operators.commands import mail as commands


@operator_only
@require_safe
def mail(request: SignedIn) -> HttpResponse:
    context = {
        "waiting": Letter.objects.waiting().count(),
        "oldest": queries.oldest_waiting(),
        "failing": queries.failing(),
    }
    return render(request, "operators/mail.html", context)


@operator_only
@require_POST
def sending(request: SignedIn, pk: UUID) -> HttpResponse:
    letter = get_object_or_404(Letter.objects.waiting(), pk=pk)
    commands.send_again(by=request.user, letter=letter, at=timezone.now())
    messages.success(request, _("The letter is tried again now."))
    return redirect("operators:mail")


@operator_only
@require_POST
def discarding(request: SignedIn, pk: UUID) -> HttpResponse:
    letter = get_object_or_404(Letter.objects.waiting(), pk=pk)
    commands.discard_letter(by=request.user, letter=letter, at=timezone.now())
    messages.success(request, _("The letter is given up."))
    return redirect("operators:mail")
