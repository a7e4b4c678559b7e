"""Django's admin with the catalogue's home in front."""

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.apps import AdminConfig

# The log-in's own tables: secrets of second factors in clear, and addresses that give entry. And the
# queue, which names what lifters do.
_NOBODYS = ("mfa.Authenticator", "account.EmailAddress", "django_tasks_database.DBTaskResult")


class DeskConfig(AdminConfig):
    """The admin, whose site is ours."""

    default_site = "logbook.pages.publishing.site.Desk"

    def ready(self) -> None:
        """Find the tables of the admin, and leave out what no page of it may show."""
        super().ready()
        admin.site.unregister([apps.get_model(name) for name in _NOBODYS])
