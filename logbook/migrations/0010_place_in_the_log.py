"""The instant a session began stands on its exercises and sets, and leads their indexes."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def from_sessions(apps, schema_editor):
    using = schema_editor.connection.alias
    started = Subquery(
        apps.get_model("logbook", "TrainingSession")
        .objects.using(using)
        .filter(pk=OuterRef("session"))
        .values("started_at")
    )
    for name in ("SessionExercise", "Set"):
        apps.get_model("logbook", name).objects.using(using).update(started_at=started)


_PLACE = models.DateTimeField(help_text="The session's: its place in the log.")


class Migration(migrations.Migration):
    dependencies = [("logbook", "0009_last_home")]
    operations = [
        migrations.RemoveIndex("sessionexercise", "session_exercise_exposures"),
        migrations.RemoveIndex("set", "set_of_exercise"),
        migrations.RemoveIndex("set", "set_tests"),
        migrations.RemoveIndex("trainingsession", "session_latest"),
        migrations.AddField("sessionexercise", "started_at", models.DateTimeField(null=True)),
        migrations.AddField("set", "started_at", models.DateTimeField(null=True)),
        migrations.RunPython(from_sessions, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("sessionexercise", "started_at", _PLACE),
        migrations.AlterField("set", "started_at", _PLACE),
        migrations.AlterField(
            "set", "logged_at", models.DateTimeField(help_text="When it was done.")
        ),
        migrations.AddIndex(
            "sessionexercise",
            models.Index(
                fields=["athlete", "exercise", "-started_at", "-id"],
                name="session_exercise_exposures",
            ),
        ),
        migrations.AddIndex(
            "set",
            models.Index(
                fields=["athlete", "exercise", "-started_at", "-session", "-logged_at", "-number"],
                name="set_of_exercise",
            ),
        ),
        migrations.AddIndex(
            "set",
            models.Index(
                condition=models.Q(is_test=True),
                fields=["athlete", "-started_at", "-session", "-logged_at", "-number"],
                name="set_tests",
            ),
        ),
        migrations.AddIndex(
            "trainingsession",
            models.Index(fields=["athlete", "-started_at", "-id"], name="session_latest"),
        ),
    ]
