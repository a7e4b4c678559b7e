"""Addresses of a session’s review, and of a rule as one of its sets met it."""

from __future__ import annotations

from django.urls import URLPattern, path

from logbook.pages.review import views

urlpatterns: list[URLPattern] = [
    path("sessions/<id:session_id>/review/", views.session_review, name="session_review"),
    path("rulebook/<slug:code>/set/<id:set_id>/", views.rulebook_of_set, name="rulebook_of_set"),
]
