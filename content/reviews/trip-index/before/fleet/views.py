from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from .models import Trip, Vehicle

LATEST = 50


@require_GET
@login_required
def latest_trips(request: HttpRequest, plate: str) -> JsonResponse:
    vehicle = get_object_or_404(Vehicle, plate=plate)
    trips = Trip.objects.filter(vehicle=vehicle).order_by("-started_at", "-pk")[:LATEST]
    return JsonResponse({"trips": list(trips.values("started_at", "metres"))})
