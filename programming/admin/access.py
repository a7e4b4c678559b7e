"""Who may see and change what of the catalogue."""

from typing import Any

from django.http import HttpRequest


class ReadOnly:
    """No adding, changing or deleting; who may see it follows the view permission."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False


class SeenByStaff:
    """All staff may see it: who warns lifters by it is no secret among them."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever gets into the admin."""
        return bool(request.user.is_active and request.user.is_staff)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """As the view permission."""
        return self.has_view_permission(request)
