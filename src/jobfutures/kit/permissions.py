"""Says with every page which abilities of the device it may ask for: none, unless the page itself says otherwise."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

NOT_ASKED_FOR = ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "usb")


def policy(**allowed: str) -> str:
    """Return a Permissions-Policy: microphone="(self)" lets pages of this site ask for it."""
    return ", ".join(f"{name}={allowed.get(name, '()')}" for name in NOT_ASKED_FOR)


class PermissionsPolicy:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", policy())
        return response
