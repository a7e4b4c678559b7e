"""Who may do what to whom: rights are a superuser's to give, and nobody reaches above themselves."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from logbook.models import User

ROLES = ("is_coach", "is_staff", "is_superuser")
"""The columns that open doors; whoever is made here is a lifter, which opens none but their own."""


class SuperusersAlone:
    """Neither seen nor changed by anybody else: what stands here gives rights."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Superusers."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Superusers."""
        return bool(request.user.is_active and request.user.is_superuser)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Superusers."""
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Superusers."""
        return self.has_view_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Superusers."""
        return self.has_view_permission(request)


def may_more(other: User, one: User) -> bool:
    """Whether `other` holds a right that `one` does not.

    Who was made inactive counts with what they held: it would come back with the account.
    """
    if one.is_superuser:
        return False
    return other.is_superuser or _held(other).exclude(pk__in=_held(one).values("pk")).exists()


def _held(person: User) -> QuerySet[Permission]:
    return Permission.objects.filter(Q(user=person) | Q(group__user=person))


def is_last_keeper(person: User) -> bool:
    """Whether nobody else is left who gets into the admin and may give rights.

    Holds the rows it counts, so that of two superusers who take each other's right one is refused.
    """
    keepers = User.objects.filter(is_active=True, is_staff=True, is_superuser=True)
    held = keepers.select_for_update().order_by("pk").values_list("pk", flat=True)
    return list(held) == [person.pk]
