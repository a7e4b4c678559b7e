"""The logbook: what was done."""

from django.apps import AppConfig


class LogbookConfig(AppConfig):
    """Sessions, sets, readiness, and the people who log and review them."""

    name = "logbook"
    default_auto_field = "django.db.models.BigAutoField"
