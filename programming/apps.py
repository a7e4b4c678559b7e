"""Programming: what to do, before it is done."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProgrammingConfig(AppConfig):
    """The rules, the exercise risk catalogue and the workouts built from it."""

    name = "programming"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the database guard what is published after every migration."""
        from programming.releases.protection import protect_after_migrate

        post_migrate.connect(protect_after_migrate, sender=self)
