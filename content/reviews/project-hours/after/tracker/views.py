from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404

from .hours import hours_of_month
from .models import Membership


@login_required
def project_hours(request: HttpRequest, project_id: int, year: int, month: int) -> JsonResponse:
    memberships = Membership.objects.select_related("project", "person")
    membership = get_object_or_404(memberships, project=project_id, person=request.user)
    try:
        first = date(year, month, 1)
    except ValueError:
        raise Http404 from None
    return JsonResponse({"minutes": hours_of_month(membership=membership, month=first)})
