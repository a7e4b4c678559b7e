"""Django's admin with the catalogue's home in front."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """The admin, whose site is ours."""

    default_site = "logbook.pages.publishing.site.Desk"
