"""Addresses of the sessions there were."""

from __future__ import annotations

from django.urls import URLPattern, path

from logbook.pages.history import views

urlpatterns: list[URLPattern] = [
    path("sessions/", views.session_list, name="session_list"),
    path("sessions/find/", views.session_find, name="session_find"),
    path("sessions/notes/", views.session_notes, name="session_notes"),
    path("sessions/<id:session_id>/edit/", views.session_edit, name="session_edit"),
    path("sessions/<id:session_id>/delete/", views.session_delete, name="session_delete"),
]
