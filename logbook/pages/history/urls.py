"""Addresses of the sessions there were."""

from __future__ import annotations

from django.urls import URLPattern, path

from logbook.pages.history import views

urlpatterns: list[URLPattern] = [
    path("sessions/", views.session_list, name="session_list"),
    path("sessions/<id:session_id>/edit/", views.session_edit, name="session_edit"),
    path("sessions/<id:session_id>/delete/", views.session_delete, name="session_delete"),
]
