"""The document of the API, its reference for people, and the answer where nothing is."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from jobfutures.api import problems
from jobfutures.api.document import document as made
from jobfutures.api.errors import answer


def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    return answer(problems.NOT_FOUND)


@require_safe
@cache_control(public=True, max_age=300)
def document(request: HttpRequest) -> HttpResponse:
    return JsonResponse(made())
