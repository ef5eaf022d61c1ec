from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from .models import Parcel


@require_GET
@login_required
def parcels(request: HttpRequest) -> JsonResponse:
    mine = Parcel.objects.filter(shop=request.user).order_by("-pk")[:50]
    return JsonResponse({"parcels": list(mine.values("number", "state"))})


@require_POST
@login_required
def withdrawal(request: HttpRequest, number: str) -> JsonResponse:
    """Take back a parcel that has not left yet."""
    parcel = get_object_or_404(Parcel, shop=request.user, number=number, state=Parcel.State.ANNOUNCED)
    parcel.delete()
    return JsonResponse({})
