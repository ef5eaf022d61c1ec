from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from orders.models import Line, Order


def order_list(request: HttpRequest) -> HttpResponse:
    """Every order, newest first; ?status=OPEN shows those of one status."""
    lines = Prefetch("lines", Line.objects.select_related("product"))
    orders = (
        Order.objects.select_related("customer")
        .prefetch_related(lines)
        .annotate(parcel_count=Count("parcels"))
        .order_by("-placed_on", "-number")
    )
    status = request.GET.get("status")
    if status in Order.Status.values:
        orders = orders.filter(status=status)
    return render(request, "orders/list.html", {"orders": orders[:25], "statuses": Order.Status.choices})
