"""The address of a coach's home."""

from __future__ import annotations

from django.urls import URLPattern, path

from logbook.pages.coaching import views

urlpatterns: list[URLPattern] = [path("coaching/", views.coaching, name="coaching")]
