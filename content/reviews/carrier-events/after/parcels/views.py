import json
import time

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from .models import CarrierEvent, Parcel
from .signatures import is_genuine

EARLIER = {
    Parcel.State.UNDER_WAY: [Parcel.State.ANNOUNCED],
    Parcel.State.DELIVERED: [Parcel.State.ANNOUNCED, Parcel.State.UNDER_WAY],
}


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


@csrf_exempt
@require_POST
def carrier_event(request: HttpRequest) -> HttpResponse:
    """Take one event from the carrier. Events we know, and those of parcels we do not know, are accepted as well."""
    genuine = is_genuine(
        settings.CARRIER_SECRETS,
        sent_at=request.headers.get("X-Sent-At", ""),
        body=request.body,
        signature=request.headers.get("X-Signature", ""),
        now_s=time.time(),
    )
    if not genuine:
        return HttpResponse(status=403)
    event = json.loads(request.body)
    with transaction.atomic():
        _, is_new = CarrierEvent.objects.get_or_create(event_id=event["id"])
        if is_new and event["state"] in EARLIER:
            known = Parcel.objects.filter(number=event["parcel"], state__in=EARLIER[event["state"]])
            known.update(state=event["state"])
    return HttpResponse(status=204)
