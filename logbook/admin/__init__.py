"""Accounts in Django's admin, and nothing that was logged.

What lifters trained, typed and weighed is theirs: no page of the admin shows it, not even to
superusers. The releases of the catalogue are kept here too, beside what they do to lifters.
"""

from logbook.admin.people import GroupAdmin, UserAdmin
from logbook.pages.publishing.release_pages import CatalogueReleaseAdmin

__all__ = ["CatalogueReleaseAdmin", "GroupAdmin", "UserAdmin"]
