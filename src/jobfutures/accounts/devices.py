"""Notes when a device was last seen: now and then, because a write for each page costs more than it tells."""

from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

SEEN_EVERY_S = 600
SEEN = "device_seen_at"


class SeenDevices:
    """Does what allauth's UserSessionsMiddleware does, once in SEEN_EVERY_S seconds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.session_key and request.user.is_authenticated:
            now = int(timezone.now().timestamp())
            if now - request.session.get(SEEN, 0) >= SEEN_EVERY_S:
                UserSession.objects.create_from_request(request)
                request.session[SEEN] = now
        return self.get_response(request)
