from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from orders.models import Order


def order_list(request: HttpRequest) -> HttpResponse:
    """Every order, newest first; ?status=OPEN shows those of one status."""
    orders = Order.objects.select_related("customer").order_by("-placed_on", "-number")
    status = request.GET.get("status")
    if status in Order.Status.values:
        orders = orders.filter(status=status)
    return render(request, "orders/list.html", {"orders": orders, "statuses": Order.Status.choices})
