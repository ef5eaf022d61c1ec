"""The pages of the guide: the list, one guide, one area, one question, ways to read it, and the runs of an example."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jobfutures.guide import answers, export, handover, interviewing, packages, queries, running
from jobfutures.guide.area_map import area_map
from jobfutures.guide.forms import Edited
from jobfutures.guide.models import Example, Grade, Guide, Question
from jobfutures.guide.paths import Shelf, level_of
from jobfutures.guide.sheets import sheet as made_sheet
from jobfutures.kit.http import render_part
from jobfutures.kit.public import public
from jobfutures.runner.errors import RunnerError
from jobfutures.topics.models import Level


@public()
def guides(request: HttpRequest) -> HttpResponse:
    return render(request, "guide/guides.html", {"guides": queries.guides(), "facts": queries.live_facts()})


def find(guide_id: str) -> Guide:
    return get_object_or_404(queries.guides(), pk=guide_id)


@public()
def guide(request: HttpRequest, guide_id: str) -> HttpResponse:
    found = find(guide_id)
    outline = queries.outline(found)
    counts = {chapter.area.pk: len(chapter.questions) for part in outline for chapter in part.areas}
    picture = area_map(list(queries.chapters(found)), counts)
    return render(request, "guide/guide.html", {"guide": found, "outline": outline, "map": picture})


@public()
def area(request: HttpRequest, guide_id: str, area_slug: str) -> HttpResponse:
    found = find(guide_id)
    chapters = list(queries.chapters(found))
    return render(request, "guide/area.html", queries.area_page(found, chapters, area_slug))


@public()
def question(request: HttpRequest, guide_id: str, area_slug: str, question_id: str) -> HttpResponse:
    rows = Question.objects.select_related("guide", "area__section").defer("guide__project")
    found = get_object_or_404(rows, pk=question_id, guide_id=guide_id)
    replacement = found.superseded_by.published().select_related("area").first() if found.retired else None
    if replacement:
        return redirect(replacement, permanent=True)
    if found.retired:
        return render(request, "guide/retired.html", {"question": found}, status=410)
    if found.area.slug != area_slug:
        return redirect(found, permanent=True)
    return render(request, "guide/question.html", {"page": queries.question_page(found), "question": found})


@public()
def interviewers(request: HttpRequest, guide_id: str) -> HttpResponse:
    found = find(guide_id)
    context = {
        "guide": found,
        "outline": interviewing.outline_for_interviewers(found),
        "grades": list(Grade),
        "how_to_choose": interviewing.HOW_TO_CHOOSE,
    }
    return render(request, "guide/interviewers.html", context)


@public()
def interviewers_area(request: HttpRequest, guide_id: str, area_slug: str) -> HttpResponse:
    found = find(guide_id)
    context = {
        "guide": found,
        "page": interviewing.interviewers_page(found, area_slug),
        "outline": interviewing.outline_for_interviewers(found),
        "grades": list(Grade),
        "how_to_choose": interviewing.HOW_TO_CHOOSE,
    }
    return render(request, "guide/interviewers_area.html", context)


@public()
def interviewers_area_md(request: HttpRequest, guide_id: str, area_slug: str) -> HttpResponse:
    found = find(guide_id)
    page = interviewing.interviewers_page(found, area_slug)
    return markdown(f"interviewers-{area_slug}", export.area_markdown(found, page, settings.SITE_ADDRESS))


@public()
def interviewers_md(request: HttpRequest, guide_id: str) -> HttpResponse:
    found = find(guide_id)
    pages = interviewing.interviewers_pages(found, interviewing.live(found))
    path = reverse("guide:interviewers", args=[guide_id])
    return markdown(f"interviewers-{guide_id}", export.guide_markdown(found, pages, settings.SITE_ADDRESS, path))


def markdown(name: str, text: str) -> HttpResponse:
    kept = {"Content-Disposition": f'attachment; filename="{name}.md"'}
    return HttpResponse(text, content_type="text/markdown; charset=utf-8", headers=kept)


@public()
def paths(request: HttpRequest, guide_id: str) -> HttpResponse:
    found = find(guide_id)
    return render(request, "guide/paths.html", {"guide": found, "rows": Shelf(found).paths(), "levels": list(Level)})


@public()
def path(request: HttpRequest, guide_id: str, role: str, level: str) -> HttpResponse:
    shelf = Shelf(find(guide_id))
    way = shelf.path(shelf.role(role), level_of(level))
    context = {"guide": shelf.guide, "path": way, "roles": shelf.roles, "levels": list(Level)}
    return render(request, "guide/path.html", context)


def sheets(request: HttpRequest, guide_id: str) -> HttpResponse:
    """The list of sheets is the list of paths: each row of it names both."""
    return redirect("guide:paths", find(guide_id).pk)


@public("level")
def sheet(request: HttpRequest, guide_id: str, role: str) -> HttpResponse:
    shelf = Shelf(find(guide_id))
    made = made_sheet(shelf, shelf.role(role), level_of(request.GET.get("level", Level.MIDDLE.lower())))
    context = {"guide": shelf.guide, "sheet": made, "roles": shelf.roles, "levels": list(Level)}
    return render(request, "guide/sheet.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def runs(request: HttpRequest, number: int, **place: str) -> HttpResponseBase:
    """One example to change and run. A run is a POST: answered with the page, or line by line to our script."""
    example = get_object_or_404(queries.runnable_examples(**place), position=number - 1)
    if request.method == "POST":
        return run(request, example)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse(handover.handed_over(example))
    form = Edited(example=example)
    return runs_page(request, example, {"form": form})


def run(request: HttpRequest, example: Example) -> HttpResponseBase:
    form = Edited(request.POST, example=example)
    if not form.is_valid():
        return refused(request, example, form, answers.Refusal(422, str(form.errors["source"][0])))
    try:
        answers.check_limits(request, timezone.now())
        pieces = running.run_example(example, form.cleaned_data["source"])
    except answers.Refusal as refusal:
        return refused(request, example, form, refusal)
    except RunnerError as error:
        return refused(request, example, form, answers.refusal_of(error))
    if answers.wants_lines(request):
        return answers.line_by_line(pieces)
    return runs_page(request, example, {"form": form, "ended": answers.whole(pieces)})


def refused(request: HttpRequest, example: Example, form: Edited, refusal: answers.Refusal) -> HttpResponseBase:
    if answers.wants_lines(request):
        return answers.one_line(refusal)
    answer = runs_page(request, example, {"form": form, "refusal": refusal}, status=refusal.status)
    return refusal.told_when(answer)


def runs_page(request: HttpRequest, example: Example, context: dict[str, Any], status: int = 200) -> HttpResponse:
    running.runners().expect_work()
    has_sandbox = running.runners().has_sandbox()
    shown = {"example": example, "question": example.question, "has_sandbox": has_sandbox, **context}
    return render_part(request, "guide/runs.html", "bench", shown, status=status)


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def package(request: HttpRequest, archive: str) -> HttpResponse:
    """Packages for the browser; their name holds a digest of what is in them."""
    try:
        file = packages.made(settings.DATA / "packages", archive)
    except KeyError:
        raise Http404("no such archive") from None
    return HttpResponse(file.read_bytes(), content_type="application/zip")
