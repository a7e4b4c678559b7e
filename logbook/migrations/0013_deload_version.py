from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("logbook", "0012_effort_lately")]
    operations = [
        migrations.AddField(
            model_name="deloadadvice",
            name="rulebook_version",
            # Signs that are kept already were found by the first rulebook, and keep its words.
            field=models.CharField(blank=True, default="1.0", max_length=16),
            preserve_default=False,
        ),
    ]
