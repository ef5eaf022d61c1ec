from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hiring", "0001_begin")]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="place",
            field=models.CharField(
                choices=[("ROW", "In the row"), ("STORE", "Sealed in the store")],
                db_default="ROW",
                default="ROW",
                max_length=5,
            ),
        ),
    ]
