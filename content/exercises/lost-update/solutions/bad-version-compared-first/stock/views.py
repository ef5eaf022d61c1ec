import json
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from stock.boxes import NotEnoughPieces, SomebodyElse, describe, move
from stock.models import Box


def shown(box: Box) -> dict[str, Any]:
    return {"id": box.pk, "label": box.label, "note": box.note, "pieces": box.pieces}


@require_http_methods(["GET", "PATCH"])
def box_detail(request: HttpRequest, box_id: int) -> JsonResponse:
    """Show a box; PATCH changes its label or its note."""
    if request.method == "GET":
        return JsonResponse(shown(get_object_or_404(Box, pk=box_id)))
    asked = body_of(request)
    texts = {name: asked[name] for name in ("label", "note") if name in asked}
    if not texts or not all(type(text) is str for text in texts.values()):
        return JsonResponse({"error": "label or note is needed, as text"}, status=400)
    try:
        return JsonResponse(shown(describe(box_id, texts)))
    except SomebodyElse:
        return JsonResponse({"error": "somebody else was quicker; try again"}, status=409)
    except Box.DoesNotExist:
        return JsonResponse({"error": "no such box"}, status=404)


@require_http_methods(["GET", "POST"])
def movements(request: HttpRequest, box_id: int) -> JsonResponse:
    """List the movements of a box; POST adds one: {"change": -3} takes three pieces out."""
    if request.method == "GET":
        rows = get_object_or_404(Box, pk=box_id).movements.order_by("pk").values("change", "pieces_after")
        return JsonResponse({"movements": list(rows)})
    change = body_of(request).get("change")
    if type(change) is not int or change == 0:
        return JsonResponse({"error": "change is needed, a number other than 0"}, status=400)
    try:
        added = move(box_id, change)
    except Box.DoesNotExist:
        return JsonResponse({"error": "no such box"}, status=404)
    except SomebodyElse:
        return JsonResponse({"error": "somebody else was quicker; try again"}, status=409)
    except NotEnoughPieces:
        return JsonResponse({"error": "not enough pieces"}, status=409)
    return JsonResponse({"change": added.change, "pieces_after": added.pieces_after}, status=201)


def body_of(request: HttpRequest) -> dict[str, Any]:
    try:
        asked = json.loads(request.body)
    except ValueError:
        return {}
    return asked if isinstance(asked, dict) else {}
