"""Addresses of the first sign-in, the settings and what else there is."""

from __future__ import annotations

from django.urls import URLPattern, path

from logbook.pages.people import views

urlpatterns: list[URLPattern] = [
    path("more/", views.more, name="more"),
    path("settings/", views.settings, name="settings"),
    path("settings/loads/", views.settings_loads, name="settings_loads"),
    path("welcome/", views.welcome, name="welcome"),
]
