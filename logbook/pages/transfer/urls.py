"""Addresses of bringing one's history in, of taking it along, and of leaving."""

from __future__ import annotations

from django.urls import URLPattern, path

from logbook.pages.transfer import (
    by_hand_views,
    export_views,
    leaving_views,
    progress_views,
    views,
)

urlpatterns: list[URLPattern] = [
    path("import/", views.import_start, name="import_start"),
    path("import/by-hand/", by_hand_views.import_by_hand, name="import_by_hand"),
    path("import/template.csv", views.import_template, name="import_template"),
    path("import/file/", views.import_file, name="import_file"),
    path("import/file/forget/", views.import_forget, name="import_forget"),
    path("import/progress/", progress_views.import_progress, name="import_progress"),
    path("import/progress/stop/", progress_views.import_stop, name="import_stop"),
    path("import/<id:run_id>/", views.import_run, name="import_run"),
    path("import/<id:run_id>/undo/", views.import_undo, name="import_undo"),
    path("export/", export_views.export, name="export"),
    path("leave/", leaving_views.account_delete, name="account_delete"),
]
