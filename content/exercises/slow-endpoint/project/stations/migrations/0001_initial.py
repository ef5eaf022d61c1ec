import django.db.models.deletion
from django.db import migrations, models

KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.CreateModel("Keeper", [("id", KEY), ("name", models.CharField(max_length=80))]),
        migrations.CreateModel(
            "Station",
            [
                ("id", KEY),
                ("name", models.CharField(max_length=80, unique=True)),
                ("keeper", models.ForeignKey("stations.keeper", on_delete=django.db.models.deletion.PROTECT)),
            ],
        ),
        migrations.CreateModel(
            "Reading",
            [
                ("id", KEY),
                (
                    "station",
                    models.ForeignKey(
                        "stations.station",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        db_index=False,
                    ),
                ),
                ("taken_at", models.DateTimeField()),
                ("tenths", models.SmallIntegerField()),
            ],
            options={"indexes": [models.Index(fields=["station", "taken_at"], name="reading_by_station")]},
        ),
    ]
