"""The local mailbox: where the operator of an instance without a mail server reads what it would have sent."""

from pathlib import Path

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jobfutures.accounts.signed_in import SignedIn, operator_only
from jobfutures.notices.commands import letters as commands
from jobfutures.notices.queries import mailbox as queries

A_PAGE = 25


def mailbox_or_404() -> Path:
    folder = queries.local_mailbox()
    if folder is None:
        raise Http404("mail goes to a server, not into a folder")
    return folder


@operator_only
def inbox(request: SignedIn) -> HttpResponse:
    folder = mailbox_or_404()
    paged = Paginator(queries.keys_newest_first(folder), A_PAGE).get_page(request.GET.get("page"))
    letters = [letter for key in paged if (letter := queries.kept_letter(folder, key))]
    return render(request, "notices/inbox.html", {"paged": paged, "letters": letters})


@operator_only
def letter(request: SignedIn, key: str) -> HttpResponse:
    found = queries.kept_letter(mailbox_or_404(), key)
    if found is None:
        raise Http404("no such letter")
    return render(request, "notices/letter.html", {"letter": found})


@operator_only
@require_POST
def deletion(request: SignedIn, key: str) -> HttpResponse:
    commands.discard_kept(by=request.user, folder=mailbox_or_404(), key=key)
    messages.success(request, _("The letter is deleted."))
    return redirect("notices:inbox")
