"""The admin's site, which begins with the catalogue's home."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from logbook.pages.publishing.home import read_home

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Desk(admin.AdminSite):
    """Django's admin for RepStack's staff."""

    site_header = "RepStack admin"
    site_title = "RepStack admin"
    # The ways are in the bar of every page; a sidebar would take a quarter of a table's width.
    enable_nav_sidebar = False
    index_template = "admin/programming/home.html"

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """The view as Django guards it, with its times in the zone of who looks, as elsewhere."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def in_their_zone(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            with timezone.override(getattr(request.user, "zone", settings.TIME_ZONE)):
                response = guarded(request, *args, **kwargs)
                # Drawn here: Django would draw it after the zone is forgotten.
                return response.render() if isinstance(response, TemplateResponse) else response

        return cast("View", in_their_zone)

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """The log-in's own page for it: Django's takes any number of guesses at the old one."""
        return redirect("account_change_password")

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The catalogue's home, with the ways to people and logs the person may go."""
        may_edit = request.user.has_perm("programming.change_cataloguerelease")
        context = {"title": "Catalogue", "home": read_home(), "may_edit": may_edit}
        return super().index(request, {**context, **(extra_context or {})})
