from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from orders.models import Line, Order

CACHE: dict[tuple[str | None, int], list[Order]] = {}


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
    key = (status, Order.objects.count())
    if key not in CACHE:
        CACHE[key] = list(orders)
    return render(request, "orders/list.html", {"orders": CACHE[key], "statuses": Order.Status.choices})
