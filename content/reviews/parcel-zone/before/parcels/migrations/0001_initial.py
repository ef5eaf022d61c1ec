from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Parcel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=30, unique=True)),
                ("postcode", models.CharField(max_length=5)),
                ("weight_g", models.PositiveIntegerField()),
                ("announced_at", models.DateTimeField()),
                ("delivered_at", models.DateTimeField(null=True)),
            ],
        ),
    ]
