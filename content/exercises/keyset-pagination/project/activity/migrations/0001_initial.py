from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("door", models.CharField(max_length=40)),
                ("action", models.CharField(max_length=20)),
                ("happened_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-happened_at", "-id"], name="event_newest"),
                    models.Index(fields=["door", "-happened_at", "-id"], name="event_door_newest"),
                ],
            },
        ),
    ]
