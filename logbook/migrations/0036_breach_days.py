"""An index of breaches by day, for a coach's list of all their athletes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Few sets are in it: those to talk about."""

    dependencies = [("logbook", "0035_period_sums")]

    operations = [
        migrations.AddIndex(
            model_name="set",
            index=models.Index(
                condition=models.Q(("breach_is_stop__isnull", False)),
                fields=["athlete", "local_date"],
                name="set_breach_days",
            ),
        ),
    ]
