import django.db.models.deletion
from django.db import migrations, models

KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.CreateModel("Venue", [("id", KEY), ("name", models.CharField(max_length=80))]),
        migrations.CreateModel(
            "Event",
            [
                ("id", KEY),
                ("venue", models.ForeignKey("box_office.venue", on_delete=django.db.models.deletion.PROTECT)),
                ("title", models.CharField(max_length=120)),
            ],
        ),
        migrations.CreateModel(
            "Sale",
            [
                ("id", KEY),
                ("event", models.ForeignKey("box_office.event", on_delete=django.db.models.deletion.PROTECT)),
                ("sold_at", models.DateTimeField(db_index=True)),
                ("buyer", models.CharField(max_length=120)),
                ("note", models.TextField(blank=True)),
                ("price_cents", models.PositiveIntegerField()),
            ],
        ),
    ]
