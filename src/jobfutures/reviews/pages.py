"""The pages of the reviews: the list, a change with its comments, the result."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jobfutures.accounts.models import User
from jobfutures.accounts.signed_in import SignedIn
from jobfutures.kit.public import public
from jobfutures.reviews import forms, queries
from jobfutures.reviews.bench import Bench, bench_of, id_in, with_typed
from jobfutures.reviews.commands import attempts as commands
from jobfutures.reviews.commands import drafts
from jobfutures.reviews.comments import CannotRead, Comment, plain, read_change, without
from jobfutures.reviews.content.schema import Verdict
from jobfutures.reviews.grading import graded
from jobfutures.reviews.models import Attempt, Review
from jobfutures.reviews.outcome import outcome
from jobfutures.reviews.viewer import shown_diff
from jobfutures.topics.models import Level


@public("area", "level")
def reviews(request: HttpRequest) -> HttpResponse:
    asked = forms.Filters(request.GET)
    asked.is_valid()
    areas = queries.areas_in_use()
    area = next((one for one in areas if one.slug == asked.cleaned_data.get("area")), None)
    level = next((one for one in Level if one.value == asked.cleaned_data.get("level")), None)
    rows = queries.listed(request.user, area=area.slug if area else "", level=level or "")
    context = {"rows": rows, "areas": areas, "area": area, "level": level, "levels": Level}
    return render(request, "reviews/reviews.html", context)


def opened(slug: str) -> Review:
    """Return a review with all that its page shows; retired ones too. Raises Http404."""
    return get_object_or_404(Review.objects.prefetch_related(queries.areas_with_chapters()), pk=slug)


def retired(request: HttpRequest, review: Review) -> HttpResponse:
    return render(request, "reviews/retired.html", {"review": review}, status=410)


@public()
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """One change. For visitors it is the same page for all, without the token of a form: see `comments`."""
    found = opened(slug)
    if found.retired:
        return retired(request, found)
    return review_page(request, bench_of(request, found), is_kept=not request.user.is_authenticated)


def review_page(request: HttpRequest, bench: Bench, *, is_kept: bool = False, status: int = 200) -> HttpResponse:
    """Show the bench. is_kept: the page is kept for all visitors, so lines are links to a page with a token."""
    chosen = bench.chosen or (
        bench.comment.cleaned_data if bench.comment.is_bound and bench.comment.is_valid() else None
    )
    context = {
        "review": bench.review,
        "bench": bench,
        "files": shown_diff(bench.review, bench.comments, chosen),
        "travelling": json.dumps(plain(bench.comments)),
        "is_kept": is_kept,
        "travels": not request.user.is_authenticated and not is_kept,
        "attempts": queries.attempts_at(request.user, bench.review),
    }
    return render(request, "reviews/review.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, slug: str) -> HttpResponse:
    """GET: the same page with a form of one's own, open for a line. POST: keep, change or drop one comment."""
    found = opened(slug)
    if found.retired:
        return retired(request, found)
    bench = bench_of(request, found)
    if getattr(request, "htmx", False) and request.method != "POST":
        return render(request, "reviews/review.html#token")
    asked = request.POST if request.method == "POST" else request.GET
    act = str(asked.get("act", ""))
    if act.startswith("edit:"):
        editing = bench.find(act.removeprefix("edit:"))
        bench.open_for(forms.initial_of(editing) if editing else None)
    elif "line" in asked or request.method != "POST":
        bench.open_for(forms.chosen_line(str(asked.get("line", "")), found))
    else:
        return changed(request, bench, act)
    return review_page(request, bench)


def changed(request: HttpRequest, bench: Bench, act: str) -> HttpResponse:
    """Keep or drop a comment: in the account, or in the form that travels back to a visitor."""
    gone = id_in(act) if act.startswith("drop:") else None
    if gone:
        bench.comments = without(bench.comments, gone)
    elif not with_typed(bench):
        return review_page(request, bench, status=422)
    try:
        drafts.check_number(bench.comments)
        if isinstance(request.user, User):
            return changed_in_account(request, request.user, bench, gone)
    except drafts.CannotKeep as refusal:
        bench.comments = without(bench.comments, bench.comment.cleaned_data["editing"])
        bench.comment.add_error(None, str(refusal))
        return review_page(request, bench, status=422)
    bench.comment = forms.CommentForm(review=bench.review)
    return review_page(request, bench)


def changed_in_account(request: HttpRequest, by: User, bench: Bench, gone: UUID | None) -> HttpResponse:
    """Raises CannotKeep."""
    where = bench.review.get_absolute_url()
    if gone:
        drafts.drop_comment(by=by, review=bench.review, comment_id=gone, at=timezone.now())
        return redirect(f"{where}#diff")
    kept = bench.comment.drafted()
    drafts.keep_comment(by=by, review=bench.review, comment=kept, at=timezone.now())
    return redirect(f"{where}#comment-{kept.id}")


@login_required
@never_cache
@require_POST
def draft(request: SignedIn, slug: str) -> HttpResponse:
    """Keep one change of the draft, for our script: 204, or 422 with one sentence."""
    found = get_object_or_404(Review.objects.published(), pk=slug)
    at = timezone.now()
    try:
        change = read_change(str(request.POST.get("change", "")), found.lengths)
        if change.put:
            drafts.keep_comment(by=request.user, review=found, comment=change.put, at=at)
        if change.drop:
            drafts.drop_comment(by=request.user, review=found, comment_id=change.drop, at=at)
        if change.verdict:
            drafts.choose_verdict(by=request.user, review=found, verdict=change.verdict, at=at)
    except CannotRead:
        sentence = _("This could not be kept: it is no comment on a line of this change.")
        return HttpResponse(sentence, status=422, content_type="text/plain; charset=utf-8")
    except drafts.CannotKeep as refusal:
        return HttpResponse(str(refusal), status=422, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


@login_required
@never_cache
@require_POST
def draft_deletion(request: SignedIn, slug: str) -> HttpResponse:
    """Begin again. The form that leads here has asked."""
    found = get_object_or_404(Review.objects.published(), pk=slug)
    drafts.discard_draft(by=request.user, review=found)
    messages.success(request, _("Your comments are gone, and the change is as it was given to you."))
    return redirect(found)


@never_cache
@require_POST
def attempts(request: HttpRequest, slug: str) -> HttpResponse:
    """Finish the review: kept with the account, or answered at once and kept nowhere."""
    found = opened(slug)
    if found.retired:
        return retired(request, found)
    bench = bench_of(request, found)
    taken = not bench.comment.is_written or with_typed(bench)
    if not bench.comment.is_written:
        bench.comment = forms.CommentForm(review=found)
    if not bench.submission.is_valid() or not taken or bench.notice:
        return review_page(request, bench, status=422)
    try:
        drafts.check_number(bench.comments)
        said = bench.finished()
    except (CannotRead, drafts.CannotKeep) as refusal:
        bench.notice = str(refusal)
        return review_page(request, bench, status=422)
    verdict, key = bench.submission.cleaned_data["verdict"], bench.submission.cleaned_data["form_key"]
    if isinstance(request.user, User):
        at = timezone.now()
        sent = commands.submit_attempt(by=request.user, review=found, comments=said, verdict=verdict, key=key, at=at)
        return redirect(sent)
    return answered(request, found, said, verdict, key)


def answered(request: HttpRequest, found: Review, said: list[Comment], verdict: Verdict, key: UUID) -> HttpResponse:
    """Show a visitor the result; what script keeps of it in the browser stands on the page."""
    said_plain = plain(said)
    kept = {"id": str(key), "review": found.pk, "verdict": verdict, "comments": said_plain}
    shown = outcome(found, graded(found, said, verdict), said_plain, verdict.upper(), is_same=True)
    return result_page(request, found, {"outcome": shown, "kept": json.dumps(kept)})


def result_page(request: HttpRequest, found: Review, context: dict[str, Any]) -> HttpResponse:
    context |= {"review": found, "next": queries.next_after(found, request.user)}
    return render(request, "reviews/result.html", context)


@login_required
@never_cache
def attempt(request: SignedIn, slug: str, pk: UUID) -> HttpResponse:
    found = get_object_or_404(queries.attempts_of(request.user), pk=pk, review=slug)
    if request.method not in ("GET", "HEAD"):  # said to its owner only: for others there is no such page
        return HttpResponseNotAllowed(["GET", "HEAD"])
    is_same = found.review_version == found.review.version
    shown = outcome(found.review, found.result, found.comments, found.verdict, is_same=is_same)
    return result_page(request, found.review, {"outcome": shown, "attempt": found, "is_same": is_same})


@login_required
@never_cache
@require_POST
def attempt_deletion(request: SignedIn, slug: str, pk: UUID) -> HttpResponse:
    """Delete one finished review. The form that leads here has asked."""
    found = get_object_or_404(Attempt.objects.visible_to(request.user), pk=pk, review=slug)
    commands.delete_attempt(by=request.user, attempt=found, at=timezone.now())
    messages.success(request, _("That review of yours is deleted."))
    return redirect("reviews:review", slug)
