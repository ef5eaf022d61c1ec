import csv
import io

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, StreamingHttpResponse
from django.views.decorators.http import require_GET

from box_office import cells, months
from box_office.models import Sale

HEADINGS = ["sale", "sold at", "venue", "event", "buyer", "note", "price"]


@require_GET
def sales_csv(request: HttpRequest) -> HttpResponse:
    """Answer all sales of one month as CSV, oldest first, with a last line that holds their number and sum."""
    month = request.GET.get("month", "")
    try:
        first, end = months.bounds(month)
    except months.UnknownMonth as error:
        return HttpResponseBadRequest(str(error), content_type="text/plain; charset=utf-8")
    sales = Sale.objects.filter(sold_at__gte=first, sold_at__lt=end).select_related("event__venue")
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(HEADINGS)
    number = total = 0
    for sale in sales.order_by("sold_at", "id").iterator(chunk_size=500):
        number, total = number + 1, total + sale.price_cents
        writer.writerow(row(sale))
    writer.writerow(["total", number, "", "", "", "", cells.euros(total)])
    return StreamingHttpResponse(
        iter(file.getvalue().splitlines(keepends=True)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="sales-{month}.csv"'},
    )


def row(sale: Sale) -> list[str | int]:
    return [
        sale.pk,
        cells.moment(sale.sold_at),
        cells.text(sale.event.venue.name),
        cells.text(sale.event.title),
        cells.text(sale.buyer),
        cells.text(sale.note),
        cells.euros(sale.price_cents),
    ]
