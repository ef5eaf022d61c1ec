from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # CREATE INDEX CONCURRENTLY cannot run in a transaction. It is the only operation, so nothing can be half done.
    atomic = False

    dependencies = (("fleet", "0001_initial"),)

    operations = (
        AddIndexConcurrently(
            model_name="trip",
            index=models.Index(fields=["vehicle", "-started_at", "-id"], name="fleet_trip_latest"),
        ),
    )
