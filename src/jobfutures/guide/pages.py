"""The pages of the guide: the list, one guide, one area, one question."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from jobfutures.guide import queries
from jobfutures.guide.models import Question
from jobfutures.kit.public import public


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
    rows = Question.objects.select_related("guide", "area__section")
    found = get_object_or_404(rows, pk=question_id, guide_id=guide_id)
    replacement = found.superseded_by.published().select_related("area").first() if found.retired else None
    if replacement:
        return redirect(replacement, permanent=True)
    if found.retired:
        return render(request, "guide/retired.html", {"question": found}, status=410)
    if found.area.slug != area_slug:
        return redirect(found, permanent=True)
    return render(request, "guide/question.html", {"page": queries.question_page(found), "question": found})
