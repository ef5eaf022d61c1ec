"""The document of the API, its reference for people, and the answer where nothing is."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from jobfutures.api import problems, reference
from jobfutures.api.document import document as made
from jobfutures.api.errors import answer
from jobfutures.kit.public import public


@csrf_exempt  # it changes nothing, and says 405 to whoever tries
@require_safe
@cache_control(public=True, max_age=300)
def document(request: HttpRequest) -> HttpResponse:
    return JsonResponse(made())


@csrf_exempt  # there is nothing here that a form could change
def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    return answer(problems.NOT_FOUND)


@require_safe
@public()
def overview(request: HttpRequest) -> HttpResponse:
    context = {"rooms": reference.rooms(), "texts": [reference.text(slug) for slug in reference.TEXTS]}
    return render(request, "api/overview.html", context)


@require_safe
@public()
def room(request: HttpRequest, room: str) -> HttpResponse:
    found = next((one for one in reference.rooms() if one.slug == room), None)
    if found is None:
        raise Http404
    return render(request, "api/room.html", {"room": found, "rooms": reference.rooms()})


@require_safe
@public()
def text(request: HttpRequest, topic: str) -> HttpResponse:
    if topic not in reference.TEXTS:
        raise Http404
    texts = [reference.text(slug) for slug in reference.TEXTS]
    return render(request, "api/text.html", {"text": reference.text(topic), "texts": texts})


@require_safe
@public()
def every_problem(request: HttpRequest) -> HttpResponse:
    return render(request, "api/problems.html", {"problems": reference.problems()})


@require_safe
@public()
def problem(request: HttpRequest, name: str) -> HttpResponse:
    found = next((one for one in reference.problems() if one.name == name), None)
    if found is None:
        raise Http404
    return render(request, "api/problem.html", {"problem": found, "meaning": str(found.meaning)})
