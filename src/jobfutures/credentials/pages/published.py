"""What verifiers fetch: keys, status lists, and the documents that credentials and badges refer to.

Nobody is asked who they are, and nothing is written down about who fetched what.
"""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from jobfutures.credentials import issuer, queries, stating
from jobfutures.credentials.models import StatusList
from jobfutures.credentials.vc import types
from jobfutures.credentials.vc.lists import MEDIA, TTL_S
from jobfutures.topics.models import Role


def open_to_all(response: HttpResponse) -> HttpResponse:
    """Let scripts of every site read it, and let everybody keep it for as long as a status list may be kept."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = f"public, max-age={TTL_S}"
    return response


def as_json(content: dict[str, object], media: str = "application/json") -> HttpResponse:
    return open_to_all(JsonResponse(content, content_type=media, json_dumps_params={"ensure_ascii": False}))


@require_safe
def jwks(_request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    return as_json(issuer.keys(now).published(issuer.address(), now))


@require_safe
def vc_issuer(_request: HttpRequest) -> HttpResponse:
    return as_json({"issuer": issuer.address(), "jwks_uri": issuer.absolute("/.well-known/jwks.json")})


@require_safe
def key(_request: HttpRequest, kid: str) -> HttpResponse:
    """One public key, as the header of a badge names it."""
    now = timezone.now()
    found = next((one for one in issuer.keys(now).all if one.kid == kid and one.is_needed(now)), None)
    if found is None:
        raise Http404
    return as_json({**found.public()}, "application/jwk+json")


@require_safe
def status(_request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(StatusList.objects.all(), pk=pk)
    return open_to_all(HttpResponse(queries.published_list(row, timezone.now()), content_type=MEDIA[row.order]))


@require_safe
def type_metadata(_request: HttpRequest) -> HttpResponse:
    return as_json(types.metadata(issuer.address(), queries.titles()))


@require_safe
def issuer_profile(_request: HttpRequest) -> HttpResponse:
    return as_json(stating.profile())


@require_safe
def achievement(_request: HttpRequest, role: str) -> HttpResponse:
    found = get_object_or_404(Role.objects.all(), pk=role)
    return as_json(stating.achievement_of(found))
