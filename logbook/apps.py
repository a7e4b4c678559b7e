"""The logbook: what was done."""

from django.apps import AppConfig


class LogbookConfig(AppConfig):
    """Sessions, sets, readiness, and the people who log and review them."""

    name = "logbook"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of ready-made programs that change: who is in the middle of one goes on as they began."""
        # Models can be imported only now.
        from logbook.acts.renewals import keep_as_begun
        from programming.releases.announced import program_changes

        program_changes.connect(keep_as_begun, dispatch_uid="keep_as_begun")
