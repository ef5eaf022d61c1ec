"""The pages of the exercises: the list, one exercise with its editor, attempts, and the project as a ZIP."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobfutures.accounts.models import User
from jobfutures.accounts.signed_in import SignedIn, operator_only
from jobfutures.exercises import archive, forms, queries, runners
from jobfutures.exercises.commands import attempts as commands
from jobfutures.exercises.models import Attempt, Exercise, Work
from jobfutures.exercises.rules import taken_from
from jobfutures.exercises.running import expect_run
from jobfutures.exercises.trying import draft_kept, tried
from jobfutures.exercises.wording import figures, said_of
from jobfutures.guide.rules import visible
from jobfutures.kit.http import render_part
from jobfutures.kit.public import public
from jobfutures.topics.models import Level


@public("area", "level")
def exercises(request: HttpRequest) -> HttpResponse:
    asked = forms.Filters(request.GET)
    asked.is_valid()
    areas = queries.areas_in_use()
    area = next((one for one in areas if one.slug == asked.cleaned_data.get("area")), None)
    level = next((one for one in Level if one.value == asked.cleaned_data.get("level")), None)
    rows = queries.listed(request.user, area=area.slug if area else "", level=level or "")
    context = {"rows": rows, "areas": areas, "area": area, "level": level, "levels": Level}
    return render(request, "exercises/exercises.html", context)


def opened(slug: str) -> Exercise:
    """Return an exercise with all that its editor shows; retired ones too, code tasks never. Raises Http404."""
    found = Exercise.objects.for_practice().prefetch_related(queries.areas_with_chapters())
    return get_object_or_404(found, pk=slug)


def retired(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    return render(request, "exercises/retired.html", {"exercise": exercise}, status=410)


@public()
def exercise(request: HttpRequest, slug: str) -> HttpResponse:
    """One exercise. For visitors it is the same page for all, without the token of a form: see `checks`."""
    found = opened(slug)
    if found.retired:
        return retired(request, found)
    work = queries.draft_of(request.user, found)
    is_kept = not request.user.is_authenticated
    if not is_kept:
        expect_run()
    form = forms.Solution(exercise=found, files=queries.starting_files(found, work), is_locked=is_kept)
    return exercise_page(request, found, work, {"form": form, "is_kept": is_kept})


def exercise_page(
    request: HttpRequest, found: Exercise, work: Work | None, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    form = context["form"]
    files = form.open_files()
    around = queries.exercise_page(request.user, found, work, [file.path for file in files])
    shown = {
        "exercise": found, "page": around, "files": files, "work": work, "upload": forms.Upload(),
        "addresses": queries.addresses(found), **context,
    }  # fmt: skip
    return render_part(request, "exercises/exercise.html", "results", shown, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def checks(request: HttpRequest, slug: str) -> HttpResponse:
    """GET: the same page with a form of the visitor's own, or only its token. POST: run the visible checks."""
    found = opened(slug)
    if found.retired:
        return retired(request, found)
    work = queries.draft_of(request.user, found)
    if request.method == "POST":
        return run_checks(request, found, work)
    if getattr(request, "htmx", False):
        return render(request, "exercises/exercise.html#token")
    form = forms.Solution(exercise=found, files=queries.starting_files(found, work))
    return exercise_page(request, found, work, {"form": form})


def run_checks(request: HttpRequest, found: Exercise, work: Work | None) -> HttpResponse:
    context, refusal = tried(request, found)
    if refusal is None:
        return exercise_page(request, found, work, context)
    return refusal.told_when(exercise_page(request, found, work, context, status=refusal.status))


@never_cache
@require_POST
def attempts(request: HttpRequest, slug: str) -> HttpResponse:
    """Submit. Who is not signed in is told that it needs an account, and keeps the text."""
    found = opened(slug)
    if found.retired:
        return retired(request, found)
    work = queries.draft_of(request.user, found)
    form = forms.Solution(request.POST, exercise=found, files={})
    if not isinstance(request.user, User):
        return exercise_page(request, found, work, {"form": form, "needs_account": True}, status=401)
    if form.is_valid():
        key, files = form.cleaned_data["form_key"], form.cleaned_data["files"]
        try:
            sent = commands.submit_attempt(
                by=request.user, exercise=found, files=files, form_key=key, at=timezone.now()
            )
            return verdict_here(request, sent) if getattr(request, "htmx", False) else redirect(sent)
        except commands.CannotSubmit as refusal:
            form.add_error(None, str(refusal))
    return exercise_page(request, found, work, {"form": form}, status=422)


@login_required
@never_cache
def attempt(request: SignedIn, slug: str, pk: UUID) -> HttpResponse:
    """One attempt. A fragment of it is small while it waits, and all that is judged once it is."""
    found = get_object_or_404(queries.attempts_of(request.user), pk=pk, exercise=slug)
    if request.method not in ("GET", "HEAD"):  # said to its owner only: for others there is no such page
        return HttpResponseNotAllowed(["GET", "HEAD"])
    asked = getattr(request, "htmx", None)
    if found.is_unjudged and asked:
        return render(request, "exercises/attempt.html#waiting", {"attempt": found})
    if asked and asked.target == "verdict":
        return verdict_here(request, found)
    compared = queries.comparisons(request.user, found)
    context = {"attempt": found, "exercise": found.exercise, "comparisons": compared, **verdict_shown(found)}
    return render_part(request, "exercises/attempt.html", "outcome", context)


def verdict_here(request: HttpRequest, found: Attempt) -> HttpResponse:
    """Answer the page of the exercise, which shows the verdict itself: the verdict alone, or that it is awaited."""
    return render(request, "exercises/attempt.html#verdict", {"attempt": found, **verdict_shown(found)})


def verdict_shown(found: Attempt) -> dict[str, Any]:
    if found.is_unjudged:
        return {}
    results = [{**one, "why": [visible(why) for why in one["why"]], "figures": figures(one["figures"])}
               for one in found.results]  # fmt: skip
    return {
        "said": said_of(found),
        "results": results,
        "output": visible(found.output),
        "errors": visible(found.errors),
    }


@login_required
@never_cache
@require_POST
def continuation(request: SignedIn, slug: str, pk: UUID) -> HttpResponse:
    """Put the files of an attempt into the draft."""
    found = get_object_or_404(queries.attempts_of(request.user), pk=pk, exercise=slug)
    if found.exercise.retired:
        return retired(request, found.exercise)
    exercise = opened(slug)
    commands.save_draft(by=request.user, exercise=exercise, files=found.files, at=timezone.now())
    messages.success(request, _("Your draft is what you sent in that attempt."))
    return redirect(f"{exercise.get_absolute_url()}#workbench")


@login_required
@never_cache
@require_POST
def draft(request: SignedIn, slug: str) -> HttpResponse:
    """Keep what is typed, for our script: 204, or 422 with one sentence."""
    found = get_object_or_404(Exercise.objects.published(), pk=slug)
    return draft_kept(request, request.user, found)


@login_required
@never_cache
@require_POST
def draft_deletion(request: SignedIn, slug: str) -> HttpResponse:
    """Start again. The form that leads here has asked."""
    found = get_object_or_404(Exercise.objects.published(), pk=slug)
    commands.discard_draft(by=request.user, exercise=found)
    messages.success(request, _("The project is as it was given. Your attempts are still there."))
    return redirect(found)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reference(request: SignedIn, slug: str) -> HttpResponse:
    """Asks once before it opens the reference; then shows how it differs from the candidate's draft."""
    found = opened(slug)
    if found.retired:
        return retired(request, found)
    if request.method == "POST":
        commands.look_at_reference(by=request.user, exercise=found, at=timezone.now())
        return redirect("exercises:reference", slug)
    context: dict[str, Any] = {"exercise": found}
    if queries.may_see_reference(request.user, found):
        work = queries.draft_of(request.user, found)
        own = queries.starting_files(found, work)
        context |= {
            "from_start": queries.against_reference(found, {}),
            "from_draft": queries.against_reference(found, own) if work and work.draft else None,
        }
    return render(request, "exercises/reference.html", context)


@never_cache
@require_safe
def project_zip(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Exercise.objects.published(), pk=slug)
    packed = archive.pack(queries.packed_files(found, queries.draft_of(request.user, found)))
    name = f'attachment; filename="{found.pk}.zip"'
    return HttpResponse(packed, content_type="application/zip", headers={"Content-Disposition": name})


@never_cache
@require_POST
def project(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a ZIP as the draft, whole, or refuse it whole. For visitors it comes back in the editor."""
    found = opened(slug)
    if found.retired:
        return retired(request, found)
    work = queries.draft_of(request.user, found)
    upload = forms.Upload(request.POST, request.FILES)
    current = forms.Solution(exercise=found, files=queries.starting_files(found, work))
    if not upload.is_valid():
        return exercise_page(request, found, work, {"form": current, "upload": upload}, status=422)
    try:
        given = archive.unpack(upload.cleaned_data["archive"], found.pk)
        taken = taken_from(found.project, found.editable, given)
        if isinstance(request.user, User):
            commands.save_draft(by=request.user, exercise=found, files=taken.files, at=timezone.now())
    except (archive.CannotUnpack, commands.CannotSubmit) as refusal:
        upload.add_error("archive", str(refusal))
        return exercise_page(request, found, work, {"form": current, "upload": upload}, status=422)
    start = {path: found.project[path] for path in found.editable}
    form = forms.Solution(exercise=found, files={**start, **taken.files})
    return exercise_page(request, found, work, {"form": form, "taken": taken})


@operator_only
def runner(request: SignedIn) -> HttpResponse:
    return render(request, "exercises/runner.html", runners.overview(timezone.now()))
