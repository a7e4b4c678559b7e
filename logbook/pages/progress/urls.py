"""Addresses of progress."""

from __future__ import annotations

from django.urls import URLPattern, path

from logbook.pages.progress import views

urlpatterns: list[URLPattern] = [
    path("progress/", views.progress, name="progress"),
]
