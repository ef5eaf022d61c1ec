from collections import Counter, defaultdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from orders.models import Line, Order, Parcel


def order_list(request: HttpRequest) -> HttpResponse:
    """Every order, newest first; ?status=OPEN shows those of one status."""
    orders = Order.objects.select_related("customer").order_by("-placed_on", "-number")
    status = request.GET.get("status")
    if status in Order.Status.values:
        orders = orders.filter(status=status)
    lines = defaultdict(list)
    for line in Line.objects.select_related("product"):
        lines[line.order_id].append(line)
    parcels = Counter(Parcel.objects.values_list("order_id", flat=True))
    orders = list(orders)
    for order in orders:
        order.product_names = sorted({line.product.name for line in lines[order.pk]})
        order.total_pence = sum(line.quantity * line.unit_pence for line in lines[order.pk])
        order.parcel_count = parcels[order.pk]
    return render(request, "orders/list.html", {"orders": orders, "statuses": Order.Status.choices})
