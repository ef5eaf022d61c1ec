from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from activity.models import Event
from activity.pages import WrongCursor, page_of

USUAL, MOST = 20, 100


@require_GET
def list_events(request: HttpRequest) -> JsonResponse:
    """Events, newest first: ?door=... of one door, ?limit= 1 to 100, ?cursor= the "next" of the page before."""
    asked = request.GET
    limit = asked.get("limit", str(USUAL))
    if not limit.isdecimal() or not 1 <= int(limit) <= MOST:
        return JsonResponse({"error": f"limit must be 1 to {MOST}"}, status=400)
    events = Event.objects.all()
    name = "all"
    if "door" in asked:
        name = f"door {asked['door']}"
        events = events.filter(door=asked["door"])
    try:
        page, following = page_of(events, int(limit), asked.get("cursor"), name=name)
    except WrongCursor:
        return JsonResponse({"error": "this is no cursor of this list"}, status=400)
    return JsonResponse({"items": [shown(event) for event in page], "next": following})


def shown(event: Event) -> dict:
    return {"id": event.pk, "door": event.door, "action": event.action, "happened_at": event.happened_at.isoformat()}
