"""Addresses of progress."""

from __future__ import annotations

from django.urls import URLPattern, path

from logbook.pages.progress import views

urlpatterns: list[URLPattern] = [
    path("progress/", views.progress, name="progress"),
    path("progress/week/", views.progress_week, name="progress_week"),
    path("progress/week/<str:monday>/", views.progress_letter, name="progress_letter"),
    path("progress/records/", views.progress_records, name="progress_records"),
    path("progress/check-in/", views.progress_check_in, name="progress_check_in"),
    path("progress/bodyweight/", views.progress_bodyweight, name="progress_bodyweight"),
    path(
        "progress/bodyweight/<id:row_id>/delete/",
        views.progress_forget_weighing,
        name="progress_forget_weighing",
    ),
    path("progress/aside/", views.progress_put_aside, name="progress_put_aside"),
    path("progress/aside/<id:row_id>/back/", views.progress_say_again, name="progress_say_again"),
]
