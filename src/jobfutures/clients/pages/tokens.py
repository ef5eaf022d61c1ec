"""Where programs get a token: the client credentials grant of OAuth 2 (RFC 6749, part 4.4), by allauth's provider.

Its other grants, consent pages and endpoints are not routed, so they do not exist here.
"""

import json
from collections.abc import Callable

from allauth.idp.oidc import views
from allauth.idp.oidc.models import Client
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from jobfutures.accounts.limits import seconds_to_wait, visitor
from jobfutures.clients.commands.clients import note_use_of
from jobfutures.clients.rules import SCOPES


def limited(page: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse, in JSON, whoever comes so often that it must be guessing: each look at a secret takes half a second."""

    def counted(request: HttpRequest) -> HttpResponse:
        wait = seconds_to_wait("client-token", visitor(request), timezone.now())
        if not wait:
            return page(request)
        said = {"error": "temporarily_unavailable", "error_description": "Too many requests for tokens. Wait a little."}
        return JsonResponse(said, status=429, headers={"Retry-After": str(wait)})

    return counted


@csrf_exempt
@never_cache
@require_POST
@limited
def token(request: HttpRequest) -> HttpResponse:
    """Answer with a bearer token, or with an error as RFC 6749 writes it."""
    if request.POST.get("grant_type") != Client.GrantType.CLIENT_CREDENTIALS:
        said = {"error": "unsupported_grant_type", "error_description": "This site knows client_credentials alone."}
        return JsonResponse(said, status=400)
    answer: HttpResponse = views.token(request)
    if answer.status_code == 200:
        note_use_of(token=json.loads(answer.content)["access_token"], at=timezone.now())
    return answer


@csrf_exempt
@never_cache
@require_POST
@limited
def revocation(request: HttpRequest) -> HttpResponse:
    """End a token before its time (RFC 7009)."""
    answer: HttpResponse = views.revoke(request)
    return answer


@require_safe
def metadata(_request: HttpRequest) -> HttpResponse:
    """Say where and how (RFC 8414)."""
    site = settings.SITE_ADDRESS
    methods = ["client_secret_basic", "client_secret_post"]
    said = {
        "issuer": site,
        "token_endpoint": f"{site}{reverse('clients:token')}",
        "revocation_endpoint": f"{site}{reverse('clients:token_revocation')}",
        "token_endpoint_auth_methods_supported": methods,
        "revocation_endpoint_auth_methods_supported": methods,
        "grant_types_supported": [str(Client.GrantType.CLIENT_CREDENTIALS)],
        "response_types_supported": [],
        "scopes_supported": list(SCOPES),
        "service_documentation": f"{site}/api/docs/",
    }
    return JsonResponse(said, headers={"Cache-Control": "public, max-age=3600"})
