from typing import Any

from django.db import migrations, models


def forget_records(apps: Any, schema_editor: Any) -> None:
    """Take away what 1.0 kept: by 1.1 other loads count as heavier. `prepare` reads the log anew."""
    apps.get_model("logbook", "ExerciseRecord").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("logbook", "0013_deload_version")]

    operations = [
        migrations.RunPython(forget_records, migrations.RunPython.noop, elidable=True),
        migrations.RemoveIndex("exerciserecord", "record_of_exercise_place"),
        migrations.AddField(
            "exerciserecord",
            "heaviest",
            models.BigIntegerField(default=0, help_text="The most moved so far, micrograms."),
        ),
        migrations.AddField(
            "exerciserecord",
            "most_reps",
            models.PositiveIntegerField(default=0, help_text="The most reps of a set so far."),
        ),
        migrations.AddField(
            "exerciserecord",
            "standing",
            models.JSONField(default=list, help_text="What the last records were set with."),
        ),
        migrations.AddField(
            "set",
            "is_slip",
            models.BooleanField(
                default=False,
                help_text="Asked about and not confirmed yet: it counts for no best.",
            ),
        ),
        migrations.AddIndex(
            "exerciserecord",
            models.Index(
                fields=["athlete", "exercise", "-started_at", "-session"],
                name="record_of_exercise_place",
            ),
        ),
    ]
