"""The history of one exercise in the admin: which release changed what, when, by whom and why."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from programming.releases.history import history_of

# The stubs make it generic; Django's own class is not.
if TYPE_CHECKING:
    ModelAdminBase = admin.ModelAdmin[Any]
else:
    ModelAdminBase = admin.ModelAdmin


class ReleasesAreTheHistory(ModelAdminBase):
    """In place of the admin's own log: the releases say it, and no second audit can differ."""

    # The column of the page's objects that says which exercise they speak of.
    exercise_column = "exercise_id"

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Every release that changed the exercise."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return HttpResponseRedirect(
                reverse(f"admin:programming_{self.opts.model_name}_changelist")
            )
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {obj}",
            "steps": history_of(getattr(obj, self.exercise_column)),
            "object": obj,
            "opts": self.opts,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/programming/history.html", context)
