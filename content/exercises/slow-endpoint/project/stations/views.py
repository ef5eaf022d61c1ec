from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from stations.overview import overview


@require_GET
def stations(_request: HttpRequest) -> JsonResponse:
    return JsonResponse({"stations": overview()})
