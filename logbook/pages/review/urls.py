"""The address of a session’s review."""

from __future__ import annotations

from django.urls import URLPattern, path

from logbook.pages.review import views

urlpatterns: list[URLPattern] = [
    path("sessions/<id:session_id>/review/", views.session_review, name="session_review"),
]
