"""What a person was told, and how they want letters about it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.notices.commands import digests
from jobfutures.notices.commands import notices as commands
from jobfutures.notices.forms.letters import LettersForm, ReadingForm
from jobfutures.notices.models import Notice
from jobfutures.notices.queries.notices import choice_of, number_unread
from jobfutures.notices.rules import NOTICES_KEPT, is_own_path

A_PAGE = 25


@login_required
@require_safe
@never_cache
def notices(request: SignedIn) -> HttpResponse:
    rows = Notice.objects.visible_to(request.user).newest_first()
    context = {
        "paged": Paginator(rows, A_PAGE).get_page(request.GET.get("page")), "days": NOTICES_KEPT.days,
        "unread": number_unread(request.user), "until": timezone.now().isoformat(),
    }  # fmt: skip
    return render(request, "notices/notices.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def notice(request: SignedIn, pk: UUID) -> HttpResponse:
    """Lead on to where the thing is; whoever went there has read the notice."""
    found = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    if request.method != "HEAD":
        commands.mark_read(by=request.user, notice=found, at=timezone.now())
    return redirect(found.path if is_own_path(found.path) else "notices:notices")


@login_required
@require_POST
@never_cache
def reading(request: SignedIn) -> HttpResponse:
    """Mark all that the page showed or named; what came since stays unread."""
    form = ReadingForm(request.POST)
    until = form.cleaned_data["until"] if form.is_valid() else None
    commands.mark_all_read(by=request.user, until=until, at=timezone.now())
    messages.success(request, _("Everything is marked as read."))
    return redirect("notices:notices")


@login_required
@require_safe
@never_cache
def unread(request: SignedIn) -> HttpResponse:
    """How many are unread, for the script of every page."""
    return JsonResponse({"unread": number_unread(request.user)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def choices(request: SignedIn) -> HttpResponse:
    form = LettersForm(request.POST if request.method == "POST" else None, chosen=choice_of(request.user))
    if form.is_bound and form.is_valid():
        commands.choose_letters(by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Kept. It holds from the next notice on."))
        return redirect("notices:choices")
    return render(request, "notices/choices.html", {"form": form}, status=422 if form.is_bound else 200)


@csrf_exempt  # a mail program posts without a page of ours; the signed token is the proof, and it can end letters only
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def letters_ending(request: HttpRequest, token: str) -> HttpResponse:
    person = digests.person_of(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        commands.end_letters(person=person, at=timezone.now())
    return render(request, "notices/letters_ending.html", {"is_done": request.method == "POST"})
