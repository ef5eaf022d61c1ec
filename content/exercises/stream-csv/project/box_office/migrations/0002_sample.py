"""A busy May for your own machine: 15,000 sales of four events."""

from datetime import UTC, datetime, timedelta

from django.db import migrations


def fill(apps, _editor):
    venue, event, sale = (apps.get_model("box_office", name) for name in ("Venue", "Event", "Sale"))
    halls = venue.objects.bulk_create([venue(name="Mill Hall"), venue(name="Quay Stage")])
    evenings = event.objects.bulk_create([event(venue=halls[n % 2], title=f"Evening {n + 1}") for n in range(4)])
    start = datetime(2026, 5, 1, 8, tzinfo=UTC)
    sale.objects.bulk_create(
        sale(
            event=evenings[n % 4],
            sold_at=start + timedelta(minutes=2 * n),
            buyer=f"Buyer {n}",
            note="Wheelchair space, row A" if n % 9 == 0 else "",
            price_cents=1850 + n % 7 * 250,
        )
        for n in range(15_000)
    )


class Migration(migrations.Migration):
    dependencies = [("box_office", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
