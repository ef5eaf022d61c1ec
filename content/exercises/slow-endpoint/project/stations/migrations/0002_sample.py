"""What was in the database when the measurements were taken: 25 stations with 200 readings each."""

from datetime import UTC, datetime, timedelta

from django.db import migrations


def fill(apps, _editor):
    keeper, station, reading = (apps.get_model("stations", name) for name in ("Keeper", "Station", "Reading"))
    start = datetime(2026, 5, 1, tzinfo=UTC)
    for number in range(25):
        roof = station.objects.create(name=f"Roof {number:02}", keeper=keeper.objects.create(name=f"Keeper {number}"))
        reading.objects.bulk_create(
            reading(station=roof, taken_at=start + timedelta(hours=hour), tenths=(hour * 37 + number * 11) % 350 - 50)
            for hour in range(200)
        )


class Migration(migrations.Migration):
    dependencies = [("stations", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
