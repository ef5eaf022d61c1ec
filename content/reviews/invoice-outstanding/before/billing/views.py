from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .models import Invoice

PER_PAGE = 50


@login_required
def invoice_list(request: HttpRequest) -> HttpResponse:
    invoices = Invoice.objects.select_related("customer").newest_first()
    page = Paginator(invoices, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "billing/invoices.html", {"page": page})
