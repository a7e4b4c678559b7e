"""Addresses of the logbook, page by page; actions take POST only."""

from __future__ import annotations

from django.urls import URLResolver, include, path, register_converter

from logbook.web.addresses import IdConverter

register_converter(IdConverter, "id")

urlpatterns: list[URLResolver] = [
    path("", include("logbook.pages.today.urls")),
    path("", include("logbook.pages.session.urls")),
    path("", include("logbook.pages.programs.urls")),
    path("", include("logbook.pages.review.urls")),
    path("", include("logbook.pages.history.urls")),
    path("", include("logbook.pages.exercises.urls")),
    path("", include("logbook.pages.level.urls")),
    path("", include("logbook.pages.progress.urls")),
    path("", include("logbook.pages.people.urls")),
    path("", include("logbook.pages.transfer.urls")),
    path("", include("logbook.pages.coaching.urls")),
    path("", include("logbook.pages.api.urls")),
]
