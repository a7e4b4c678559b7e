"""What a coach may set, each ticked by itself: off for every link and invitation there is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two ticks, on links and on invitations."""

    dependencies = [("logbook", "0025_coaching")]

    operations = [
        migrations.AddField("coachlink", "sets_programs", models.BooleanField(default=False)),
        migrations.AddField("coachlink", "sets_targets", models.BooleanField(default=False)),
        migrations.AddField("invitation", "sets_programs", models.BooleanField(default=False)),
        migrations.AddField("invitation", "sets_targets", models.BooleanField(default=False)),
    ]
