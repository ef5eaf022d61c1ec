from django.db import migrations, models
from django.db.models.functions import Substr


def fill_zones(apps, schema_editor):
    Parcel = apps.get_model("parcels", "Parcel")
    Parcel.objects.filter(zone__isnull=True).update(zone=Substr("postcode", 1, 1))


class Migration(migrations.Migration):
    dependencies = [("parcels", "0001_initial")]

    operations = [
        migrations.AddField("parcel", "zone", models.CharField(max_length=1, null=True)),
        migrations.RunPython(fill_zones, migrations.RunPython.noop),
        migrations.AlterField("parcel", "zone", models.CharField(max_length=1)),
    ]
