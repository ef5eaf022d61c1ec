"""The record of a consent, for its giver to keep."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.disclosure.consent import signed_receipt
from jobfutures.sharing.models import Grant


@login_required
@never_cache
def receipt(request: SignedIn, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Grant.objects.visible_to(request.user).select_related("company"), pk=pk)
    answer = JsonResponse(signed_receipt(found, timezone.now()), json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer.headers["Content-Disposition"] = f'attachment; filename="consent-{found.pk}.json"'
    return answer
