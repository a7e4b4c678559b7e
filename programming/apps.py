"""Programming: what to do, before it is done."""

from django.apps import AppConfig


class ProgrammingConfig(AppConfig):
    """The rules, the exercise risk catalogue and the workouts built from it."""

    name = "programming"
    default_auto_field = "django.db.models.BigAutoField"
