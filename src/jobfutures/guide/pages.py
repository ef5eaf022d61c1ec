"""The pages of the guide: the list, one guide, one area, one question, and the runs of an example."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jobfutures.guide import answers, handover, packages, queries, running
from jobfutures.guide.forms import Edited
from jobfutures.guide.models import Example, Question
from jobfutures.kit.http import render_part
from jobfutures.kit.public import public
from jobfutures.runner.errors import RunnerError


@public()
def guides(request: HttpRequest) -> HttpResponse:
    return render(request, "guide/guides.html", {"guides": queries.guides(), "facts": queries.live_facts()})


@public()
def guide(request: HttpRequest, guide_id: str) -> HttpResponse:
    found = get_object_or_404(queries.guides(), pk=guide_id)
    return render(request, "guide/guide.html", {"guide": found, "outline": queries.outline(found)})


@public()
def area(request: HttpRequest, guide_id: str, area_slug: str) -> HttpResponse:
    found = get_object_or_404(queries.guides(), pk=guide_id)
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
